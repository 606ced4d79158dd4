/** The data folder's own key for placeholders: made at first use, readable by its owner only. */
import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const KEY_FILE = 'placeholder.key'
const KEY_BYTES = 32

/** Processes that start together end up with one key. A folder that cannot be written gives a key for this process only. */
export function placeholderKey(home: string): Uint8Array {
  const file = join(home, KEY_FILE)
  const kept = read(file)
  if (kept) return kept
  const fresh = randomBytes(KEY_BYTES)
  const mine = `${file}.${process.pid}`
  try {
    writeFileSync(mine, fresh.toString('hex'), { mode: 0o600 })
    try {
      linkSync(mine, file) // whole or not at all, and never over another's
    } finally {
      unlinkSync(mine)
    }
  } catch {
    return read(file) ?? fresh
  }
  return fresh
}

function read(file: string): Uint8Array | null {
  try {
    const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
    return key.length === KEY_BYTES ? key : null
  } catch {
    return null
  }
}
