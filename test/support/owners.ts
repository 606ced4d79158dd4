/** The processes of one data folder, as they see each other: who lives, who is dead, and when one looks what others wrote. */
import type { Ownership } from '#main/engine/ports/ownership.ts'
import { CountedIds } from './counted-ids.ts'

/** What the engine of one process is given. */
interface Owner {
  readonly ids: CountedIds
  readonly ownership: Ownership
  watchOthers(look: () => void): () => void
}

export class Owners {
  #count = 0
  readonly #dead = new Set<string>()
  readonly #looks = new Set<() => void>()

  /** `leftBehind`: the folder is that of a process that is dead, whose runs the first of these finds without an owner. */
  constructor(leftBehind: boolean) {
    if (leftBehind) this.die(this.next().ownership.id)
  }

  /** Alive for all others until `die`. */
  next(): Owner {
    this.#count += 1
    const id = `owner-${this.#count}`
    return {
      ids: new CountedIds(`o${this.#count}`),
      ownership: { id, isAlive: (other) => other !== id && !this.#dead.has(other) },
      watchOthers: (look) => {
        this.#looks.add(look)
        return () => this.#looks.delete(look)
      },
    }
  }

  die(id: string): void {
    this.#dead.add(id)
  }

  /** What each process does every 200 ms: looks for what others have written. */
  look(): void {
    for (const look of [...this.#looks]) look()
  }
}
