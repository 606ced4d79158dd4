/**
 * The one place where an event comes into being.
 *
 *   L1. `stage` gives the sequence number, time and hash; there are no gaps.
 *   L2. An event is stored before any listener sees it: listeners and `afterCommit` run after the transaction.
 *   L3. Everything staged in one turn of the event loop, by all runs, is one transaction; it is durable on disk
 *       (`FULL`) if anything in it asked for that.
 *   L4. A commit that fails (a full disk) loses nothing: what was staged stays staged and is tried again. Nothing that
 *       would follow from it happens before.
 *   L5. Only the owner of a run appends to it; `(run, seq)` is unique, so a second writer fails instead of forking the log.
 */
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import type { EventDraft, RunEvent } from '#shared/events/event.ts'
import type { Json } from '#shared/json.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import { type BlobSink, externalise, hydrate } from './blobs.ts'
import { messageOf } from './database.ts'
import { canonicalEvent, chainHash, sealOf } from './seal.ts'

const RETRY_COMMIT_MS = 1_000
const CACHED_BLOBS = 64

export interface EventLogOptions {
  readonly database: DatabaseSyncInstance
  readonly key: Uint8Array
  readonly clock: Clock
  readonly ids: Ids
  /** A commit failed (with the reason) or works again (null). */
  readonly onTrouble: (message: string | null) => void
  /** Another process has appended to a run of this one: what was staged for it here is void. */
  readonly onForked: (runId: string) => void
  /** Each stored event, in order. */
  readonly publish: (event: RunEvent) => void
  /** Something that ran after a commit threw. */
  readonly onError: (error: unknown) => void
}

interface Chain {
  readonly runKey: number
  seq: number
  hash: string
  lastId: string | null
}

interface Staged {
  readonly chain: Chain
  readonly runId: string
  readonly body: string
  readonly event: RunEvent
}

export interface StageOptions {
  /** Decisions and effects: on disk before what follows. */
  readonly durable?: boolean
}

export class EventLog implements BlobSink {
  readonly #options: EventLogOptions
  readonly #database: DatabaseSyncInstance
  readonly #chains = new Map<string, Chain>()
  #staged: Staged[] = []
  #stagedBlobs = new Map<string, string>()
  #after: (() => void)[] = []
  #durable = false
  #scheduled = false
  #synchronous: 'normal' | 'full' = 'normal'
  #troubled = false
  #closed = false
  readonly #blobs = new Map<string, string>()
  readonly #insertEvent: StatementSyncInstance
  readonly #insertBlob: StatementSyncInstance
  readonly #putHead: StatementSyncInstance
  readonly #readBlob: StatementSyncInstance
  readonly #projections: ((runIds: ReadonlySet<string>) => void)[] = []

  constructor(options: EventLogOptions) {
    this.#options = options
    this.#database = options.database
    this.#insertEvent = this.#database.prepare('insert into event (run_key, seq, body, hash) values (?, ?, ?, ?)')
    this.#insertBlob = this.#database.prepare('insert or ignore into blob (hash, body) values (?, ?)')
    this.#putHead = this.#database.prepare(
      'insert into head (run_key, seq, hash, seal) values (?, ?, ?, ?) on conflict (run_key) do update set seq = excluded.seq, hash = excluded.hash, seal = excluded.seal',
    )
    this.#readBlob = this.#database.prepare('select body from blob where hash = ?')
  }

  /** Called inside every transaction with the runs it touches, to keep a table beside the log up to date. */
  project(update: (runIds: ReadonlySet<string>) => void): void {
    this.#projections.push(update)
  }

  /** Continues the chain of a run that is in the database already. One that is open stays as it is: what is staged on it is not in the database yet. */
  open(runId: string, runKey: number): void {
    if (this.#chains.has(runId)) return
    const head = this.#database.prepare('select seq, hash from head where run_key = ?').get(runKey)
    const last = this.#database
      .prepare('select body from event where run_key = ? order by seq desc limit 1')
      .get(runKey)
    const lastId = last ? String(JSON.parse(String(last.body)).id) : null
    this.#chains.set(runId, { runKey, seq: Number(head?.seq ?? -1), hash: String(head?.hash ?? ''), lastId })
  }

  close(runId: string): void {
    this.#chains.delete(runId)
  }

  /** The value as it may stand in an event: large parts replaced by references. */
  fit(value: Json): Json {
    return externalise(value, this)
  }

  put(hash: string, body: string): void {
    this.#stagedBlobs.set(hash, body)
    this.#remember(hash, body)
  }

  /** The whole value behind references. */
  whole(value: Json): Json {
    return hydrate(value, (hash) => this.blob(hash))
  }

  /** JSON text of a stored value. Throws where there is none. */
  blob(hash: string): string {
    const known = this.#stagedBlobs.get(hash) ?? this.#blobs.get(hash)
    if (known !== undefined) return known
    const row = this.#readBlob.get(hash)
    if (!row) throw new Error(`The value ${hash.slice(0, 12)}… is missing beside the log. Run "slashflow verify".`)
    const body = String(row.body)
    this.#remember(hash, body)
    return body
  }

  /** Makes events of drafts, in order. They are facts for the caller at once, and for everybody after the commit. */
  stage(runId: string, draft: EventDraft, options: StageOptions = {}): RunEvent {
    const chain = this.#chains.get(runId)
    if (!chain) throw new Error(`Run ${runId} is not open for writing`)
    const { data, causationId, ...rest } = draft
    const unsealed = {
      ...rest,
      id: this.#options.ids.next(),
      runId,
      seq: chain.seq + 1,
      at: new Date(this.#options.clock.now()).toISOString(),
      correlationId: runId,
      causationId: causationId === undefined ? chain.lastId : causationId,
      data: fitData(data, this),
    }
    const body = canonicalEvent(unsealed)
    const hash = chainHash(chain.hash, body)
    // A draft's type and data belong together by its type; the spread keeps both, which TypeScript cannot follow.
    const event = { ...unsealed, position: 0, hash } as RunEvent
    chain.seq = event.seq
    chain.hash = hash
    chain.lastId = event.id
    this.#staged.push({ chain, runId, body, event })
    if (options.durable) this.#durable = true
    this.#schedule()
    return event
  }

  /** Runs `action` once everything staged so far is stored. */
  afterCommit(action: () => void): void {
    this.#after.push(action)
    this.#schedule()
  }

  /** Commits what is staged, now. Returns false where the disk refused; it will be tried again. */
  flush(): boolean {
    this.#scheduled = false
    if (this.#closed) return false
    while (this.#staged.length > 0 || this.#after.length > 0 || this.#stagedBlobs.size > 0) {
      if (!this.#commit()) return false
    }
    return true
  }

  /** Stores what is staged and takes no more. */
  end(): void {
    this.flush()
    this.#closed = true
  }

  #schedule(): void {
    if (this.#scheduled || this.#troubled) return
    this.#scheduled = true
    setImmediate(() => this.flush())
  }

  #commit(): boolean {
    const staged = this.#staged
    const after = this.#after
    if (staged.length > 0 || this.#stagedBlobs.size > 0) {
      const problem = this.#store(staged)
      if (problem !== undefined) return this.#troubleWith(problem)
    }
    if (this.#troubled) {
      this.#troubled = false
      this.#options.onTrouble(null)
    }
    this.#staged = []
    this.#after = []
    this.#stagedBlobs = new Map()
    this.#durable = false
    for (const { event } of staged) this.#options.publish(event)
    for (const action of after) this.#guard(action)
    return true
  }

  #store(staged: readonly Staged[]): unknown {
    try {
      this.#setSynchronous(this.#durable ? 'full' : 'normal')
      this.#database.exec('begin immediate')
    } catch (error) {
      return error
    }
    try {
      for (const [hash, body] of this.#stagedBlobs) this.#insertBlob.run(hash, body)
      const heads = new Map<string, Staged>()
      for (const entry of staged) {
        const { lastInsertRowid } = this.#insertEvent.run(
          entry.chain.runKey,
          entry.event.seq,
          entry.body,
          entry.event.hash,
        )
        Object.assign(entry.event, { position: Number(lastInsertRowid) }) // known only now; nobody has seen the event yet
        heads.set(entry.runId, entry)
      }
      for (const [runId, { chain, event }] of heads) {
        this.#putHead.run(chain.runKey, event.seq, event.hash, sealOf(this.#options.key, runId, event.seq, event.hash))
      }
      for (const update of this.#projections) update(new Set(heads.keys()))
      this.#database.exec('commit')
      return undefined
    } catch (error) {
      this.#rollback()
      return error
    }
  }

  #rollback(): void {
    try {
      this.#database.exec('rollback')
    } catch {
      // SQLite has rolled back by itself (a full disk does that).
    }
  }

  #setSynchronous(mode: 'normal' | 'full'): void {
    if (this.#synchronous === mode) return
    this.#database.exec(`pragma synchronous = ${mode}`)
    this.#synchronous = mode
  }

  #troubleWith(error: unknown): boolean {
    if (/UNIQUE constraint failed: event/.test(messageOf(error)) && this.#dropForked()) return true
    this.#troubled = true
    this.#options.onTrouble(
      `Slashflow cannot write its log: ${messageOf(error)}. Runs hold, and go on by themselves when it can.`,
    )
    this.#options.clock.setTimer(this.#options.clock.now() + RETRY_COMMIT_MS, () => this.flush())
    return false
  }

  /** L5: whoever was first is right. One lost run must not keep the others from their commits. */
  #dropForked(): boolean {
    const headOf = this.#database.prepare('select max(seq) as seq from event where run_key = ?')
    const forked = new Set(
      this.#staged
        .filter(({ chain, event }) => Number(headOf.get(chain.runKey)?.seq ?? -1) >= event.seq)
        .map(({ runId }) => runId),
    )
    this.#staged = this.#staged.filter(({ runId }) => !forked.has(runId))
    for (const runId of forked) {
      this.#chains.delete(runId)
      this.#options.onForked(runId)
    }
    return forked.size > 0
  }

  #guard(action: () => void): void {
    try {
      action()
    } catch (error) {
      this.#options.onError(error)
    }
  }

  #remember(hash: string, body: string): void {
    this.#blobs.set(hash, body)
    if (this.#blobs.size <= CACHED_BLOBS) return
    const oldest = this.#blobs.keys().next().value
    if (oldest !== undefined) this.#blobs.delete(oldest)
  }
}

/** Each field of `data` by itself, so that an event keeps its shape however large a value in it is. */
function fitData<T extends object>(data: T, sink: BlobSink): T {
  const fitted = externalise(data as unknown as Json, sink) // event data is JSON by its schema
  return (typeof fitted === 'object' && fitted !== null && '$blob' in fitted ? fieldwise(data, sink) : fitted) as T
}

function fieldwise(data: object, sink: BlobSink): object {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, externalise(value, sink, 8_192)]))
}
