/** Picks where the rules leave an order open. */
import type { Execution } from './state.ts'
import type { World } from './world.ts'

export interface Beginning {
  readonly execution: Execution
  /** It has its lock, or would have it now. */
  readonly findsLockFree: boolean
  /** It has asked for its lock before, and it is its turn now. */
  readonly isItsTurn: boolean
}

/** What can come next, when nothing follows at once. */
export interface ComingNext {
  /** They can begin, or come to a lock. */
  readonly begin: readonly Beginning[]
  /** Its child run is found, and begins. */
  readonly call: Execution | undefined
  /** Their child runs have ended. */
  readonly hear: readonly Execution[]
}

export interface Prefer {
  /** Which of several executions that end at once does so first. */
  ending(executions: readonly Execution[], world: World): number
  /** Which of those that can begin, or come to a lock, is the next. */
  begin(coming: readonly Beginning[]): number
  /** Which of the timers that are due at one moment fires first. */
  timer(executions: readonly Execution[]): number
  /** Whether those fire together, before anything follows from one of them; else when nothing follows any more. */
  readonly timersTogether?: boolean
  /** Whether one of those fires before an execution that ends at once does so. */
  timerBeforeEnding?(due: readonly Execution[], ending: Execution, world: World): boolean
  /** Whether what can come next does so before an execution that ends at once. */
  comesBeforeEnding?(coming: ComingNext, ending: Execution, world: World): boolean
  /** Whether one of those fires before what can come next. */
  timerBefore?(due: readonly Execution[], coming: ComingNext): boolean
  /** What comes next; without it what can begin does so first, and child runs are heard of last. */
  next?(coming: ComingNext): keyof ComingNext
  /** Whether work that is withdrawn ends when nothing else follows, and not at once. */
  readonly acknowledgesLate?: boolean
  /** Whether those who wait for a lock when the process dies wait for it in the same order afterwards. */
  readonly keepsQueues?: boolean
}

export const FIRST: Prefer = { ending: () => 0, begin: () => 0, timer: () => 0 }
