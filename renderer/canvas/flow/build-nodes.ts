/** React Flow's nodes from our views. A node is kept while nothing of it changed, so React Flow redraws only what did. */
import { Position } from '@xyflow/react'
import type { Problem } from '#shared/workflow/problem.ts'
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import type { At } from '../edit/places.ts'
import type { NodeView } from '../model/node-view.ts'
import { movedBetween } from '../model/places-over.ts'
import type { Tree } from '../model/tree.ts'
import type { FlowNode } from '../node/flow-node.tsx'
import { inReadingOrder } from '../walk/along-edges.ts'

export interface NodesInput {
  readonly workflow: Workflow
  readonly views: ReadonlyMap<string, NodeView>
  /** Relative to the container. */
  readonly places: ReadonlyMap<string, At>
  readonly tree: Tree
  /** Inside a folded container. */
  readonly hidden: ReadonlySet<string>
  readonly selected: ReadonlySet<string>
  readonly problems: ReadonlyMap<string, Problem['severity']>
  readonly named: string | null
  readonly folded: ReadonlySet<string>
  /** The words beside entries: the arguments. */
  readonly caption: string
}

const SIDES = { left: Position.Left, right: Position.Right, bottom: Position.Bottom } as const
const NONE: ReadonlySet<string> = new Set()

interface Kept {
  readonly parts: Parts
  readonly node: FlowNode
}

export function nodesBuilder(): (input: NodesInput) => FlowNode[] {
  let kept = new Map<string, Kept>()
  let list: FlowNode[] = []
  let indexes: ReadonlyMap<string, number> = new Map()
  let before: NodesInput | undefined
  let order: { readonly workflow: Workflow; readonly ids: readonly string[] } | undefined
  let ports: { readonly workflow: Workflow; readonly connected: ReadonlyMap<string, ReadonlySet<string>> } | undefined
  return (input) => {
    if (ports?.workflow.edges !== input.workflow.edges)
      ports = { workflow: input.workflow, connected: keepSets(ports?.connected, connectedPorts(input.workflow)) }
    if (before && onlyMoved(input, before)) {
      const ids = changedIds(before, input) ?? indexes.keys()
      before = input
      list = moved(list, indexes, kept, ids, input)
      return list
    }
    before = input
    const next = new Map<string, Kept>()
    // A container must come before its children, and Tab goes along the graph.
    if (order?.workflow.nodes !== input.workflow.nodes || order.workflow.edges !== input.workflow.edges)
      order = { workflow: input.workflow, ids: inReadingOrder(input.workflow) }
    for (const id of order.ids) {
      const view = input.views.get(id)
      const at = input.places.get(id)
      if (!view || !at || input.hidden.has(id)) continue
      next.set(id, keepOrBuild(kept.get(id), partsOf(id, view, at, input, ports.connected.get(id) ?? NONE)))
    }
    const nodes = [...next.values()].map((entry) => entry.node)
    if (nodes.length !== list.length || nodes.some((node, index) => node !== list[index])) list = nodes
    indexes = new Map(list.map((node, index) => [node.id, index]))
    kept = next
    return list
  }
}

/** Nothing is new but places and what is selected, as while something is dragged: most nodes are then those of last time. */
function onlyMoved(input: NodesInput, before: NodesInput): boolean {
  // The first layout gives places to nodes that had none: those are not moved, they come.
  if (input.places.size !== before.places.size) return false
  const names = Object.keys(input) as (keyof NodesInput)[] // of an object literal's own type
  return names.every((name) =>
    name === 'workflow'
      ? input.workflow.edges === before.workflow.edges
      : name === 'places' || name === 'selected' || input[name] === before[name],
  )
}

/** Whose place or selection may be another; undefined where it could be any of them. */
function changedIds(before: NodesInput, now: NodesInput): ReadonlySet<string> | undefined {
  const ids = movedBetween(before.places, now.places)
  if (before.selected === now.selected) return ids
  return ids && new Set([...ids, ...before.selected, ...now.selected])
}

/** Changes `kept`. The same list where no node changed. */
function moved(
  list: FlowNode[],
  indexes: ReadonlyMap<string, number>,
  kept: Map<string, Kept>,
  ids: Iterable<string>,
  { places, selected }: NodesInput,
): FlowNode[] {
  let next = list
  for (const id of ids) {
    const [at, known, index] = [places.get(id), kept.get(id), indexes.get(id)]
    const isSelected = selected.has(id)
    if (!at || !known || index === undefined) continue
    const { node } = known
    if (node.position.x === at[0] && node.position.y === at[1] && node.selected === isSelected) continue
    const [view, , , , ...others] = known.parts
    const parts: Parts = [view, at[0], at[1], isSelected, ...others]
    const zIndex = levelOf(view, isSelected)
    const entry = { parts, node: { ...node, position: { x: at[0], y: at[1] }, selected: isSelected, zIndex } }
    kept.set(id, entry)
    if (next === list) next = [...list]
    next[index] = entry.node
  }
  return next
}

type Parts = readonly [
  view: NodeView,
  x: number,
  y: number,
  selected: boolean,
  connected: ReadonlySet<string>,
  problem: Problem['severity'] | undefined,
  named: boolean,
  caption: string,
  folded: boolean,
  parent: string | undefined,
]

function partsOf(id: string, view: NodeView, at: At, input: NodesInput, connected: ReadonlySet<string>): Parts {
  const caption = view.descriptor?.entry ? input.caption : ''
  return [
    view,
    at[0],
    at[1],
    input.selected.has(id),
    connected,
    input.problems.get(id),
    input.named === id,
    caption,
    input.folded.has(id),
    input.tree.parents.get(id),
  ]
}

function keepOrBuild(before: Kept | undefined, parts: Parts): Kept {
  if (before && parts.every((part, index) => part === before.parts[index])) return before
  return { parts, node: build(parts) }
}

function build([view, x, y, selected, connected, problem, named, caption, folded, parent]: Parts): FlowNode {
  const { node, box } = view
  return {
    id: node.id,
    type: 'node',
    position: { x, y },
    ...(parent !== undefined && { parentId: parent }),
    width: box.width,
    height: box.height,
    measured: { width: box.width, height: box.height },
    handles: box.ports.map((port) => ({
      id: port.port,
      type: port.side === 'in' ? 'target' : 'source',
      position: SIDES[port.edge],
      x: port.x,
      y: port.y,
      width: port.width,
      height: port.height,
    })),
    selected,
    zIndex: levelOf(view, selected),
    data: { view, connected, problem, named, caption, folded },
  }
}

/** What has to be read lies over what it grew onto, what is selected over its neighbours, a note under what stands on it. */
function levelOf({ box, waitId, glyph }: NodeView, selected: boolean): number {
  if (waitId !== undefined) return 10
  if (glyph === 'failed') return 5
  if (box.shape === 'note') return -1
  return selected ? 1 : 0
}

/** By node: `in:in`, `out:<port>`. */
function connectedPorts(workflow: Workflow): Map<string, Set<string>> {
  const connected = new Map<string, Set<string>>()
  const add = (id: string, port: string) => {
    const ports = connected.get(id)
    if (ports) ports.add(port)
    else connected.set(id, new Set([port]))
  }
  for (const edge of workflow.edges) {
    const { node, port } = edgeSource(edge)
    add(node, `out:${port}`)
    add(edge.to, 'in:in')
  }
  return connected
}

/** An edge changes the ports of two nodes; the sets of all the others stay the same objects. */
function keepSets(
  before: ReadonlyMap<string, ReadonlySet<string>> | undefined,
  next: Map<string, Set<string>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  if (!before) return next
  return new Map(
    [...next].map(([id, ports]) => {
      const known = before.get(id)
      return [id, known && known.size === ports.size && [...ports].every((port) => known.has(port)) ? known : ports]
    }),
  )
}
