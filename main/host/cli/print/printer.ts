/** What a command that follows a run prints, event by event. */
import type { RunEvent } from '#shared/events/event.ts'
import type { Signal } from '#shared/events/signal.ts'
import type { RunState } from '#shared/state/run-state.ts'

export interface Printer {
  /** `state` has the event folded in. */
  event(event: RunEvent, state: RunState): void
  /** Of a child run; only the event log cares. */
  childEvent(event: RunEvent): void
  /** Live text; absent where nobody watches it. */
  signal?(signal: Signal): void
  /** A question is open on the terminal: nothing may be printed into it until the returned function is called. */
  pause(): () => void
}
