/** React Flow's edges from ours, kept while nothing of them changed. */
import { loopOrders } from '#shared/drawing/edge-path.ts'
import type { NodeState } from '#shared/state/run-state.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import { type Edge, ERROR_PORT, edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import type { FlowEdge } from '../edge/flow-edge.tsx'
import { type EdgeLook, edgeLook } from '../model/edge-look.ts'
import { loopBodiesOf } from '../model/loop-bodies.ts'
import { IN } from '../model/node-box.ts'
import type { NodeView } from '../model/node-view.ts'

export interface EdgesInput {
  readonly workflow: Workflow
  readonly views: ReadonlyMap<string, NodeView>
  /** The states that count now. */
  readonly states: ReadonlyMap<string, NodeState>
  /** Also what an earlier pass left, by node id: a loop was taken by the pass before. */
  readonly lastStates: ReadonlyMap<string, NodeState>
  /** Inside a folded container. */
  readonly hidden: ReadonlySet<string>
  readonly inRun: boolean
  readonly runEnded: boolean
  readonly selected: ReadonlySet<string>
  /** Edges from the first of these to the second lead where the caret's expression looks. */
  readonly named: { readonly from: string; readonly to: string } | null
}

interface Kept {
  readonly parts: readonly unknown[]
  readonly edge: FlowEdge
}

export function edgesBuilder(): (input: EdgesInput) => FlowEdge[] {
  let kept = new Map<string, Kept>()
  let list: FlowEdge[] = []
  let last: EdgesInput | undefined
  let bodies: { readonly workflow: Workflow; readonly byIndex: ReadonlyMap<number, FlowEdgeLoop> } | undefined
  return (input) => {
    if (last && sameInput(input, last)) return list
    last = input
    if (bodies?.workflow.edges !== input.workflow.edges)
      bodies = { workflow: input.workflow, byIndex: loopsOf(input.workflow) }
    const next = new Map<string, Kept>()
    for (const [index, edge] of input.workflow.edges.entries()) {
      const source = edgeSource(edge)
      const from = input.views.get(source.node)
      const to = input.views.get(edge.to)
      if (!from || !to || input.hidden.has(edge.to) || !hasPorts(from, source.port, to)) continue
      if (from.node.parent !== to.node.parent && input.hidden.has(source.node)) continue
      const id = freeId(next, `${edge.from}→${edge.to}`)
      const states = edge.loop ? input.lastStates : input.states
      const look = input.inRun ? edgeLook(states.get(source.node), source.port, to.glyph, input.runEnded) : 'idle'
      const named = input.named !== null && input.named.from === source.node && input.named.to === edge.to
      const parts: Parts = [
        id,
        index,
        edge,
        look,
        bodies.byIndex.get(index),
        input.selected.has(id),
        named,
        titleOfNode(from.node),
        titleOfNode(to.node),
      ]
      const before = kept.get(id)
      next.set(
        id,
        before && parts.every((part, at) => part === before.parts[at]) ? before : { parts, edge: build(parts) },
      )
    }
    const edges = [...next.values()].map((entry) => entry.edge)
    if (edges.length !== list.length || edges.some((edge, index) => edge !== list[index])) list = edges
    kept = next
    return list
  }
}

/** Where a node is moved, the workflow is a new one with the same edges. */
function sameInput(input: EdgesInput, last: EdgesInput): boolean {
  const names = Object.keys(input) as (keyof EdgesInput)[] // of an object literal's own type
  return names.every((name) =>
    name === 'workflow' ? input.workflow.edges === last.workflow.edges : input[name] === last[name],
  )
}

type FlowEdgeLoop = NonNullable<NonNullable<FlowEdge['data']>['loop']>
type Parts = readonly [
  id: string,
  index: number,
  edge: Edge,
  look: EdgeLook,
  loop: FlowEdgeLoop | undefined,
  selected: boolean,
  named: boolean,
  from: string,
  to: string,
]

function build([id, index, edge, look, loop, selected, named, from, to]: Parts): FlowEdge {
  const source = edgeSource(edge)
  return {
    id,
    type: 'edge',
    source: source.node,
    sourceHandle: source.port,
    target: edge.to,
    targetHandle: IN,
    selected,
    ariaLabel: `Edge from ${from} by ${source.port} to ${to}${loop ? `, again at most ${loop.max} times` : ''}`,
    data: { index, look, failing: source.port === ERROR_PORT, loop, named },
  }
}

/** An edge whose port is gone has nowhere to begin; the problems name it. */
function hasPorts(from: NodeView, port: string, to: NodeView): boolean {
  return (
    from.box.ports.some((each) => each.side === 'out' && each.port === port) &&
    to.box.ports.some((each) => each.side === 'in')
  )
}

function freeId(taken: ReadonlyMap<string, unknown>, id: string): string {
  let free = id
  for (let count = 2; taken.has(free); count += 1) free = `${id}#${count}`
  return free
}

function loopsOf(workflow: Workflow): ReadonlyMap<number, FlowEdgeLoop> {
  const { byEdge } = loopBodiesOf(workflow)
  const loops = new Map<number, FlowEdgeLoop>()
  const edges = workflow.edges.flatMap(({ loop }, index) =>
    loop ? [{ index, max: loop.max, body: byEdge.get(index) ?? [] }] : [],
  )
  const orders = loopOrders(edges.map(({ body }) => body))
  for (const [at, { index, max, body }] of edges.entries()) loops.set(index, { max, body, order: orders[at] ?? 0 })
  return loops
}
