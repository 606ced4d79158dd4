/**
 * Keeps the log small: removes the events of runs that have ended, oldest first.
 *
 *   N1. Only a run that succeeded or failed long enough ago; never one that is open, stopped or waiting, nor what such a
 *       one may still need (removable-runs.ts). The run that was added to last stays, so that positions never count down.
 *   N2. A run goes whole, in one transaction, and leaves its row with its summary and a sealed stub: `verify` takes exactly
 *       that for retention, and anything less for a loss.
 *   N3. A large value goes with the last run that refers to it. What that gives back is known only then, so a log that must
 *       become smaller is looked at again.
 */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { ChunkReader } from './chunk-reader.ts'
import { type Removable, RemovableRuns, type RetentionRules } from './removable-runs.ts'
import type { SealKey } from './seal.ts'
import { isSteady } from './steady-clock.ts'
import { sealOfStub } from './stub.ts'
import { immediate } from './transaction.ts'
import { removeUnreferenced } from './unreferenced.ts'

export interface Retained {
  readonly runs: number
  readonly blobs: number
  /** Given back to the system. */
  readonly bytes: number
}

/** Pages a transaction gives back, so that none holds the write lock for long. */
const PAGES_A_STEP = 1_000

export class Retention {
  readonly #database: DatabaseSyncInstance
  readonly #key: SealKey
  readonly #chunks: ChunkReader
  readonly #removable: RemovableRuns
  #isEnded = false

  constructor(database: DatabaseSyncInstance, key: SealKey) {
    this.#database = database
    this.#key = key
    this.#chunks = new ChunkReader(database)
    this.#removable = new RemovableRuns(database, this.#chunks)
  }

  /** What the database takes on disk. */
  bytes(): number {
    return this.#removable.pragma('page_count') * this.#removable.pragma('page_size')
  }

  /** How many runs would go; 0 once it was ended. What large values they share is not known before, so by size it is an estimate. */
  async count(rules: RetentionRules): Promise<number> {
    return (await this.#inSteps(this.#counted(rules))) ?? 0
  }

  /** Whether runs may go because they are old, with nobody asked: see steady-clock.ts. `now` and `keptMs` in ms. */
  async isClockSteady(now: number, keptMs: number): Promise<boolean> {
    return (await this.#inSteps(isSteady(this.#database, { now, keptMs }))) ?? false
  }

  /** `now`: ISO, for the stubs. Undefined where it was ended. */
  retain(rules: RetentionRules, now: string): Promise<Retained | undefined> {
    return this.#inSteps(this.#steps(rules, now))
  }

  /** What is under way ends with its present step. */
  end(): void {
    this.#isEnded = true
  }

  /** Lets the process do other things between the steps. */
  async #inSteps<T>(steps: Generator<void, T>): Promise<T | undefined> {
    while (!this.#isEnded) {
      const step = steps.next()
      if (step.done) return step.value
      await new Promise((resolve) => setImmediate(resolve))
    }
    return undefined
  }

  *#counted(rules: RetentionRules): Generator<void, number> {
    let runs = 0
    for (const run of this.#removable.due(rules)) {
      if (run) runs += 1
      yield
    }
    return runs
  }

  *#steps(rules: RetentionRules, now: string): Generator<void, Retained> {
    const before = this.bytes()
    let [runs, blobs] = [0, 0]
    for (;;) {
      let removed = 0
      for (const run of this.#removable.due(rules)) {
        if (run && this.#remove(run, now)) removed += 1
        yield
      }
      if (removed === 0) break
      runs += removed
      blobs += yield* removeUnreferenced(this.#database)
    }
    yield* this.#giveBack()
    return { runs, blobs, bytes: Math.max(0, before - this.bytes()) }
  }

  #remove({ key, id, rule }: Removable, now: string): boolean {
    return immediate(this.#database, () => {
      if (!this.#removable.isRemovable(key)) return false
      const end = this.#chunks.end(key)
      const chunks = this.#chunks.chunks(key)
      const last = Number(this.#database.prepare('select max(position) as last from chunk').get()?.last)
      if (!end || end.chunk === last) return false
      const stub = { seq: end.seq, hash: end.hash, chunks: chunks.length, removedAt: now, rule }
      const remove = this.#database.prepare('delete from chunk where position = ?')
      for (const chunk of chunks) remove.run(chunk)
      this.#database.prepare('delete from emission where run_id = ?').run(id)
      this.#database
        .prepare('insert into stub (run_key, seq, hash, chunks, removed_at, rule, seal) values (?, ?, ?, ?, ?, ?, ?)')
        .run(key, stub.seq, stub.hash, stub.chunks, now, rule, sealOfStub(this.#database, { key, id }, stub, this.#key))
      return true
    })
  }

  *#giveBack(): Generator<void> {
    const free = () => this.#removable.pragma('freelist_count')
    for (let before = free(); before > 0; ) {
      this.#database.exec(`pragma incremental_vacuum(${PAGES_A_STEP})`)
      const left = free()
      // A database that was upgraded without room for a copy keeps its free pages, and uses them again.
      if (left >= before) return
      before = left
      yield
    }
  }
}
