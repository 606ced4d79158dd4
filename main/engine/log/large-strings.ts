/** Large strings that were read or referred to lately. A string cannot change, so it needs no JSON each time it is handed on. */
import type { BlobRef } from '#shared/events/blob.ts'

export interface LargeString {
  readonly value: string
  /** Its JSON text. */
  readonly body: string
  readonly reference: BlobRef
}

const MOST_KNOWN = 16

export class LargeStrings {
  readonly #byHash = new Map<string, LargeString>()
  readonly #byValue = new Map<string, LargeString>()

  keep(known: LargeString): void {
    this.#byHash.set(known.reference.$blob, known)
    this.#byValue.set(known.value, known)
    if (this.#byHash.size <= MOST_KNOWN) return
    const [oldest] = this.#byHash.values()
    if (!oldest) return
    this.#byHash.delete(oldest.reference.$blob)
    this.#byValue.delete(oldest.value)
  }

  withHash(hash: string): LargeString | undefined {
    return this.#byHash.get(hash)
  }

  of(value: string): LargeString | undefined {
    return this.#byValue.get(value)
  }
}
