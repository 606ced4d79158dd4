/** The ways in which the reference is made to follow the engine, one after the other, until one fits. */

/** In which ways it is not simply as the engine's events say. */
export interface Order {
  /** As they say also in whether something begins, a child run is found or is heard of, or a timer of the moment fires. */
  readonly asTold?: true
  /** And in whether something begins before what ends at once: it may where a step is put off. */
  readonly alsoBeforeEndings?: true
  /** Timers of one moment fire before anything follows from one of them. */
  readonly timersTogether?: true
  /** So do containers of which only what is inside them is told. */
  readonly containersToo?: true
  /** What withdraws others comes last of what was active together; of several such perhaps the later one first. */
  readonly withdrawing?: 'last' | 'last, reversed'
  /** Who waits for a lock says so anew after a crash, but keeps its turn. */
  readonly keepsQueues?: true
  /** Who takes its lock again without a word does so after those of whom something is told. */
  readonly untoldLast?: true
  /** Work that is withdrawn takes its time to end. */
  readonly late?: true
}

export const ORDERS: readonly Order[] = [
  { asTold: true },
  {},
  { withdrawing: 'last' },
  { withdrawing: 'last, reversed' },
  { timersTogether: true },
  { late: true },
  { late: true, asTold: true },
  { late: true, timersTogether: true, containersToo: true },
  { asTold: true, alsoBeforeEndings: true },
  { asTold: true, keepsQueues: true },
  { asTold: true, untoldLast: true },
]
