/** The items of one attempt of a container: what they are, which is the next to begin, and what came of those that ended. */
import type { FailureData } from '#shared/events/node-events.ts'
import type { Json } from '#shared/json.ts'
import type { ItemScope } from './level-run.ts'

export class ContainerItems {
  /** Null of a group, which is its inside once. */
  readonly #items: readonly Json[] | null
  readonly #results: Json[] = []
  #next = 0

  constructor(items: readonly Json[] | null) {
    this.#items = items
  }

  get total(): number {
    return this.#items?.length ?? 1
  }

  /** In the order of the items; what failed stands there as `{ error }`. */
  get results(): readonly Json[] {
    return this.#results
  }

  get isGroup(): boolean {
    return this.#items === null
  }

  get areAllBegun(): boolean {
    return this.#next >= this.total
  }

  /** Index of the one that begins now. */
  next(): number {
    this.#next += 1
    return this.#next - 1
  }

  /** The log says that it has begun. */
  hasBegun(index: number): void {
    this.#next = Math.max(this.#next, index + 1)
  }

  /** What the children of an item see; a group passes on what is around itself. */
  scopeOf(index: number, around: ItemScope | undefined): ItemScope | undefined {
    return this.#items === null ? around : { index, item: this.#items[index] ?? null }
  }

  keep(index: number, result: Json, error: FailureData | undefined): void {
    this.#results[index] = error ? { error: { code: error.code, message: error.message } } : result
  }
}
