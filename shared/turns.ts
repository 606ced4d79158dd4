/** Does one thing after the other, so that a process never competes with itself; what fails holds up nothing behind it. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  take<T>(deed: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(deed)
    this.#last = turn.catch(() => undefined)
    return turn
  }

  /** Resolves once nothing is under way. Never rejects. */
  async settled(): Promise<void> {
    await this.#last
  }
}
