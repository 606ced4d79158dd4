/**
 * What events refer to is checked with them: large values, the workflow of a run, the endings that a replay took over. Each
 * is named by its hash, which the chain covers, so a text that does not have it was changed.
 */
import { hash as hashOf } from 'node:crypto'
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import { isBlobRef } from '#shared/events/blob.ts'
import type { RunEvent } from '#shared/events/event.ts'

/** Why a value behind an event cannot be what it was. */
export type ValueFault = 'changed' | 'missing'

const HASH = /^[0-9a-f]{64}$/

export class StoredValues {
  readonly #body: StatementSyncInstance
  /** By hash: each text is read once, however many events refer to it. */
  readonly #known = new Map<string, ValueFault | undefined>()

  constructor(database: DatabaseSyncInstance) {
    this.#body = database.prepare('select body from blob where hash = ?')
  }

  /** `text`: the event as it is kept; most hold no reference. */
  faultOf(event: RunEvent, text: string): ValueFault | undefined {
    if (event.type !== 'run.started') return text.includes('"$blob"') ? this.#behind(event.data) : undefined
    const { version, replay } = event.data
    return this.#behind(event.data) ?? this.#of(version, false) ?? (replay && this.#of(replay.recorded, true))
  }

  #behind(value: unknown): ValueFault | undefined {
    if (typeof value !== 'object' || value === null) return undefined
    if (isBlobRef(value)) return this.#of(value.$blob, true)
    for (const part of Object.values(value)) {
      const fault = this.#behind(part)
      if (fault) return fault
    }
    return undefined
  }

  /** `holds`: it is a value, and may refer to others. */
  #of(hash: string, holds: boolean): ValueFault | undefined {
    if (!HASH.test(hash)) return undefined // Of a log that was made before hashes were.
    if (this.#known.has(hash)) return this.#known.get(hash)
    const fault = this.#read(hash, holds)
    this.#known.set(hash, fault)
    return fault
  }

  #read(hash: string, holds: boolean): ValueFault | undefined {
    const row = this.#body.get(hash)
    if (!row) return 'missing'
    const body = String(row.body)
    if (hashOf('sha256', body, 'hex') !== hash) return 'changed'
    if (!holds || !body.includes('"$blob"')) return undefined
    const value: unknown = JSON.parse(body) // it has its hash, so it is the JSON that was stored
    // A value with a `$blob` of its own is somebody's data, not a reference (Blobs B3).
    return typeof value === 'object' && value !== null && '$blob' in value ? undefined : this.#behind(value)
  }
}
