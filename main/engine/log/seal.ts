/** The hash chain of a run's events and the seal of its head. */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import canonicalize from 'canonicalize'

export const SEAL_KEY_FILE = 'seal.key'

/** RFC 8785 text of an event without `position` and `hash`. */
export function canonicalEvent(event: object): string {
  return canonicalize(event) ?? ''
}

/** Hex SHA-256 over the previous hash (empty for the first event) and the canonical text. */
export function chainHash(previous: string, body: string): string {
  return createHash('sha256').update(previous).update(body).digest('hex')
}

export function sealOf(key: Uint8Array, runId: string, seq: number, hash: string): string {
  return createHmac('sha256', key).update(`${runId}\n${seq}\n${hash}`).digest('hex')
}

/** The local key; made at first use. Two processes that start together end up with the same one. */
export function sealKey(home: string): Uint8Array {
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
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
}
