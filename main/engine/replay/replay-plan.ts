/**
 * What a run that takes over the record of an earlier one would do: what it takes over, and what happens again. Shown
 * before anything does.
 *
 *   Y1. Taken over is every execution that had ended when the chosen node began, and of what does not follow from that
 *       node also what ended later.
 *   Y2. The containers around the chosen node run again, with the items' recorded nodes inside them.
 *   Y3. What does not follow from the chosen node and was skipped then is skipped again: what led to that is taken over.
 *   Y4. Where a draft is tried on the data of a run, its nodes are told by their ids. What it has no more is not taken over.
 */
import type { RunEvent } from '#shared/events/event.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { ReplayPlan } from '#shared/ipc/views/run-views.ts'
import { activationKey } from '#shared/state/run-state.ts'
import { analyseGraph, type WorkflowGraph } from '#shared/workflow/graph.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import type { KindRegistry, Leaving } from '../kind.ts'
import { nodeIndex, workflowUpTo } from './workflow-up-to.ts'

/** Of what follows from a node that the run did not reach, nothing is taken over. */
const BEFORE_ALL = -1

export interface ReplayRequest {
  readonly runId: string
  readonly workflow: Workflow
  readonly registry: KindRegistry
  readonly events: Iterable<RunEvent>
  readonly from?: string | undefined
  readonly until?: string | undefined
  /** Another version than the run had: a node that is new in it begins with what leads to it. */
  readonly isDraft?: boolean
}

export interface PlannedReplay {
  readonly plan: ReplayPlan
  /** The part of it that is run. */
  readonly workflow: Workflow
  readonly recorded: Readonly<Record<string, Leaving>>
}

interface Ending extends Leaving {
  readonly nodeId: string
  readonly key: string
  readonly seq: number
}

/** Throws CallError `node.unknown`, `replay.not-reached`, `replay.nothing-runs`. Outputs stand as in the events, large parts by reference. */
export function planReplay(request: ReplayRequest): PlannedReplay {
  const { runId, from, until } = request
  const whole = request.workflow
  const graph = analyseGraph(whole)
  const history = historyOf(request.events)
  const again = from === undefined ? undefined : following(graph, nodeIndex(graph, whole, from))
  const recorded = from === undefined || !again ? [] : endingsBefore(request, graph, history, { from, again })
  const workflow = until === undefined ? whole : workflowUpTo(whole, until)
  const kept = new Set(workflow.nodes.map(({ id }) => id))
  const taken = recorded.filter(({ nodeId }) => kept.has(nodeId))
  const runsAgain = nodesAgain(request, workflow, history, ({ id }) => {
    const index = graph.byId.get(id) ?? -1
    if (!again || again.has(index)) return true
    if (history.skipped.has(id) && !request.isDraft) return false
    return !taken.some(({ nodeId }) => nodeId === id)
  })
  if (from !== undefined && until !== undefined && runsAgain.length === 0)
    throw new CallError('replay.nothing-runs', `“${until}” does not come after “${from}”, so nothing would run.`)
  return {
    workflow,
    recorded: Object.fromEntries(taken.map(({ key, port, output }) => [key, { port, output }])),
    plan: {
      runId,
      workflow: whole.name,
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
      recorded: taken.map(({ nodeId, key, port }) => ({ nodeId, execution: key, port })),
      again: runsAgain,
    },
  }
}

interface History {
  readonly endings: readonly Ending[]
  /** Seq of the latest activation of each node. */
  readonly activated: ReadonlyMap<string, number>
  /** Nodes that began an attempt. */
  readonly started: ReadonlySet<string>
  /** Nodes that were only ever skipped. */
  readonly skipped: ReadonlySet<string>
}

function historyOf(events: Iterable<RunEvent>): History {
  const endings = new Map<string, Ending>()
  const activated = new Map<string, number>()
  const started = new Set<string>()
  const skipped = new Set<string>()
  for (const event of events) {
    const { nodeId = '', seq } = event
    const key = activationKey(event.path, nodeId, event.iteration ?? 0)
    if (event.type === 'node.activated') activated.set(nodeId, seq)
    if (event.type === 'node.started') started.add(nodeId)
    if (event.type === 'node.skipped') skipped.add(nodeId)
    if (event.type === 'node.completed') endings.set(key, { nodeId, key, seq, ...event.data })
    if (event.type === 'node.failed' && event.data.retryAt === undefined) {
      const { code, message } = event.data
      endings.set(key, { nodeId, key, seq, port: 'error', output: { error: { code, message } } })
    }
  }
  for (const nodeId of activated.keys()) skipped.delete(nodeId)
  return { endings: [...endings.values()], activated, started, skipped }
}

/** Y1, Y2. A failure counts as an ending only where an edge catches it; what ends or cancels others does so again. */
function endingsBefore(
  { workflow, registry, isDraft = false }: ReplayRequest,
  graph: WorkflowGraph,
  history: History,
  { from, again }: { readonly from: string; readonly again: ReadonlySet<number> },
): readonly Ending[] {
  const began = history.activated.get(from) ?? (isDraft ? BEFORE_ALL : undefined)
  if (began === undefined)
    throw new CallError(
      'replay.not-reached',
      `“${from}” was not reached in that run, so there is nothing to take over before it. Replay the run from its beginning.`,
    )
  const around = new Set<number>()
  for (let at = nodeIndex(graph, workflow, from); at >= 0; at = graph.nodes[at]?.parent ?? -1) around.add(at)
  around.delete(nodeIndex(graph, workflow, from))
  return history.endings.filter(({ nodeId, seq, port }) => {
    const index = graph.byId.get(nodeId) ?? -1
    const family = registry.get(graph.nodes[index]?.node.kind ?? '')?.behaviour.family
    if (around.has(index) || family === undefined || family === 'end' || family === 'cancel') return false
    if (port === 'error' && !hasErrorEdge(graph, index)) return false
    return seq < began || !again.has(index)
  })
}

function hasErrorEdge(graph: WorkflowGraph, index: number): boolean {
  return (graph.nodes[index]?.outgoing ?? []).some((edge) => graph.edges[edge]?.port === 'error')
}

/** The node and all that edges lead to from it, with what those hold; so for the containers around it, themselves apart. */
function following(graph: WorkflowGraph, first: number): ReadonlySet<number> {
  const found = new Set<number>([first])
  const open: number[] = [...behind(graph, first)]
  for (let at = graph.nodes[first]?.parent ?? -1; at >= 0; at = graph.nodes[at]?.parent ?? -1)
    open.push(...behind(graph, at))
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (index < 0 || found.has(index)) continue
    found.add(index)
    open.push(...behind(graph, index), ...(graph.levels.get(index) ?? []))
  }
  return found
}

function behind(graph: WorkflowGraph, index: number): readonly number[] {
  return (graph.nodes[index]?.outgoing ?? []).map((edge) => graph.edges[edge]?.to ?? -1)
}

function nodesAgain(
  { registry }: ReplayRequest,
  workflow: Workflow,
  history: History,
  runs: (node: WorkflowNode) => boolean,
): ReplayPlan['again'] {
  const compensators = new Set(workflow.nodes.flatMap(({ compensate }) => compensate ?? []))
  return workflow.nodes.flatMap((node) => {
    const descriptor = registry.get(node.kind)?.descriptor
    if (!descriptor?.runs || compensators.has(node.id) || !runs(node)) return []
    return [
      {
        nodeId: node.id,
        title: titleOfNode(node),
        kind: node.kind,
        effect: descriptor.effect,
        happened: history.started.has(node.id),
        unasked: node.approve === 'never',
      },
    ]
  })
}
