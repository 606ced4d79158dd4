import type { Ids } from '#main/engine/ports/ids.ts'

/** Ids that count up and chance that is always one half: a test reads the same twice. */
export class CountedIds implements Ids {
  #next = 0
  readonly #prefix: string

  constructor(prefix = 'id') {
    this.#prefix = prefix
  }

  next(): string {
    this.#next += 1
    return `${this.#prefix}-${String(this.#next).padStart(6, '0')}`
  }

  random(): number {
    return 0.5
  }
}
