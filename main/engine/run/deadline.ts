/**
 * A deadline that the log holds, as the clock tells it now. One that was set when the clock showed a later time than it does
 * now, since the clock was turned back while no process lived, comes after as long as it was to take, and not a day later.
 * All in ms since 1970. `setAt`: ISO, when it was set; without it the deadline stays as it is.
 */
export function deadlineNow(due: number, setAt: string | undefined, now: number): number {
  const takes = due - Date.parse(setAt ?? '')
  return Number.isNaN(takes) ? due : Math.min(due, now + Math.max(takes, 0))
}
