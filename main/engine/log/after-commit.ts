/** What runs once all that was said before it is stored. One that throws keeps the others from nothing, and is reported. */
export class AfterCommit {
  readonly #onError: (error: unknown) => void
  #actions: (() => void)[] = []

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  get isEmpty(): boolean {
    return this.#actions.length === 0
  }

  add(action: () => void): void {
    this.#actions.push(action)
  }

  /** Those that wait now: what is added from here on waits for the next commit. */
  take(): readonly (() => void)[] {
    const actions = this.#actions
    if (actions.length > 0) this.#actions = []
    return actions
  }

  run(actions: readonly (() => void)[]): void {
    for (let at = 0; at < actions.length; at += 1) {
      try {
        actions[at]?.()
      } catch (error) {
        this.#onError(error)
      }
    }
  }
}
