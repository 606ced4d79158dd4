/**
 * The hash chain of a run's events, and the local key that seals where a chain ends.
 *
 *   A seal is HMAC-SHA-256 made of two one-shot hashes, which cost a tenth of `createHmac`. The key is the 64 hex
 *   characters of the key file (256 random bits): exactly one block of SHA-256, so HMAC neither pads nor hashes it, and
 *   all ASCII also after the xor with 0x36 and 0x5c, so that text can be hashed as it is. The inner hash goes into the
 *   outer one as hex: the same 256 bits, told one to one, so the proof of HMAC (a keyed hash over a keyed hash's result)
 *   stands as it is. Every seal begins with the name of what it seals, so that none can be used as another.
 */
import { createHmac, hash, randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const SEAL_KEY_FILE = 'seal.key'

/** Hex SHA-256 over the previous hash (empty for the first event) and the canonical text. */
export function chainHash(previous: string, body: string): string {
  return hashOf(previous + body)
}

/** Of both, where they stand in one text already. */
export function hashOf(text: string): string {
  return hash('sha256', text, 'hex')
}

export class SealKey {
  readonly #inner: string
  readonly #outer: string
  readonly #hex: string

  /** `hex`: 64 characters. */
  constructor(hex: string) {
    this.#hex = hex
    this.#inner = flipped(hex, 0x36)
    this.#outer = flipped(hex, 0x5c)
  }

  /** Of the place where a run's chain ends. */
  end(runId: string, seq: number, chain: string): string {
    return this.#mac(`end\n${runId}\n${seq}\n${chain}`)
  }

  /** Of what retention leaves of a run. */
  stub(runId: string, seq: number, chain: string, chunks: number, removed: string): string {
    return this.#mac(`stub\n${runId}\n${seq}\n${chain}\n${chunks}\n${removed}`)
  }

  /** Of how many runs were begun in a log, and which is the newest. */
  newest(runId: string, runs: number): string {
    return this.#mac(`newest\n${runId}\n${runs}`)
  }

  /** As the first version of the database had it. */
  firstVersion(runId: string, seq: number, chain: string): string {
    return createHmac('sha256', Buffer.from(this.#hex, 'hex')).update(`${runId}\n${seq}\n${chain}`).digest('hex')
  }

  #mac(text: string): string {
    return hash('sha256', this.#outer + hash('sha256', this.#inner + text, 'hex'), 'hex')
  }
}

function flipped(hex: string, by: number): string {
  return [...hex].map((character) => String.fromCharCode(character.charCodeAt(0) ^ by)).join('')
}

/** The local key; made at first use, which is after the database was. Two processes that start together end up with the same one. */
export function sealKey(home: string): SealKey {
  const file = join(home, SEAL_KEY_FILE)
  if (!existsSync(file)) {
    const mine = `${file}.${process.pid}`
    writeFileSync(mine, randomBytes(32).toString('hex'), { mode: 0o600 })
    try {
      linkSync(mine, file)
    } catch (error) {
      if (!existsSync(file)) throw error
    } finally {
      unlinkSync(mine)
    }
  }
  return keyIn(file)
}

/** For who only looks: makes none. */
export function presentSealKey(home: string): SealKey | undefined {
  const file = join(home, SEAL_KEY_FILE)
  return existsSync(file) ? keyIn(file) : undefined
}

const keyIn = (file: string): SealKey => new SealKey(readFileSync(file, 'utf8').trim())
