/**
 * The one text of a workflow: saving twice changes no byte, and a difference in the file is a difference in the workflow.
 * Known keys first, in the order of the schema, then unknown ones by name; `config` in the order of its kind where the
 * catalog is given, else as written; `layout` by the order of the nodes. What fits a line stands on one.
 */
import type { z } from 'zod'
import type { Json } from '../json.ts'
import { keptBy } from '../kept-by.ts'
import type { KindCatalog } from './kind-descriptor.ts'
import { Edge, type LayoutEntry, Parameter, Retry, Workflow, WorkflowNode } from './workflow.ts'

const LINE_WIDTH = 120
const INDENT = '  '

type Entry = readonly [string, Printed]
type Printed =
  | { readonly type: 'plain'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly Printed[]; readonly tall: boolean }
  | { readonly type: 'object'; readonly entries: readonly Entry[]; readonly tall: boolean }

export function canonicalText(workflow: Workflow, catalog?: KindCatalog): string {
  const nodes = workflow.nodes.map(nodeItems(catalog))
  const sections: Readonly<Record<string, Printed>> = {
    parameters: {
      type: 'list',
      items: (workflow.parameters ?? []).map((item) => printFields(item, keysOf(Parameter))),
      tall: true,
    },
    nodes: { type: 'list', items: nodes, tall: true },
    edges: { type: 'list', items: workflow.edges.map(edgeItem), tall: true },
    layout: printLayout(workflow),
  }
  const entries = ordered(workflow, keysOf(Workflow)).map(
    ([key, value]): Entry => [key, sections[key] ?? printAny(value)],
  )
  return `${write({ type: 'object', entries, tall: true }, '', 0)}\n`
}

const keysOf = keptBy((schema: z.ZodObject): readonly string[] => Object.keys(schema.shape))

/** A part that stands in a list of the workflow, as it is written there: it is kept, since an edit leaves most of them alone. */
const item = (printed: Printed): Printed => ({ type: 'plain', text: write(printed, INDENT + INDENT, 0) })

const edgeItem = keptBy((edge: Edge) => item(printFields(edge, keysOf(Edge))))

const itemsOf = keptBy((catalog: KindCatalog) => keptBy((node: WorkflowNode) => item(printNode(node, catalog))))
const itemWithoutKinds = keptBy((node: WorkflowNode) => item(printNode(node, undefined)))

const nodeItems = (catalog: KindCatalog | undefined): ((node: WorkflowNode) => Printed) =>
  catalog ? itemsOf(catalog) : itemWithoutKinds

function printNode(node: WorkflowNode, catalog: KindCatalog | undefined): Printed {
  const properties = catalog?.get(node.kind)?.configSchema.properties
  const order = typeof properties === 'object' && properties !== null ? Object.keys(properties) : []
  const own: Readonly<Record<string, (value: Fields) => Printed>> = {
    config: (value) => object(inOrder(definedEntries(value), order).map(([key, item]): Entry => [key, printAny(item)])),
    retry: (value) => printFields(value, keysOf(Retry)),
  }
  const entries = ordered(node, keysOf(WorkflowNode)).map(([key, value]): Entry => {
    const print = own[key]
    return [key, print && isFields(value) ? print(value) : printAny(value)]
  })
  return object(entries)
}

function printLayout({ nodes, layout }: Workflow): Printed {
  const entries = Object.entries(layout ?? {})
  const place = new Map(nodes.map((node, index) => [node.id, index]))
  // Nodes that do not exist (yet) keep their place, behind the others.
  const sorted = entries.sort(
    ([a], [b]) => (place.get(a) ?? nodes.length) - (place.get(b) ?? nodes.length) || compare(a, b),
  )
  return {
    type: 'object',
    entries: sorted.map(([id, entry]): Entry => [id, printPlace(id, entry)]),
    tall: true,
  }
}

const placeOf = keptBy(
  (entry: LayoutEntry): Printed =>
    Array.isArray(entry) ? printAny(entry) : printFields(entry, ['at', 'size', 'color', 'collapsed']),
)
const placeLine = keptBy((entry: LayoutEntry) => writeLine(placeOf(entry)))

function printPlace(id: string, entry: LayoutEntry): Printed {
  const line = placeLine(entry)
  return fits(INDENT + INDENT, nameOf(id).length, line) ? { type: 'plain', text: line } : placeOf(entry)
}

const nameOf = (key: string): string => `${JSON.stringify(key)}: `

const fits = (indent: string, used: number, line: string): boolean => indent.length + used + line.length < LINE_WIDTH

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const object = (entries: readonly Entry[]): Printed => ({ type: 'object', entries, tall: false })

function printFields(value: Fields, keys: readonly string[]): Printed {
  return object(ordered(value, keys).map(([key, item]): Entry => [key, printAny(item)]))
}

function printAny(value: Json): Printed {
  if (Array.isArray(value)) return { type: 'list', items: value.map((item) => printAny(item)), tall: false }
  if (typeof value === 'object' && value !== null)
    return object(definedEntries(value).map(([key, item]): Entry => [key, printAny(item)]))
  return { type: 'plain', text: JSON.stringify(value) }
}

/** Known keys first, then the others by name. */
function ordered(value: Fields, keys: readonly string[]): readonly (readonly [string, Json])[] {
  const entries = definedEntries(value)
  const known = entries.filter(([key]) => keys.includes(key))
  if (known.length === entries.length) return inOrder(known, keys)
  const rest = entries.filter(([key]) => !keys.includes(key))
  return [...inOrder(known, keys), ...rest.sort(([a], [b]) => compare(a, b))]
}

/** Those of `keys` first, in their order; the others as they stand. */
function inOrder(
  entries: readonly (readonly [string, Json])[],
  keys: readonly string[],
): readonly (readonly [string, Json])[] {
  if (entries.length < 2) return entries
  const place = (key: string) => (keys.includes(key) ? keys.indexOf(key) : keys.length)
  return [...entries].sort(([a], [b]) => place(a) - place(b))
}

/** An optional field that is not there may stand as undefined; the rest of a workflow is JSON. */
function definedEntries(value: Fields): [string, Json][] {
  return Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined)
}

/** By code unit: the same on every machine, whatever its language. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** `used` counts what stands on the line before. */
function write(printed: Printed, indent: string, used: number): string {
  if (printed.type === 'plain') return printed.text
  const tall = printed.tall && (printed.type === 'list' ? printed.items : printed.entries).length > 0
  if (!tall) {
    const line = writeLine(printed)
    if (fits(indent, used, line)) return line
  }
  const inner = indent + INDENT
  if (printed.type === 'list') {
    if (printed.items.length === 0) return '[]'
    return `[\n${printed.items.map((item) => inner + write(item, inner, 0)).join(',\n')}\n${indent}]`
  }
  const entries = printed.entries.map(([key, item]) => {
    const name = nameOf(key)
    return inner + name + write(item, inner, name.length)
  })
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`
}

function writeLine(printed: Printed): string {
  if (printed.type === 'plain') return printed.text
  if (printed.type === 'list') return `[${printed.items.map((item) => writeLine(item)).join(', ')}]`
  if (printed.entries.length === 0) return '{}'
  return `{ ${printed.entries.map(([key, item]) => `${JSON.stringify(key)}: ${writeLine(item)}`).join(', ')} }`
}
