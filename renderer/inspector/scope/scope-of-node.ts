/** What the expressions of a node may name (DESIGN 3), by the workflow and its kinds alone. */
import { isJsonObject, type Json } from '#shared/json.ts'
import { containersAround, sees } from '#shared/workflow/checks/places.ts'
import { analyseGraph, type WorkflowGraph } from '#shared/workflow/graph.ts'
import type { KindCatalog, KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { Parameter, Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { takesItems } from '../../canvas/model/tree.ts'
import { ANY, type Shape, type TypeWord } from './known.ts'
import { readsError } from './reads-error.ts'
import { schemaShape } from './schema-shape.ts'

/** What a field allows besides what every field does. */
export interface FieldScope {
  readonly secrets?: boolean
  readonly hearsEvent?: boolean
}

export interface ScopeInput {
  readonly workflow: Workflow
  readonly catalog: KindCatalog
  /** Undefined: the workflow as a whole, as after its last node. */
  readonly nodeId: string | undefined
  readonly field?: FieldScope
}

/** The shape of the whole scope; of `nodes`, those that can have run before, the nearest first. */
export function scopeShape({ workflow, catalog, nodeId, field = {} }: ScopeInput): Shape {
  const graph = graphOf(workflow)
  const own = nodeId === undefined ? undefined : graph.nodes[graph.byId.get(nodeId) ?? -1]
  const around = own ? containersAround(graph, own) : []
  const inItem = around.some((index) => takesItems(catalog.get(graph.nodes[index]?.node.kind ?? '')))
  const inLoop = own === undefined || own.loops.length > 0
  const nodes = beforeInOrder(workflow, catalog, nodeId)
  return {
    type: 'object',
    fields: {
      ...(nodes.length > 0 && {
        nodes: nodesShape(nodes, catalog, (id) => own !== undefined && readsError(graph, id, nodeId)),
      }),
      args: argsShape(workflow.parameters ?? []),
      ...(inItem && { item: { ...ANY, note: 'this item' }, index: { type: 'number', note: 'its place, from 0' } }),
      ...(inLoop && { loop: LOOP }),
      ...(field.hearsEvent && { event: { ...ANY, note: 'the event’s data' } }),
      ...(field.secrets && { secrets: secretsShape(workflow) }),
      run: RUN,
      workspace: { type: 'string', note: 'the folder it works in' },
    },
  }
}

const LOOP: Shape = {
  type: 'object',
  note: 'of the innermost loop',
  fields: {
    feedback: { type: 'any', note: 'what the pass before gave back' },
    iteration: { type: 'number', note: 'passes so far, from 0' },
  },
}

const RUN: Shape = {
  type: 'object',
  note: 'this run',
  fields: { id: { type: 'string' }, startedAt: { type: 'string' }, workflow: { type: 'string' } },
}

/** Nodes that an expression of a node can name, the nearest first; those of an unknown kind too, notes never. */
export function beforeInOrder(
  workflow: Workflow,
  catalog: KindCatalog,
  nodeId: string | undefined,
): readonly WorkflowNode[] {
  const graph = graphOf(workflow)
  const runs = (node: WorkflowNode) => catalog.get(node.kind)?.runs !== false
  const own = nodeId === undefined ? undefined : graph.nodes[graph.byId.get(nodeId) ?? -1]
  if (!own) return workflow.nodes.filter((node) => runs(node) && node.parent === undefined)
  // Nothing leads to a compensator, or to what stands alone for now: it may name whatever it sees.
  const alone = own.incoming.length === 0 && own.parent < 0 && catalog.get(own.node.kind)?.entry !== true
  const order = alone ? graph.nodes.map(({ index }) => index) : backwards(graph, own.index)
  return order.flatMap((index) => {
    const other = graph.nodes[index]
    return other && index !== own.index && runs(other.node) && sees(graph, own, other) ? [other.node] : []
  })
}

/** Breadth first against the edges, out of containers too; loop edges included, so what a loop comes back from is named. */
function backwards(graph: WorkflowGraph, first: number): readonly number[] {
  const seen = new Set<number>()
  const open: number[] = []
  const sources = (index: number) => {
    for (let at = index; at >= 0; at = graph.nodes[at]?.parent ?? -1) {
      for (const edge of graph.nodes[at]?.incoming ?? []) {
        const from = graph.edges[edge]?.from ?? -1
        if (from < 0 || seen.has(from)) continue
        seen.add(from)
        open.push(from)
      }
    }
  }
  sources(first)
  for (let at = 0; at < open.length; at += 1) sources(open[at] ?? -1)
  return open
}

/** What a node gives by `error` (DESIGN 4.6). */
const FAILURE: Shape = {
  type: 'object',
  note: 'where it failed',
  fields: { message: { type: 'string' }, code: { type: 'string' } },
}

function nodesShape(
  nodes: readonly WorkflowNode[],
  catalog: KindCatalog,
  mayHaveFailed: (id: string) => boolean,
): Shape {
  const shapeOf = (node: WorkflowNode): Shape => {
    const shape = outputShape(node, catalog.get(node.kind))
    return mayHaveFailed(node.id) ? { ...shape, type: 'object', fields: { ...shape.fields, error: FAILURE } } : shape
  }
  return {
    type: 'object',
    note: 'outputs of the nodes before',
    fields: Object.fromEntries(nodes.map((node) => [node.id, shapeOf(node)])),
  }
}

/** What a node gives, by its kind and its config. */
export function outputShape(node: WorkflowNode, kind: KindDescriptor | undefined): Shape {
  const fields: Record<string, Shape> = {}
  for (const [name, words] of Object.entries(kind?.output ?? {})) fields[name] = wordShape(words)
  for (const [name, from] of Object.entries(kind?.outputSchemas ?? {})) {
    const schema: Json | undefined = node.config?.[from]
    if (schema !== undefined) fields[name] = schemaShape(schema)
  }
  const list: Json | undefined = kind?.outputFrom === undefined ? undefined : node.config?.[kind.outputFrom]
  if (Array.isArray(list)) Object.assign(fields, namedShapes(list))
  const known = Object.keys(fields).length > 0
  return { type: known ? 'object' : 'any', note: titleOfNode(node), ...(known && { fields }) }
}

const TYPE_WORD = /^(string|number|boolean|array|object|list)\b/

/** `string (read)`: the first word is a type, or the whole is a note. */
function wordShape(words: string): Shape {
  const word = TYPE_WORD.exec(words)?.[1]
  if (word === undefined) return words === 'any' ? ANY : { type: 'any', note: words }
  const rest = words
    .slice(word.length)
    .trim()
    .replace(/^\((.*)\)$/, '$1')
  return { type: word === 'list' ? 'array' : (word as TypeWord), ...(rest !== '' && { note: rest }) } // one of the pattern's words
}

function namedShapes(list: readonly Json[]): Record<string, Shape> {
  return Object.fromEntries(
    list.flatMap((item) =>
      isJsonObject(item) && typeof item.name === 'string'
        ? [[item.name, parameterShape(String(item.type))] as const]
        : [],
    ),
  )
}

function argsShape(parameters: readonly Parameter[]): Shape {
  return {
    type: 'object',
    note: parameters.length === 0 ? 'no parameters yet' : 'what it was called with',
    fields: Object.fromEntries(
      parameters.map(({ name, type, description }) => [
        name,
        { ...parameterShape(type), ...(description && { note: description }) },
      ]),
    ),
  }
}

function parameterShape(type: string): Shape {
  if (type === 'number' || type === 'boolean') return { type }
  return type === 'json' ? ANY : { type: 'string' }
}

const SECRET = /\bsecrets\.(\w+)/g

/** Their names only, as far as the file has them; no value of one ever comes to the screen. */
function secretsShape(workflow: Workflow): Shape {
  const names = [...JSON.stringify(workflow.nodes).matchAll(SECRET)].flatMap(([, name]) => name ?? [])
  const fields = Object.fromEntries(
    [...new Set(names)].map((name) => [name, { type: 'string', note: 'secret' } as const]),
  )
  return { type: 'object', note: 'filled in when it is sent', fields }
}

const graphs = new WeakMap<Workflow, WorkflowGraph>()

export function graphOf(workflow: Workflow): WorkflowGraph {
  const known = graphs.get(workflow) ?? analyseGraph(workflow)
  graphs.set(workflow, known)
  return known
}
