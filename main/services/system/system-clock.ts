/** The machine's clock. Timers survive a clock that is set and waits longer than the platform's longest timer. */
import type { Clock } from '../../engine/ports/clock.ts'

const LONGEST_TIMER_MS = 2_147_000_000
/** A long wait is looked at again this often, so a clock that was set forward is noticed. */
const LONGEST_NAP_MS = 60_000

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer: (at, callback) => {
    let timer: NodeJS.Timeout
    const arm = () => {
      const rest = at - Date.now()
      timer = setTimeout(
        () => {
          if (Date.now() >= at) callback()
          else arm()
        },
        Math.min(Math.max(rest, 0), rest > LONGEST_NAP_MS ? LONGEST_NAP_MS : LONGEST_TIMER_MS),
      )
    }
    arm()
    return () => clearTimeout(timer)
  },
}
