/** Each time a node ran at one place of a run: the state keeps the latest execution alone, the events have them all. */
import type { RunEvent } from '#shared/events/event.ts'
import { foldRun } from '#shared/state/fold-run.ts'
import { type Decision, executionKey, type NodeState } from '#shared/state/run-state.ts'

export interface Execution {
  readonly node: NodeState
  readonly decisions: readonly Decision[]
}

/** What was folded before, by iteration. An execution that is over gets no more events. */
export type KnownExecutions = Map<number, { readonly events: number; readonly execution: Execution }>

/** Oldest first; empty where it ran once, so that there is nothing to choose. */
export function executionsOf(
  events: readonly RunEvent[],
  nodeId: string,
  path: string,
  known: KnownExecutions = new Map(),
): readonly Execution[] {
  const groups = groupsOf(events, nodeId, path)
  if (groups.size < 2) return []
  return [...groups].flatMap(([iteration, own]) => {
    const before = known.get(iteration)
    if (before?.events === own.length) return before.execution
    const execution = folded(own, nodeId, path)
    if (execution) known.set(iteration, { events: own.length, execution })
    return execution ?? []
  })
}

/** One of them; undefined where it did not run then. */
export function executionAt(
  events: readonly RunEvent[],
  nodeId: string,
  path: string,
  iteration: number,
): NodeState | undefined {
  const own = groupsOf(events, nodeId, path).get(iteration)
  return own && folded(own, nodeId, path)?.node
}

function groupsOf(events: readonly RunEvent[], nodeId: string, path: string): ReadonlyMap<number, RunEvent[]> {
  const groups = new Map<number, RunEvent[]>()
  for (const event of events) {
    if (event.nodeId !== nodeId || (event.path ?? '') !== path) continue
    const iteration = event.iteration ?? 0
    const group = groups.get(iteration)
    if (group) group.push(event)
    // A node that was only skipped in a pass did not run in it.
    else if (event.type === 'node.activated') groups.set(iteration, [event])
  }
  return groups
}

function folded(own: readonly RunEvent[], nodeId: string, path: string): Execution | undefined {
  const state = foldRun(own, own[0]?.runId ?? '')
  const node = state.nodes.get(executionKey(path, nodeId))
  return node && { node, decisions: [...state.decisions.values()] }
}
