/** The edits that the checks offer, by what they do. Each is made for the workflow as it is checked. */
import type { Json } from '../../json.ts'
import { withName } from '../edit/name-places.ts'
import { renameIdsInEdge, renameIdsInNode } from '../edit/rename-ids.ts'
import type { Fix, FixEdit } from '../fix.ts'
import type { WorkflowGraph } from '../graph.ts'
import type { JsonPath } from '../json-source.ts'
import type { KindCatalog } from '../kind-descriptor.ts'
import type { Edge, Workflow, WorkflowNode } from '../workflow.ts'
import { placed, placedBefore } from './fix-places.ts'
import { oncePer } from './once-per.ts'

type Path = FixEdit['path']

export const removeEdge = (workflow: Workflow, index: number, label = 'Remove the edge'): Fix[] =>
  workflow.edges[index] ? [{ label, edits: [removal(['edges', index], workflow.edges[index])] }] : []

export function changeEdge(workflow: Workflow, index: number, change: Partial<Edge>, label: string): Fix[] {
  const before = workflow.edges[index]
  if (!before) return []
  return [
    {
      label,
      edits: [{ op: 'set', path: ['edges', index], value: { ...before, ...change } as Json, was: before as Json }],
    },
  ]
}

export function removeLoop(workflow: Workflow, index: number): Fix[] {
  const before = workflow.edges[index]
  return before?.loop ? [{ label: 'Let it go forward', edits: [removal(['edges', index, 'loop'], before.loop)] }] : []
}

/** Takes away what stands at a path of the file. */
export function removeAt(workflow: Workflow, path: JsonPath, label: string): Fix[] {
  const was = valueAt(workflow, path)
  return was === undefined ? [] : [{ label, edits: [removal([...path], was)] }]
}

export function setAt(workflow: Workflow, path: JsonPath, value: Json, label: string): Fix[] {
  const was = valueAt(workflow, path)
  return [{ label, edits: [{ op: 'set', path: [...path], value, ...(was !== undefined && { was }) }] }]
}

/** `Use "x"`, where it is known what was meant. */
export const writeInstead = (workflow: Workflow, path: JsonPath, meant: string | undefined): Fix[] =>
  meant === undefined ? [] : setAt(workflow, path, meant, `Use "${meant}"`)

/** Another name in the expressions of a text, wherever it stands as a whole name. */
export function renameIn(workflow: Workflow, path: JsonPath, from: string, to: string): Fix[] {
  const text = valueAt(workflow, path)
  if (typeof text !== 'string') return []
  const renamed = withName(text, from, to)
  return renamed === text ? [] : setAt(workflow, path, renamed, `Use "${to}"`)
}

export const addEdge = (edge: Edge, label: string): Fix[] => [
  { label, edits: [{ op: 'add', path: ['edges'], value: edge as Json }] },
]

export const addParameter = (name: string): Fix => ({
  label: `Add the parameter "${name}"`,
  edits: [{ op: 'add', path: ['parameters'], value: { name, type: 'string' } }],
})

/** Another id for a node, and for all that names it. */
export function renameNode(workflow: Workflow, catalog: KindCatalog, index: number, id: string): Fix[] {
  const before = workflow.nodes[index]
  if (!before) return []
  const names = new Map([[before.id, id]])
  const changes = <T extends WorkflowNode | Edge>(
    list: 'nodes' | 'edges',
    from: readonly T[],
    rename: (each: T) => T,
  ) =>
    from.flatMap((each, at): FixEdit[] => {
      const renamed = rename(each)
      return renamed === each ? [] : [{ op: 'set', path: [list, at], value: renamed as Json, was: each as Json }]
    })
  const place = workflow.layout?.[before.id]
  const edits: FixEdit[] = [
    ...changes('nodes', workflow.nodes, (node) => renameIdsInNode(node, names, catalog)),
    ...changes('edges', workflow.edges, (edge) => renameIdsInEdge(edge, names)),
  ]
  if (place !== undefined)
    edits.push(removal(['layout', before.id], place), { op: 'set', path: ['layout', id], value: place as Json })
  return [{ label: `Use "${id}"`, edits }]
}

/** Takes a node out, with its edges, its place and what it holds. */
export function removeNode(workflow: Workflow, graph: WorkflowGraph, index: number): Fix[] {
  const gone = new Set([index])
  const edges = new Set<number>()
  for (const each of gone) {
    const node = graph.nodes[each]
    for (const edge of [...(node?.incoming ?? []), ...(node?.outgoing ?? [])]) edges.add(edge)
    for (const child of graph.levels.get(each) ?? []) gone.add(child)
  }
  const places = [...gone].flatMap((each): FixEdit[] => {
    const id = workflow.nodes[each]?.id ?? ''
    const place = workflow.layout?.[id]
    return place === undefined ? [] : [removal(['layout', id], place)]
  })
  // From the end, so that what is still to go stands where it stood.
  const fromEnd = (indices: ReadonlySet<number>) => [...indices].sort((one, other) => other - one)
  const edits = [
    ...fromEnd(edges).map((edge) => removal(['edges', edge], workflow.edges[edge])),
    ...fromEnd(gone).map((each) => removal(['nodes', each], workflow.nodes[each])),
    ...places,
  ]
  return [{ label: gone.size === 1 ? 'Remove the node' : `Remove ${gone.size} nodes`, edits }]
}

/** A node behind another, by a port. */
export function addNodeAfter(workflow: Workflow, from: string, node: WorkflowNode, label: string): Fix[] {
  const edge = { from, to: node.id }
  return [
    {
      label,
      edits: [
        { op: 'add', path: ['nodes'], value: node as Json },
        { op: 'add', path: ['edges'], value: edge },
        ...placed(workflow, from, node.id),
      ],
    },
  ]
}

/** What asks before a node goes on to it, and where a no leads. */
export interface Gate {
  readonly gate: WorkflowNode
  readonly yes: string
  readonly no: string
  /** Follows a no. */
  readonly refused: WorkflowNode
}

/** Leads edges that enter a node into a gate that stands before it. */
export function insertBefore(workflow: Workflow, target: string, gate: Gate, label: string): Fix[] {
  const { gate: node, yes, no, refused } = gate
  const turned = (forwardInto(workflow).get(target) ?? []).map(
    (index): FixEdit => ({ op: 'set', path: ['edges', index, 'to'], value: node.id, was: target }),
  )
  if (turned.length === 0) return []
  return [
    {
      label,
      edits: [
        { op: 'add', path: ['nodes'], value: node as Json },
        ...turned,
        { op: 'add', path: ['nodes'], value: refused as Json },
        { op: 'add', path: ['edges'], value: { from: `${node.id}.${yes}`, to: target } },
        { op: 'add', path: ['edges'], value: { from: `${node.id}.${no}`, to: refused.id } },
        ...placedBefore(workflow, target, node.id, refused.id),
      ],
    },
  ]
}

/** `name`, or `name_2`, whatever no node has. */
export function freeId(workflow: Workflow, name: string): string {
  const taken = idsOf(workflow)
  let id = name
  for (let count = 2; taken.has(id); count += 1) id = `${name}_${count}`
  return id
}

// A file may have as many problems as nodes, and each fix looks at the whole of it: what they look at is read once.
const idsOf = oncePer((workflow) => new Set(workflow.nodes.map(({ id }) => id)))
const forwardInto = oncePer((workflow) => {
  const into = new Map<string, number[]>()
  for (const [index, { to, loop }] of workflow.edges.entries()) {
    if (loop) continue
    const known = into.get(to)
    if (known) known.push(index)
    else into.set(to, [index])
  }
  return into
})

const removal = (path: Path, was: unknown): FixEdit => ({ op: 'remove', path, was: was as Json })

function valueAt(workflow: Workflow, path: JsonPath): Json | undefined {
  let value: unknown = workflow
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Readonly<Record<string | number, unknown>>)[step]
  }
  return value as Json | undefined
}
