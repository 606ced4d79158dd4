/** What a run did, as its events tell it: what a replay can take over of it. */
import type { RunEvent } from '#shared/events/event.ts'
import { activationKey } from '#shared/state/run-state.ts'
import type { Leaving } from '../kind.ts'

/** How an execution ended for good. */
export interface Ending extends Leaving {
  readonly nodeId: string
  readonly key: string
  /** Of the item that it stood in; empty at the top. */
  readonly path: string
  readonly seq: number
}

export interface History {
  /** The trigger that began the run. */
  readonly entry: string | undefined
  readonly endings: readonly Ending[]
  /** Node ids of all that were activated, by activation key. */
  readonly executions: ReadonlyMap<string, string>
  /** Seq of the latest activation of each node. */
  readonly activated: ReadonlyMap<string, number>
  /** The same of the chosen node alone, by the paths of the items that it stood in. */
  readonly chosen: ReadonlyMap<string, number>
  /** Nodes that began an attempt. */
  readonly started: ReadonlySet<string>
  /** Nodes that were only ever skipped. */
  readonly skipped: ReadonlySet<string>
  /** How many items containers worked off, in all their executions, by node id. */
  readonly items: ReadonlyMap<string, number>
}

/** `chosen`: the node that a replay goes on from. */
export function historyOf(events: Iterable<RunEvent>, chosen?: string): History {
  const endings = new Map<string, Ending>()
  const executions = new Map<string, string>()
  const activated = new Map<string, number>()
  const chosenAt = new Map<string, number>()
  const started = new Set<string>()
  const skipped = new Set<string>()
  const items = new Map<string, number>()
  let entry: string | undefined
  for (const event of events) {
    if (event.type === 'run.started') entry = event.data.entry
    const { nodeId = '', path = '', seq } = event
    const key = activationKey(path, nodeId, event.iteration ?? 0)
    if (event.type === 'node.activated') {
      executions.set(key, nodeId)
      activated.set(nodeId, seq)
      if (nodeId === chosen) chosenAt.set(path, seq)
    }
    if (event.type === 'node.started') started.add(nodeId)
    if (event.type === 'node.skipped') skipped.add(nodeId)
    if (event.type === 'items.started') items.set(nodeId, (items.get(nodeId) ?? 0) + event.data.total)
    if (event.type === 'node.completed') endings.set(key, { nodeId, key, path, seq, ...event.data })
    if (event.type === 'node.failed' && event.data.retryAt === undefined) {
      const { code, message } = event.data
      endings.set(key, { nodeId, key, path, seq, port: 'error', output: { error: { code, message } } })
    }
  }
  for (const nodeId of activated.keys()) skipped.delete(nodeId)
  return { entry, endings: [...endings.values()], executions, activated, chosen: chosenAt, started, skipped, items }
}
