/**
 * A map whose entries let go of what they held when they are taken out. A `Map` that entries come to and go from makes a
 * new table now and then, and leaves what stood in the old one there. Once a left table is old, the garbage collector's
 * quick rounds keep everything that it names: of a hundred runs at a time nearly all stayed until a full round.
 */
interface Cell<V> {
  value: V | undefined
}

export class ReleasingMap<K, V> implements Iterable<[K, V]> {
  readonly #cells = new Map<K, Cell<V>>()

  get size(): number {
    return this.#cells.size
  }

  get(key: K): V | undefined {
    return this.#cells.get(key)?.value
  }

  has(key: K): boolean {
    return this.#cells.has(key)
  }

  set(key: K, value: V): void {
    const cell = this.#cells.get(key)
    if (cell) cell.value = value
    else this.#cells.set(key, { value })
  }

  delete(key: K): boolean {
    const cell = this.#cells.get(key)
    if (!cell) return false
    cell.value = undefined
    return this.#cells.delete(key)
  }

  clear(): void {
    for (const cell of this.#cells.values()) cell.value = undefined
    this.#cells.clear()
  }

  keys(): Iterable<K> {
    return this.#cells.keys()
  }

  *values(): Iterable<V> {
    for (const { value } of this.#cells.values()) yield value as V // only `delete` empties a cell
  }

  *[Symbol.iterator](): Iterator<[K, V]> {
    for (const [key, { value }] of this.#cells) yield [key, value as V] // as above
  }
}
