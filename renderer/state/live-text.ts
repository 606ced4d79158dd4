/**
 * Text that arrives faster than the log: signals, merged by offset. Together with the folded (logged) text it gives what the
 * screen shows, without a gap and without doubling, whichever of the two comes first.
 */
import type { Signal } from '#shared/events/signal.ts'
import type { NodeState } from '#shared/state/run-state.ts'

/** The characters from `start` on that signals brought for one attempt of one execution. */
export interface LivePiece {
  readonly iteration: number
  readonly attempt: number
  readonly start: number
  readonly text: string
}

export const channelKey = (path: string | undefined, nodeId: string, channel: string): string =>
  `${path ?? ''}/${nodeId}#${channel}`

/** Adds a signal. After a gap (this window came late) it begins anew; the log fills what lies before. */
export function mergeSignal(before: LivePiece | undefined, signal: Signal): LivePiece {
  const fresh: LivePiece = {
    iteration: signal.iteration,
    attempt: signal.attempt,
    start: signal.offset,
    text: signal.text,
  }
  if (!before) return fresh
  if (isOlder(signal, before)) return before
  if (isOlder(before, signal)) return fresh
  const end = before.start + before.text.length
  if (signal.offset > end) return fresh
  const known = end - signal.offset
  return known >= signal.text.length ? before : { ...before, text: before.text + signal.text.slice(known) }
}

/** What to show: the logged text, continued by what only signals brought so far. */
export function joinText(node: NodeState | undefined, logged: string, live: LivePiece | undefined): string {
  if (!live) return logged
  const same = node !== undefined && !isOlder(live, node) && !isOlder(node, live)
  if (!same) return node !== undefined && isOlder(live, node) ? logged : live.start === 0 ? live.text : ''
  const end = live.start + live.text.length
  if (live.start > logged.length || end <= logged.length) return logged
  return logged + live.text.slice(logged.length - live.start)
}

type Execution = Pick<LivePiece, 'iteration' | 'attempt'>

function isOlder(one: Execution, other: Execution): boolean {
  return one.iteration !== other.iteration ? one.iteration < other.iteration : one.attempt < other.attempt
}
