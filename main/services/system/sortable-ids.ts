/** Ids that sort by time of creation: 9 characters of time, 3 of count, 8 of chance, all of Crockford's alphabet. */
import { randomBytes } from 'node:crypto'
import type { Ids } from '../../engine/ports/ids.ts'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const POOL_BYTES = 4_096

export class SortableIds implements Ids {
  #lastTime = 0
  #count = 0
  #pool = Buffer.alloc(0)
  #used = 0

  next(): string {
    const now = Math.max(Date.now(), this.#lastTime)
    this.#count = now === this.#lastTime ? this.#count + 1 : 0
    this.#lastTime = now
    if (this.#count >= 32 ** 3) {
      this.#lastTime += 1
      this.#count = 0
    }
    return encode(this.#lastTime, 9) + encode(this.#count, 3) + this.#chance(8)
  }

  random(): number {
    return Math.random()
  }

  #chance(length: number): string {
    if (this.#used + length > this.#pool.length) {
      this.#pool = randomBytes(POOL_BYTES)
      this.#used = 0
    }
    let text = ''
    for (let index = 0; index < length; index += 1) text += ALPHABET[(this.#pool[this.#used + index] ?? 0) & 31]
    this.#used += length
    return text
  }
}

function encode(value: number, length: number): string {
  let rest = value
  let text = ''
  for (let index = 0; index < length; index += 1) {
    text = ALPHABET[rest % 32] + text
    rest = Math.floor(rest / 32)
  }
  return text
}
