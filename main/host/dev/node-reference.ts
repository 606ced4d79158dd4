/** The reference of all node kinds as Markdown, from their descriptors and examples, so it cannot say what is not so. */
import type { ExampleNode, KindExample, NodeKind } from '#main/engine/kind.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'

const OPENING = `# Node kinds

Written by \`npm run docs\` from the kinds themselves (\`main/nodes\`); every example is run by the contract tests.
Text may hold \`{{ … }}\`, an expression in [JSONata](https://jsonata.org). A string that is nothing but one expression keeps the value's type.
`

export function nodeReference(kinds: readonly NodeKind[]): string {
  const contents = kinds.map(
    ({ descriptor }) => `- [\`${descriptor.kind}\`](#${descriptor.kind}): ${descriptor.summary}`,
  )
  return `${[OPENING.trimEnd(), contents.join('\n'), ...kinds.map(section)].join('\n\n')}\n`
}

function section(kind: NodeKind): string {
  const { descriptor, examples } = kind
  const parts = [
    `## ${descriptor.kind}`,
    descriptor.summary,
    facts(descriptor),
    configTable(kind),
    ...examples.map((example) => exampleText(descriptor.kind, example)),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

const EFFECT_WORDS: Readonly<Record<KindDescriptor['effect'], string>> = {
  never: '',
  always:
    'An effect: a person is asked before it runs, unless the workflow is trusted and the node says `"approve": "never"`.',
  depends:
    'Where it changes something a person is asked before it runs, unless the workflow is trusted and the node says `"approve": "never"`.',
}

function facts({ ports, portsFrom, output, effect }: KindDescriptor): string {
  const named = portsFrom === undefined ? [] : [`one for each of \`${portsFrom}\``]
  const allPorts = [...named, ...ports.map((port) => `\`${port}\``)]
  const fields = Object.entries(output).map(([name, type]) => `\`${name}\` (${type})`)
  const lines = [
    ...(allPorts.length > 0 ? [`Ports: ${allPorts.join(', ')}`] : []),
    ...(fields.length > 0 ? [`Output: ${fields.join(', ')}`] : []),
    ...(EFFECT_WORDS[effect] === '' ? [] : [EFFECT_WORDS[effect]]),
  ]
  return lines.map((line) => `- ${line}`).join('\n')
}

function configTable({ descriptor, secretFields }: NodeKind): string {
  const { properties, required } = descriptor.configSchema
  if (!isJsonObject(properties) || Object.keys(properties).length === 0) return ''
  const isRequired = (name: string): boolean => Array.isArray(required) && required.includes(name)
  const rows = Object.entries(properties).map(([name, schema]) => {
    const field = isJsonObject(schema) ? schema : {}
    const secrets = secretFields.has(name) ? ' `{{ secrets.NAME }}` may stand here.' : ''
    const words = `${sentence(field.title)} ${sentence(field.description)}${secrets}`.trim()
    return `| \`${name}\` | ${typeOf(field)} | ${isRequired(name) ? 'yes' : ''} | ${words.replaceAll('|', '\\|').replaceAll('<', '&lt;')} |`
  })
  return ['| field | type | needed | |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

function sentence(text: Json | undefined): string {
  return typeof text !== 'string' || text === '' ? '' : /[.!?]$/.test(text) ? text : `${text}.`
}

/** In words: `text`, `list`, `read, write`. An expression may stand for anything but a word of a choice. */
function typeOf(field: { readonly [key: string]: Json }): string {
  if (Array.isArray(field.enum)) return field.enum.map((word) => `\`${String(word)}\``).join(', ')
  if (field.widget === 'duration') return 'duration'
  if (Array.isArray(field.anyOf)) {
    const [first] = field.anyOf
    return isJsonObject(first) ? typeOf(first) : 'any'
  }
  return (typeof field.type === 'string' ? TYPE_WORDS[field.type] : undefined) ?? 'any value'
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'list',
  object: 'object',
  boolean: 'true or false',
  number: 'number',
  integer: 'number',
}

function exampleText(kind: string, example: KindExample): string {
  const given = [
    ...said('arguments', example.args),
    ...said('files', example.files),
    ...Object.entries(example.commands ?? {}).map(([name, result]) => `\`/${name}\` ends with ${inline(result)}`),
    ...said('an earlier run has kept', example.remembered),
    ...(example.model ?? []).map((answer) => `the model answers ${inline(answer)}`),
    ...decided(example),
    ...said('the person answers', example.answer),
    ...(example.hears === undefined
      ? []
      : [`the event \`${example.hears.event}\` comes with ${inline(example.hears.data)}`]),
    ...(example.after === undefined ? [] : [`after ${example.after}`]),
  ]
  const output = example.output === undefined ? '' : `, output ${inline(example.output)}`
  return `${example.title}:\n\n\`\`\`json\n${written(kind, example)}\n\`\`\`\n\n${[...given, `${ending(kind, example)}${output}`].map((line) => `- ${line}`).join('\n')}`
}

/** A node alone as it is; one with others as a file has them. */
function written(kind: string, { config, children = [], beside = [] }: KindExample): string {
  const node = { kind, ...(Object.keys(config).length > 0 && { config }) }
  if (children.length + beside.length === 0) return JSON.stringify(node, null, 2)
  const bare = ({ after: _, ...other }: ExampleNode) => other
  const nodes = [
    { id: kind, ...node },
    ...children.map((child) => ({ ...bare(child), parent: kind })),
    ...beside.map(bare),
  ]
  const edges = [...children, ...beside].flatMap(({ id, after }) =>
    after === undefined ? [] : [{ from: after, to: id }],
  )
  return JSON.stringify({ nodes, ...(edges.length > 0 && { edges }) }, null, 2)
}

function decided({ decide }: KindExample): string[] {
  if (!decide) return []
  const edited = decide.value === undefined ? '' : `, edited to ${inline(decide.value)}`
  const feedback = decide.feedback === undefined ? '' : `, with the feedback ${inline(decide.feedback)}`
  return [`the person ${decide.decision === 'approved' ? 'approves' : 'rejects'}${edited}${feedback}`]
}

const said = (what: string, value: Json | undefined | object): string[] =>
  value === undefined ? [] : [`${what} ${inline(value)}`]

const inline = (value: unknown): string => `\`${JSON.stringify(value).replaceAll('`', "'")}\``

function ending(kind: string, { leavesBy, errorCode }: KindExample): string {
  if (kind === 'note') return 'never runs'
  if (kind === 'end') return `the run has ${leavesBy}`
  return `leaves by \`${leavesBy}\`${errorCode === undefined ? '' : ` with \`${errorCode}\``}`
}
