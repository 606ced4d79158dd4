import type { Clock } from '../ports/clock.ts'

interface Overdue {
  readonly at: number
  readonly callback: () => void
  isOver: boolean
}

/** Timers whose time has passed when they are set, as after a start, fire in the order of their deadlines (DESIGN 4.7). */
export function overdueInOrder(clock: Clock): Clock {
  let overdue: Overdue[] = []
  const fire = (): void => {
    const due = overdue.sort((a, b) => a.at - b.at)
    overdue = []
    for (const one of due) if (!one.isOver) one.callback()
  }
  return {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    setTimer: (at, callback) => {
      if (at > clock.now()) return clock.setTimer(at, callback)
      const one: Overdue = { at, callback, isOver: false }
      if (overdue.push(one) === 1) clock.setTimer(at, fire)
      return () => {
        one.isOver = true
      }
    },
  }
}
