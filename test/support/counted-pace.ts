/**
 * Puts a step off after so many nodes of it, as a long one is by the time that it took. `eachPiece`: and whatever else is done
 * in pieces after each of them.
 */
import type { Pace } from '#main/engine/run/pace.ts'

export class CountedPace implements Pace {
  readonly #nodes: number
  readonly #eachPiece: boolean
  #left: number
  #putOff = 0
  /** How often a step was put off. */
  pauses = 0
  /** Called in the pause, before the step goes on. */
  onPause: () => void = () => undefined

  constructor(nodes: number, eachPiece = false) {
    this.#nodes = nodes
    this.#eachPiece = eachPiece
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

  isOver(): boolean {
    return this.#eachPiece
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
