/** Work that is done in steps, between which whoever does it may let others in. */
export type Steps<T> = Generator<void, T>

/** All of it, letting nobody in. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
