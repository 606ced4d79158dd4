/** Puts a step off after so many nodes of it, as a long one is by the time that it took. */
import type { Pace } from '#main/engine/run/pace.ts'

export class CountedPace implements Pace {
  readonly #nodes: number
  #left: number
  #putOff = 0
  /** How often a step was put off. */
  pauses = 0
  /** Called in the pause, before the step goes on. */
  onPause: () => void = () => undefined

  constructor(nodes: number) {
    this.#nodes = nodes
    this.#left = nodes
  }

  /** Nothing waits to go on. */
  get isIdle(): boolean {
    return this.#putOff === 0
  }

  isSpent(): boolean {
    if (this.#left === 0) return true
    this.#left -= 1
    return false
  }

  /** Pieces that are no nodes are none of a step. */
  isOver(): boolean {
    return false
  }

  putOff(goOn: () => void): void {
    this.pauses += 1
    this.#putOff += 1
    setImmediate(() => {
      this.#putOff -= 1
      this.#left = this.#nodes
      this.onPause()
      goOn()
    })
  }
}
