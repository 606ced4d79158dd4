/**
 * Keeps the log small: removes the events of runs that have ended, oldest first.
 *
 *   N1. Only a run that succeeded or failed long enough ago; never one that is open, stopped or waiting, nor one whose
 *       parent or child is. The run that was added to last stays, so that positions never count down.
 *   N2. A run goes whole, in one transaction, and leaves its row with its summary and a sealed stub: `verify` takes exactly
 *       that for retention, and anything less for a loss.
 *   N3. A large value goes with the last run that refers to it.
 */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { ChunkReader } from './chunk-reader.ts'
import type { SealKey } from './seal.ts'
import { sealOfStub } from './stub.ts'
import { immediate } from './transaction.ts'
import { removeUnreferenced } from './unreferenced.ts'

export interface RetentionRules {
  /** ISO: runs that ended before. */
  readonly endedBefore?: string
  /** Of ended runs, as many of the newest keep their events. */
  readonly maxRuns?: number
  /** What the database may take on disk. */
  readonly maxBytes?: number
}

export interface Retained {
  readonly runs: number
  readonly blobs: number
  /** Given back to the system. */
  readonly bytes: number
}

interface Candidate {
  readonly key: number
  readonly id: string
  readonly ended_at: string
}

/** Pages a transaction gives back, so that none holds the write lock for long. */
const PAGES_A_STEP = 1_000

export class Retention {
  readonly #database: DatabaseSyncInstance
  readonly #key: SealKey
  readonly #chunks: ChunkReader

  constructor(database: DatabaseSyncInstance, key: SealKey) {
    this.#database = database
    this.#key = key
    this.#chunks = new ChunkReader(database)
  }

  /** `now`: ISO, for the stubs. Lets the process do other things between its steps. */
  async retain(rules: RetentionRules, now: string): Promise<Retained> {
    const steps = this.#steps(rules, now)
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  *#steps(rules: RetentionRules, now: string): Generator<void, Retained> {
    const before = this.#bytes()
    let runs = 0
    for (const { run, rule } of this.#due(rules)) {
      if (this.#remove(run, rule, now)) runs += 1
      yield
    }
    const blobs = runs > 0 ? yield* removeUnreferenced(this.#database) : 0
    yield* this.#giveBack()
    return { runs, blobs, bytes: Math.max(0, before - this.#bytes()) }
  }

  *#due({ endedBefore, maxRuns, maxBytes }: RetentionRules): Generator<{ run: Candidate; rule: string }> {
    const candidates = this.#candidates()
    const surplus = maxRuns === undefined ? 0 : candidates.length - maxRuns
    for (const [index, run] of candidates.entries()) {
      if (endedBefore !== undefined && run.ended_at < endedBefore)
        yield { run, rule: `runs that ended before ${endedBefore.slice(0, 10)}` }
      else if (index < surplus) yield { run, rule: `more than ${maxRuns} ended runs` }
      else if (maxBytes !== undefined && this.#used() > maxBytes)
        yield { run, rule: `a log of more than ${megabytes(maxBytes)} MB` }
    }
  }

  /** Ended runs that still have events and stand apart from everything open, the longest ended first. */
  #candidates(): readonly Candidate[] {
    return this.#database
      .prepare(`select key, id, ended_at from run where ${IS_REMOVABLE} order by ended_at, key`)
      .all() as Candidate[] // the columns of this query
  }

  #remove(run: Candidate, rule: string, now: string): boolean {
    return immediate(this.#database, () => {
      // Another process may have resumed a child of it, or removed it, since it was looked for.
      if (!this.#database.prepare(`select 1 from run where key = ? and ${IS_REMOVABLE}`).get(run.key)) return false
      const end = this.#chunks.end(run.key)
      const chunks = this.#chunks.chunks(run.key)
      const last = Number(this.#database.prepare('select max(position) as last from chunk').get()?.last)
      if (!end || end.chunk === last) return false
      const stub = { seq: end.seq, hash: end.hash, chunks: chunks.length, removedAt: now, rule }
      const remove = this.#database.prepare('delete from chunk where position = ?')
      for (const chunk of chunks) remove.run(chunk)
      this.#database.prepare('delete from emission where run_id = ?').run(run.id)
      this.#database
        .prepare('insert into stub (run_key, seq, hash, chunks, removed_at, rule, seal) values (?, ?, ?, ?, ?, ?, ?)')
        .run(run.key, stub.seq, stub.hash, stub.chunks, now, rule, sealOfStub(stub, run.id, this.#key))
      return true
    })
  }

  #bytes(): number {
    return this.#pragma('page_count') * this.#pragma('page_size')
  }

  /** Without the pages that are free already. */
  #used(): number {
    return (this.#pragma('page_count') - this.#pragma('freelist_count')) * this.#pragma('page_size')
  }

  #pragma(name: string): number {
    return Number(Object.values(this.#database.prepare(`pragma ${name}`).get() ?? {})[0])
  }

  *#giveBack(): Generator<void> {
    let free = this.#pragma('freelist_count')
    while (free > 0) {
      this.#database.exec(`pragma incremental_vacuum(${PAGES_A_STEP})`)
      const left = this.#pragma('freelist_count')
      // A database that was upgraded without room for a copy keeps its free pages, and uses them again.
      if (left >= free) return
      free = left
      yield
    }
  }
}

const IS_REMOVABLE = `
  status in ('succeeded', 'failed') and ended_at is not null and last is not null
  and not exists (select 1 from stub where stub.run_key = run.key)
  and not exists (select 1 from run as child where child.parent = run.id and child.status not in ('succeeded', 'failed'))
  and not exists (select 1 from run as parent where parent.id = run.parent and parent.status not in ('succeeded', 'failed'))
`

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000)
}
