/**
 * What undoing a run would undo, as the engine keeps it (DESIGN 4.8): each completion of a node that names a compensator, so a
 * node that ran three times is undone three times. Followed as events come, since it is asked with each of them.
 */
import type { RunEvent } from '#shared/events/event.ts'
import { activationKey } from '#shared/state/run-state.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'

export interface Undoable {
  readonly node: WorkflowNode
  /** The container item that it ran in. */
  readonly path: string
  readonly iteration: number
}

interface Done {
  upTo: number
  /** By activation key, in the order of completion. */
  readonly byKey: Map<string, Omit<Undoable, 'node'> & { readonly nodeId: string }>
}

const followed = new WeakMap<readonly RunEvent[], Done>()

/** Latest first. `events` is the same growing array each time. */
export function undoable(
  events: readonly RunEvent[],
  workflow: Pick<Workflow, 'nodes'> | undefined,
): readonly Undoable[] {
  const done = followed.get(events) ?? { upTo: 0, byKey: new Map() }
  followed.set(events, done)
  for (; done.upTo < events.length; done.upTo += 1) {
    const event = events[done.upTo]
    if (event) take(done, event)
  }
  const byId = new Map(workflow?.nodes.flatMap((node) => (node.compensate === undefined ? [] : [[node.id, node]])))
  if (byId.size === 0) return []
  return [...done.byKey.values()].reverse().flatMap(({ nodeId, path, iteration }) => {
    const node = byId.get(nodeId)
    return node ? { node, path, iteration } : []
  })
}

function take({ byKey }: Done, { type, data, nodeId = '', path = '', iteration = 0 }: RunEvent): void {
  const key = activationKey(path, nodeId, iteration)
  // What was taken over from an earlier run, or passed by, was not done here.
  if (type === 'node.completed' && !data.recorded) byKey.set(key, { nodeId, path, iteration })
  else if (type === 'node.compensated') byKey.delete(key)
}
