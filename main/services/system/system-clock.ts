/** The machine's clock. Timers survive a clock that is set and waits longer than the platform's longest timer. */
import type { Clock } from '../../engine/ports/clock.ts'

/** A long wait is looked at again this often, so a clock that was set forward, or slept, is noticed. */
const LONGEST_NAP_MS = 60_000

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer: (at, callback) => {
    // A clock that is set back must not make a timeout of seconds one of a day.
    const latest = performance.now() + at - Date.now()
    const rest = () => Math.max(Math.min(at - Date.now(), latest - performance.now()), 0)
    let timer: NodeJS.Timeout
    const look = () => {
      if (rest() <= 0) callback()
      else arm()
    }
    const arm = () => {
      timer = setTimeout(look, Math.min(Math.ceil(rest()), LONGEST_NAP_MS))
    }
    arm()
    return () => clearTimeout(timer)
  },
}
