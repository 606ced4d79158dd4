import { assertNever } from '../assert-never.ts'
import type { EventOf } from '../events/event.ts'
import { type ItemsState, KEPT_FAILED_ITEMS, KEPT_ITEMS } from './items-state.ts'
import { executionKey, itemPath, type RunState } from './run-state.ts'

type ItemEvent = EventOf<'items.started'> | EventOf<'item.started'> | EventOf<'item.ended'>

export function foldItemEvent(state: RunState, event: ItemEvent): void {
  const key = executionKey(event.path, event.nodeId ?? '')
  if (event.type === 'items.started') {
    const { total, apart } = event.data
    const iteration = event.iteration ?? 0
    const latest = state.items.get(key)
    if (latest && latest.iteration > iteration) return
    const counts = { started: 0, ended: 0, active: new Set<number>(), failed: new Map(), failedCount: 0 }
    state.items.set(key, { iteration, ...(apart !== undefined && { apart }), total, ...counts })
    return
  }
  const items = state.items.get(key)
  // Of several executions at once, the latest is shown.
  if (items?.iteration !== (event.iteration ?? 0)) return
  switch (event.type) {
    case 'item.started': {
      const active = items.active as Set<number> // made here; readers see it as readonly
      active.add(event.data.index)
      state.items.set(key, { ...items, started: items.started + 1 })
      return
    }
    case 'item.ended':
      state.items.set(key, ended(items, event))
      if (items.total > KEPT_ITEMS)
        forget(state, itemPath(event.path, event.nodeId ?? '', event.data.index, items.apart))
      return
    default:
      assertNever(event, 'item event')
  }
}

function ended(items: ItemsState, { data }: EventOf<'item.ended'>): ItemsState {
  const active = items.active as Set<number> // as above
  active.delete(data.index)
  const failed = items.failed as Map<number, { code: string; message: string }> // as above
  if (data.error && failed.size < KEPT_FAILED_ITEMS) failed.set(data.index, data.error)
  return { ...items, ended: items.ended + 1, failedCount: items.failedCount + (data.error ? 1 : 0) }
}

/** Everything of one item and of the containers inside it. */
function forget(state: RunState, path: string): void {
  const known = state.paths.get(path)
  if (!known) return
  state.paths.delete(path)
  for (const key of known.keys) {
    state.nodes.delete(key)
    state.items.delete(key)
  }
  for (const below of known.below) forget(state, below)
}
