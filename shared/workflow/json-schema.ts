/** JSON Schema (2020-12) of a workflow file, so that any editor completes and checks one, each node's config by its kind. */
import { z } from 'zod'
import { isJsonObject, type Json } from '../json.ts'
import type { KindDescriptor } from './kind-descriptor.ts'
import { FORMAT, Workflow } from './workflow.ts'

type SchemaObject = { [key: string]: Json }

export function workflowJsonSchema(descriptors: readonly KindDescriptor[]): Json {
  const generated: unknown = JSON.parse(JSON.stringify(z.toJSONSchema(Workflow, { io: 'input' })))
  const { $schema = null, $defs, ...file } = objectOf(generated)
  const properties = objectOf(file.properties)
  const nodes = objectOf(properties.nodes)
  const definitions = descriptors.flatMap((descriptor) => definitionsOf(descriptor))
  return {
    $schema,
    title: `A workflow of Slashflow (${FORMAT})`,
    ...file,
    // Editors put the address of this schema into the file.
    properties: {
      $schema: { type: 'string' },
      ...properties,
      nodes: { ...nodes, items: nodeSchema(objectOf(nodes.items), descriptors) },
    },
    $defs: { ...objectOf($defs), ...Object.fromEntries(definitions) },
  }
}

function nodeSchema(node: SchemaObject, descriptors: readonly KindDescriptor[]): Json {
  const kinds = descriptors.map(({ kind, title, summary }) => ({ const: kind, title, description: summary }))
  return {
    ...node,
    properties: { ...objectOf(node.properties), kind: { description: 'What the node does', oneOf: kinds } },
    allOf: descriptors.map((descriptor) => ({
      if: { properties: { kind: { const: descriptor.kind } }, required: ['kind'] },
      // Without `config` the kind's own needs would go unsaid.
      // biome-ignore lint/suspicious/noThenProperty: `then` is a word of JSON Schema
      then: {
        properties: { config: { $ref: `#/$defs/${nameOf(descriptor)}` } },
        ...(needsConfig(descriptor) && { required: ['config'] }),
      },
    })),
  }
}

const nameOf = ({ kind }: KindDescriptor, inner?: string): string =>
  `kind.${kind}${inner === undefined ? '' : `.${inner}`}`

const needsConfig = ({ configSchema }: KindDescriptor): boolean =>
  Array.isArray(configSchema.required) && configSchema.required.length > 0

/** A kind's schema with its own definitions, all moved up: a `$ref` counts from the root of the whole. */
function definitionsOf(descriptor: KindDescriptor): [string, Json][] {
  const { $schema: _schema, $defs, ...config } = descriptor.configSchema
  const inner = Object.entries(objectOf($defs))
  return [
    [nameOf(descriptor), moved(config, descriptor)],
    ...inner.map(([name, schema]): [string, Json] => [nameOf(descriptor, name), moved(schema, descriptor)]),
  ]
}

function moved(schema: Json, descriptor: KindDescriptor): Json {
  if (Array.isArray(schema)) return schema.map((item) => moved(item, descriptor))
  if (!isJsonObject(schema)) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key !== '$ref' || typeof value !== 'string') return [key, moved(value, descriptor)]
      if (value === '#') return [key, `#/$defs/${nameOf(descriptor)}`]
      return [key, value.replace(/^#\/\$defs\//, `#/$defs/${nameOf(descriptor)}.`)]
    }),
  )
}

const objectOf = (value: unknown): SchemaObject => (isJsonObject(value) ? value : {})
