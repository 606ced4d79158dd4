/** Time, handed in, so that tests turn it. The engine has no timer of its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds of a clock that never jumps, for durations and limits. */
  monotonic(): number
  /**
   * Calls back once at or after `at` (epoch ms); the returned function takes it back. Also where the clock was set back
   * meanwhile: as soon as so much time has passed as lay ahead. Who means the date looks at it again.
   */
  setTimer(at: number, callback: () => void): () => void
}
