/** Notices that another process has written to the data folder, while somebody waits for that. */
const LOOK_EVERY_MS = 200

export class OtherWriters {
  readonly #version: () => number
  readonly #looks = new Set<() => void>()
  #seen = 0
  #timer: NodeJS.Timeout | undefined

  /** `version` changes with every commit of another connection; asking costs next to nothing. */
  constructor(version: () => number) {
    this.#version = version
  }

  watch(look: () => void): () => void {
    this.#looks.add(look)
    if (!this.#timer) {
      this.#seen = this.#version()
      this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS).unref()
    }
    return () => {
      this.#looks.delete(look)
      if (this.#looks.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  #look(): void {
    const version = this.#version()
    if (version === this.#seen) return
    this.#seen = version
    for (const look of [...this.#looks]) look()
  }
}
