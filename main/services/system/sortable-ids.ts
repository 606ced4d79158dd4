/** Ids that sort by time of creation: 9 characters of time, 3 of count, 8 of chance, all of Crockford's alphabet. */
import { randomBytes } from 'node:crypto'
import type { Ids } from '../../engine/ports/ids.ts'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const POOL_BYTES = 4_096

const TIME = 9
const COUNT = 3
const CHANCE = 8
const CODES = Buffer.from(ALPHABET, 'latin1')

export class SortableIds implements Ids {
  #lastTime = 0
  #count = 0
  #pool = Buffer.alloc(0)
  #used = 0
  /** The last id: its time is written anew only when that has changed. */
  readonly #text = Buffer.alloc(TIME + COUNT + CHANCE)
  #writtenTime = -1

  next(): string {
    const now = Math.max(Date.now(), this.#lastTime)
    this.#count = now === this.#lastTime ? this.#count + 1 : 0
    this.#lastTime = now
    if (this.#count >= 32 ** COUNT) {
      this.#lastTime += 1
      this.#count = 0
    }
    if (this.#lastTime !== this.#writtenTime) this.#write(this.#lastTime, 0, TIME)
    this.#writtenTime = this.#lastTime
    this.#write(this.#count, TIME, COUNT)
    this.#writeChance()
    return this.#text.toString('latin1')
  }

  random(): number {
    return Math.random()
  }

  #write(value: number, from: number, length: number): void {
    let rest = value
    for (let index = from + length - 1; index >= from; index -= 1) {
      this.#text[index] = CODES[rest % 32] ?? 0
      rest = Math.floor(rest / 32)
    }
  }

  #writeChance(): void {
    if (this.#used + CHANCE > this.#pool.length) {
      this.#pool = randomBytes(POOL_BYTES)
      this.#used = 0
    }
    for (let index = 0; index < CHANCE; index += 1)
      this.#text[TIME + COUNT + index] = CODES[(this.#pool[this.#used + index] ?? 0) & 31] ?? 0
    this.#used += CHANCE
  }
}
