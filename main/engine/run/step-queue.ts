/**
 * What follows from a step, worked off one by one: first what was reached, in order, then what waits for the step to be over.
 * A list and no recursion, so a chain of 10,000 instant nodes is no deeper than one of ten.
 */
export class StepQueue {
  #next: (() => void)[] = []
  #afterwards: (() => void)[] = []
  #isWorking = false

  add(action: () => void): void {
    this.#next.push(action)
  }

  /** Runs when nothing else of the step is left. */
  last(action: () => void): void {
    this.#afterwards.push(action)
  }

  get isWorking(): boolean {
    return this.#isWorking
  }

  get isEmpty(): boolean {
    return this.#next.length === 0 && this.#afterwards.length === 0
  }

  /** False where it is called from inside itself: what was added is worked off further out. */
  workOff(): boolean {
    if (this.#isWorking) return false
    this.#isWorking = true
    try {
      for (let index = 0; index < this.#next.length || this.#afterwards.length > 0; ) {
        const next = this.#next[index]
        index += next ? 1 : 0
        if (next) next()
        else this.#afterwards.shift()?.()
      }
    } finally {
      this.#next = []
      this.#isWorking = false
    }
    return true
  }
}
