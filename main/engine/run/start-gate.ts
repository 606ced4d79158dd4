/**
 * What waits while a run is paused: nodes that have not started, attempts that would begin, a container's next items.
 * What is under way goes on.
 */
import type { Execution } from './execution.ts'

interface Held {
  readonly execution: Execution
  readonly go: () => void
}

const nothing = () => undefined

export class StartGate {
  readonly #isPaused: () => boolean
  readonly #held = new Set<Held>()

  constructor(isPaused: () => boolean) {
    this.#isPaused = isPaused
  }

  whenGoing(execution: Execution, go: () => void): () => void {
    if (!this.#isPaused()) {
      go()
      return nothing
    }
    const held: Held = { execution, go }
    this.#held.add(held)
    return () => this.#held.delete(held)
  }

  /** Ids of the nodes that wait, in the order in which they came. */
  get waiting(): readonly string[] {
    return [...this.#held].map(({ execution }) => execution.node.id)
  }

  /** Lets all go on, in order. */
  open(): void {
    for (const held of [...this.#held]) this.#let(held)
  }

  /** Lets one go on: the first, or the first of a node. Returns whether there was one. */
  step(nodeId: string | undefined): boolean {
    const held = [...this.#held].find(({ execution }) => nodeId === undefined || execution.node.id === nodeId)
    if (held) this.#let(held)
    return held !== undefined
  }

  #let(held: Held): void {
    if (this.#held.delete(held)) held.go()
  }
}
