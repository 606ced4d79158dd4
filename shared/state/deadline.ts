/** A deadline that the log holds (ISO), and when it was set; without that the date itself is meant. */
export interface Deadline {
  readonly until: string
  readonly setAt?: string | undefined
}

/**
 * A deadline that the log holds, as the clock tells it now. One that was set when the clock showed a later time than it does
 * now, since the clock was turned back while no process lived, comes after as long as it was to take, and not a day later.
 * All in ms since 1970. `setAt`: ISO, when it was set; without it the deadline stays as it is.
 */
export function deadlineNow(due: number, setAt: string | undefined, now: number): number {
  const takes = due - Date.parse(setAt ?? '')
  return Number.isNaN(takes) ? due : Math.min(due, now + Math.max(takes, 0))
}

/**
 * How long it is until a deadline, in ms, as the engine counts. `isAtMost`: the clock was turned back since it was set, so
 * only the process that has the run knows how much of it had passed.
 */
export function timeLeft({ until, setAt }: Deadline, now: number): { readonly ms: number; readonly isAtMost: boolean } {
  const due = Date.parse(until)
  const at = deadlineNow(due, setAt, now)
  return { ms: at - now, isAtMost: at < due }
}
