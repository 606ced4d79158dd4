/**
 * What a run that takes over the record of an earlier one would do: what it takes over, and what happens again. Shown
 * before anything does.
 *
 *   Y1. Taken over is every execution that had ended when the chosen node began, and of what does not follow from that
 *       node also what ended later.
 *   Y2. The containers around the chosen node run again, with the items' recorded nodes inside them.
 *   Y3. What does not follow from the chosen node and was skipped then is skipped again: what led to that is taken over.
 *   Y4. Where a draft is tried on the data of a run, its nodes are told by their ids. What it has no more is not taken over.
 *       The chosen node may be another by now, so it runs again in every item, also in those that had ended before it began
 *       in the last one (`began-in-items.ts`). Else what a failed item left behind it would not be done twice.
 */
import type { RunEvent } from '#shared/events/event.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { ReplayPlan } from '#shared/ipc/views/run-views.ts'
import { analyseGraph, type GraphEdge, type WorkflowGraph } from '#shared/workflow/graph.ts'
import { portsOf } from '#shared/workflow/kind-descriptor.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { entryUnknown, ownEntry } from '../compile/entry.ts'
import { effectOf } from '../effect-of.ts'
import type { KindRegistry, Leaving } from '../kind.ts'
import { beganInItems } from './began-in-items.ts'
import { type Followed, followingDecided } from './decided.ts'
import { always, following, type MayPass, noLoop, unlessExhausted } from './following.ts'
import { type History, historyOf } from './history.ts'
import { endingsBefore, takenWhole } from './taken-over.ts'
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

/** Throws CallError `node.unknown`, `entry.unknown`, `replay.not-reached`, `replay.nothing-runs`. Outputs stand as in the events, large parts by reference. */
export function planReplay(request: ReplayRequest): PlannedReplay {
  const { runId, from, until } = request
  const whole = request.workflow
  const workflow = until === undefined ? whole : workflowUpTo(whole, until)
  const graphs = graphsOf(workflow, request)
  const { graph } = graphs
  const history = historyOf(request.events, from)
  const entry = entryIn(request, graphs, history)
  const range = from === undefined ? undefined : rangeFrom(request, graphs, history, from)
  const taken = range ? endingsBefore(request.registry, graph, history, range) : []
  const takenOver = takenWhole(history, taken)
  const { reached, again, surely } = whatFollows(request, graph, history, { entry, range, takenOver })
  const runsAgain = nodesAgain(request, workflow, history, ({ id }) => {
    const index = graph.byId.get(id) ?? -1
    if (!reached.has(index)) return 'never'
    if (again.has(index))
      return range && !range.surely.has(index) ? 'in a loop' : surely.has(index) ? 'again' : 'perhaps'
    if (history.skipped.has(id) && !request.isDraft) return 'never'
    return takenOver.has(id) || isInside(graph, index, takenOver) ? 'never' : 'again'
  })
  if (from !== undefined && until !== undefined && runsAgain.length === 0) throw nothingBetween(from, until)
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

/** What a token may reach, and what of that follows from where the replay begins. */
function whatFollows(
  { registry, isDraft }: ReplayRequest,
  graph: WorkflowGraph,
  { endings, items }: History,
  { entry, range, takenOver }: { entry: number; range: Range | undefined; takenOver: ReadonlySet<string> },
): { readonly [what in 'reached' | 'again' | 'surely']: ReadonlySet<number> } {
  const decided = (first: number, mayPass?: MayPass): Followed => {
    const from = (pass: MayPass = mayPass ?? always) => following(graph, first, pass)
    if (isDraft) return { nodes: from(), portsOf: () => undefined }
    const known = { graph, registry, endings, items, following: from, isTakenOver: (id: string) => takenOver.has(id) }
    return followingDecided(known, mayPass ?? always)
  }
  const first = range?.first ?? entry
  const { nodes: again, portsOf: decidedPorts } = decided(first, range?.mayPass)
  const surely = following(
    graph,
    first,
    (edge) => edge.loop === undefined && isTaken(edge, graph, registry, decidedPorts),
  )
  return { reached: range ? following(graph, entry) : again, again, surely }
}

/** Once its source runs, unless that fails or is stopped. */
function isTaken(
  { from, port }: GraphEdge,
  { nodes }: WorkflowGraph,
  registry: KindRegistry,
  decidedPorts: Followed['portsOf'],
): boolean {
  const ports = decidedPorts(from)
  if (ports) return ports.size === 1 && ports.has(port)
  const { kind = '', config } = nodes[from]?.node ?? {}
  const descriptor = registry.get(kind)?.descriptor
  const usual = descriptor ? portsOf(descriptor, config).filter((each) => !UNUSUAL.has(each)) : []
  return usual.length === 1 && usual[0] === port
}

const UNUSUAL: ReadonlySet<string> = new Set(['error', 'interrupted'])

function nothingBetween(from: string, until: string): CallError {
  return new CallError('replay.nothing-runs', `“${until}” does not come after “${from}”, so nothing would run.`)
}

interface Graphs {
  /** Of the whole workflow, and of what of it is replayed. */
  readonly whole: WorkflowGraph
  readonly graph: WorkflowGraph
}

/** Each is looked at once: for ten thousand nodes that takes a moment. */
function graphsOf(replayed: Workflow, { workflow, registry }: ReplayRequest): Graphs {
  const isEntry = (kind: string): boolean => registry.get(kind)?.descriptor.entry ?? false
  const whole = analyseGraph(workflow, { isEntry })
  return { whole, graph: replayed === workflow ? whole : analyseGraph(replayed, { isEntry }) }
}

/** Where it begins. What only other entries lead to is dead. */
function entryIn({ workflow, until, isDraft }: ReplayRequest, { whole, graph }: Graphs, { entry }: History): number {
  const id = entry ?? (isDraft ? ownEntry(graph) : ownEntry(whole))
  if (!whole.entries.some((index) => whole.nodes[index]?.id === id)) throw entryUnknown(workflow.name, id)
  const index = graph.byId.get(id)
  if (index !== undefined) return index
  throw new CallError(
    'replay.nothing-runs',
    `That run began at “${id}”, from which no way leads to “${until}”, so nothing would run.`,
  )
}

/** From a node on. */
interface Range {
  readonly first: number
  /** Seq of its latest activation. */
  readonly began: number
  /** The same for what stood in the item of a path. */
  readonly beganIn: (path: string) => number
  /** What follows from it; and what of that does so without a loop that goes round again. */
  readonly again: ReadonlySet<number>
  readonly mayPass: MayPass
  readonly surely: ReadonlySet<number>
}

function rangeFrom(
  { workflow, until, isDraft }: ReplayRequest,
  { whole, graph }: Graphs,
  history: History,
  from: string,
): Range {
  nodeIndex(whole, workflow, from)
  const first = graph.byId.get(from)
  if (first === undefined) throw nothingBetween(from, until ?? '')
  const began = history.activated.get(from) ?? (isDraft ? BEFORE_ALL : undefined)
  if (began === undefined)
    throw new CallError(
      'replay.not-reached',
      `“${from}” was not reached in that run, so there is nothing to take over before it. Replay the run from its beginning.`,
    )
  const passed = (nodeId: string, port: string): number =>
    history.endings.filter((ending) => ending.nodeId === nodeId && ending.port === port && ending.seq < began).length
  const mayPass = unlessExhausted(graph, passed)
  return {
    first,
    began,
    beganIn: isDraft ? beganInItems(graph, first, history, began) : () => began,
    again: following(graph, first, mayPass),
    mayPass,
    surely: following(graph, first, noLoop),
  }
}

/** In a container that is taken over nothing begins, also where the run itself had taken it over and so knows nothing of its inside. */
function isInside(graph: WorkflowGraph, index: number, containers: ReadonlySet<string>): boolean {
  for (let at = graph.nodes[index]?.parent ?? -1; at >= 0; at = graph.nodes[at]?.parent ?? -1)
    if (containers.has(graph.nodes[at]?.node.id ?? '')) return true
  return false
}

function nodesAgain(
  { registry }: ReplayRequest,
  workflow: Workflow,
  history: History,
  runs: (node: WorkflowNode) => 'again' | 'perhaps' | 'in a loop' | 'never',
): ReplayPlan['again'] {
  const compensators = new Set(workflow.nodes.flatMap(({ compensate }) => compensate ?? []))
  return workflow.nodes.flatMap((node) => {
    const kind = registry.get(node.kind)
    const how = !kind?.descriptor.runs || compensators.has(node.id) ? 'never' : runs(node)
    if (!kind || how === 'never') return []
    return [
      {
        nodeId: node.id,
        title: titleOfNode(node),
        kind: node.kind,
        effect: effectOf(node, kind),
        happened: history.started.has(node.id),
        unasked: node.approve === 'never',
        onlyInLoop: how === 'in a loop',
        perhaps: how === 'perhaps',
      },
    ]
  })
}
