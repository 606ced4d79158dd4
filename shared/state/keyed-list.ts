/**
 * A few things by key, in the order they came. A `Map` whose entries come and go one after the other makes a new table
 * with nearly each of them, and each table that was left keeps the next alive: with one active node at a time that was a
 * third of what a step left to the garbage collector. Past a few entries this is a map.
 */
import { ReleasingMap } from './releasing-map.ts'

const FEW = 8
/** Never added to: the first entry makes a list of its own, as long as it is. */
const NO_KEYS: string[] = []
const NO_VALUES: never[] = []

export class KeyedList<V> implements Iterable<[string, V]> {
  #keys: string[] = NO_KEYS
  #values: V[] = NO_VALUES
  #many: ReleasingMap<string, V> | undefined

  get size(): number {
    return this.#many ? this.#many.size : this.#keys.length
  }

  get(key: string): V | undefined {
    if (this.#many) return this.#many.get(key)
    const at = this.#keys.indexOf(key)
    return at < 0 ? undefined : this.#values[at]
  }

  has(key: string): boolean {
    return this.#many ? this.#many.has(key) : this.#keys.includes(key)
  }

  set(key: string, value: V): void {
    if (this.#many) {
      this.#many.set(key, value)
      return
    }
    const at = this.#keys.indexOf(key)
    if (at >= 0) this.#values[at] = value
    else if (this.#keys === NO_KEYS) {
      this.#keys = [key]
      this.#values = [value]
    } else if (this.#keys.length < FEW) {
      this.#keys.push(key)
      this.#values.push(value)
    } else this.#becomeMany().set(key, value)
  }

  delete(key: string): boolean {
    if (this.#many) return this.#many.delete(key)
    const at = this.#keys.indexOf(key)
    if (at < 0) return false
    if (at === this.#keys.length - 1) {
      this.#keys.pop()
      this.#values.pop()
    } else {
      this.#keys.splice(at, 1)
      this.#values.splice(at, 1)
    }
    return true
  }

  clear(): void {
    this.#many = undefined
    this.#keys = NO_KEYS
    this.#values = NO_VALUES
  }

  keys(): Iterable<string> {
    return this.#many ? this.#many.keys() : [...this.#keys]
  }

  values(): Iterable<V> {
    return this.#many ? this.#many.values() : [...this.#values]
  }

  *[Symbol.iterator](): Iterator<[string, V]> {
    if (this.#many) yield* this.#many
    else for (const [at, key] of [...this.#keys].entries()) yield [key, this.#values[at] as V] // as many values as keys
  }

  #becomeMany(): ReleasingMap<string, V> {
    const many = new ReleasingMap<string, V>()
    for (const [key, value] of this) many.set(key, value)
    this.clear()
    this.#many = many
    return many
  }
}
