/** Replaces the state of one execution, in both places where it stands. */
import type { RunEvent } from '../events/event.ts'
import type { Json } from '../json.ts'
import { activationKey, executionKey, type NodeState, type RunState } from './run-state.ts'

/** `key`: its `activationKey`. */
export function putNode(state: RunState, key: string, node: NodeState): void {
  state.active.set(key, node)
  putLatest(state, node)
}

/** Returns false where a later execution of the node stands for it already. */
export function putLatest(state: RunState, node: NodeState): boolean {
  const key = node.path === '' ? node.nodeId : executionKey(node.path, node.nodeId)
  const latest = state.nodes.get(key)
  if (latest && latest.iteration > node.iteration) return false
  state.nodes.set(key, node)
  if (!latest && node.path !== '') remember(state, node.path, key)
  return true
}

/** Only of an execution that is active: text already in flight when a person interrupts arrives after the node settled. */
export function changeNode(
  state: RunState,
  event: Pick<RunEvent, 'nodeId' | 'path' | 'iteration'>,
  next: (node: NodeState) => NodeState,
): void {
  const key = activationKey(event.path, event.nodeId ?? '', event.iteration ?? 0)
  const node = state.active.get(key)
  if (node) putNode(state, key, next(node))
}

/** An earlier execution has ended while a later one of its node, which has put out nothing yet, stands for it. */
export function keepOutput(
  state: RunState,
  { nodeId = '', path, iteration = 0 }: Pick<RunEvent, 'nodeId' | 'path' | 'iteration'>,
  output: Json,
): void {
  const latest = state.nodes.get(executionKey(path, nodeId))
  if (!latest || latest.iteration <= iteration || (latest.outputOf ?? -1) > iteration) return
  const next = { ...latest, output, outputOf: iteration }
  state.nodes.set(executionKey(path, nodeId), next)
  const key = activationKey(path, nodeId, latest.iteration)
  if (state.active.has(key)) state.active.set(key, next)
}

function remember(state: RunState, path: string, key: string): void {
  const known = state.paths.get(path)
  if (known) {
    known.keys.add(key)
    return
  }
  state.paths.set(path, { keys: new Set([key]), below: new Set() })
  const slash = path.lastIndexOf('/')
  if (slash >= 0) state.paths.get(path.slice(0, slash))?.below.add(path)
}
