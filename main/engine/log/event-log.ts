/**
 * The one place where an event comes into being.
 *
 *   L1. `stage` gives id, sequence number and time (staging.ts); there are no gaps. Text, hash and position are made at
 *       the commit.
 *   L2. An event is stored before any listener sees it: listeners and `afterCommit` run after the transaction.
 *   L3. Everything staged in one turn of the event loop (commit-schedule.ts), by all runs, is one transaction; it is
 *       durable on disk (`FULL`) if anything in it asked for that.
 *   L4. A commit that fails (a full disk) loses nothing: what was staged stays staged and is tried again. Nothing that
 *       would follow from it happens before.
 *   L5. Only the owner of a run appends to it. A second writer is told that it is one, and the log does not fork.
 *   L6. The table of runs follows from the events: a row is written with what a list shows, else when it is a little
 *       late. Whoever takes a run over brings its row up to date.
 */
import type { EventData, EventDraft, EventOf, EventType, RunEvent } from '#shared/events/event.ts'
import type { Json } from '#shared/json.ts'
import type { Clock } from '../ports/clock.ts'
import { AfterCommit } from './after-commit.ts'
import { externalise } from './blobs.ts'
import { CommitSchedule, type Commits } from './commit-schedule.ts'
import { type EventStore, ForkedError } from './event-store.ts'
import { JoinedWrites } from './joined-writes.ts'
import { LargeValues } from './large-values.ts'
import { LateRows, type RunTable } from './late-rows.ts'
import { LogTransaction } from './log-transaction.ts'
import { type EventPlace, Staging } from './staging.ts'

export interface EventLogOptions {
  readonly store: EventStore
  readonly clock: Clock
  /** Commits fail (with the reason, once as long as it stays the same) or work again (null). */
  readonly onTrouble: (message: string | null) => void
  /** Another process has appended to a run of this one: what was staged for it here is void. */
  readonly onForked: (runId: string) => void
  /** Each stored event, in the order of staging. */
  readonly publish: (event: RunEvent) => void
  /** Something that ran after a commit threw. */
  readonly onError: (error: unknown) => void
}

export interface OpenOptions {
  /** Shared by a message, its run and all child runs; a run's own id where it is the root. */
  readonly correlationId?: string
}

export class EventLog implements Commits {
  readonly #options: EventLogOptions
  readonly #store: EventStore
  readonly #values: LargeValues
  readonly #rows: LateRows
  readonly #staging: Staging
  readonly #joined = new JoinedWrites()
  readonly #transaction: LogTransaction
  readonly #after: AfterCommit
  readonly #schedule: CommitSchedule
  #isDurable = false
  #isClosed = false

  constructor(options: EventLogOptions) {
    this.#options = options
    this.#store = options.store
    this.#values = new LargeValues((hash) => this.#store.blob(hash))
    this.#staging = new Staging(options.clock, this.#values)
    this.#after = new AfterCommit(options.onError)
    this.#schedule = new CommitSchedule(this, options)
    this.#rows = new LateRows(options.clock, () => this.#schedule.hurry())
    this.#transaction = new LogTransaction(options.store, {
      staging: this.#staging,
      values: this.#values,
      rows: this.#rows,
      joined: this.#joined,
    })
  }

  /** The table of runs, kept inside the transactions. */
  project(table: RunTable): void {
    this.#rows.table = table
  }

  /** Calls `write` inside the transaction with each event of the type, its `position` known. */
  index(type: EventType, write: (event: RunEvent) => void): void {
    this.#joined.index(type, write)
  }

  /**
   * Continues the chain of a run. One that is open stays as it is: what is staged on it is not in the store yet. For a new
   * run `runKey` may be what makes its row: it is then made in the transaction of the first events, or not at all.
   */
  open(runId: string, runKey: number | (() => number), { correlationId = runId }: OpenOptions = {}): void {
    if (this.#staging.isOpen(runId)) return
    const end = typeof runKey === 'function' ? NO_EVENTS : this.#store.end(runKey)
    this.#staging.open({ runId, runKey, correlationId, end })
  }

  close(runId: string): void {
    const chain = this.#staging.close(runId)
    if (chain) this.#rows.forget(chain)
  }

  /** The value as it may stand in an event: large parts replaced by references. */
  fit(value: Json): Json {
    return externalise(value, this.#values)
  }

  put(hash: string, body: string): void {
    this.#values.put(hash, body)
  }

  /** Keeps a text beside the log; its hash names it. */
  keep(text: string): string {
    return this.#values.keep(text)
  }

  /** How many events wait for the next commit. */
  get staged(): number {
    return this.#staging.events.length
  }

  /** So much waits for the next commit that what could go on for ever lets it be stored first. */
  get isBusy(): boolean {
    return this.#staging.isBusy
  }

  /** The whole value behind references. */
  whole(value: Json): Json {
    return this.#values.whole(value)
  }

  /** JSON text of a stored value. Throws where there is none. */
  blob(hash: string): string {
    return this.#values.text(hash)
  }

  /**
   * Makes an event of a draft. It is a fact for the caller at once, and for everybody after the commit. Decisions and
   * effects are durable: on disk before what follows.
   */
  stage(runId: string, draft: EventDraft, isDurable = false): RunEvent {
    const event = this.#staging.stage(runId, draft)
    if (isDurable) this.#isDurable = true
    if (!this.#schedule.isSet) this.#schedule.set()
    return event
  }

  /** The same of one execution of a node, as most events are, without a draft in between. */
  stageAt<T extends EventType>(
    runId: string,
    type: T,
    data: EventData<T>,
    at: EventPlace,
    isDurable: boolean,
  ): EventOf<T> {
    const event = this.#staging.stageAt(runId, type, data, at)
    if (isDurable) this.#isDurable = true
    if (!this.#schedule.isSet) this.#schedule.set()
    return event
  }

  /** Runs `write` inside the next transaction, before what is staged with it is heard; with a run, only while that is this process's own. */
  also(write: () => void, runId?: string): void {
    this.#joined.add(write, runId)
    this.#schedule.set()
  }

  /** Runs `action` once everything staged so far is stored. */
  afterCommit(action: () => void): void {
    this.#after.add(action)
    this.#schedule.set()
  }

  /** Resolves once everything staged so far is stored. */
  whenStored(): Promise<void> {
    return new Promise((resolve) => this.afterCommit(resolve))
  }

  /** Commits what is staged, now. Returns false where the disk refused; it will be tried again. */
  flush(): boolean {
    return !this.#isClosed && this.#schedule.flush()
  }

  /** Stores what is staged and takes no more. */
  end(): void {
    this.#rows.hurry()
    this.flush()
    this.#rows.stop()
    this.#schedule.end()
    this.#isClosed = true
  }

  /** Something waits for the next commit. */
  get isDue(): boolean {
    return !this.#isClosed && (!this.#after.isEmpty || this.#transaction.isDue)
  }

  /** One transaction, and what waited for it. Throws where the disk refused (L4). */
  commit(): void {
    const events = this.#staging.events
    if (this.#transaction.isDue && !this.#stored()) return
    this.#schedule.worked()
    const after = this.#after.take()
    const { publish } = this.#options
    for (let at = 0; at < events.length; at += 1) publish(events[at] as RunEvent) // within its length
    this.#after.run(after)
  }

  /** Returns false where runs were lost to another process; the others' part is stored by the next commit. */
  #stored(): boolean {
    try {
      this.#transaction.store(this.#isDurable)
      this.#isDurable = false
      return true
    } catch (error) {
      if (!(error instanceof ForkedError)) throw error
      this.#drop(error.runIds)
      return false
    }
  }

  /** L5: whoever was first is right. One lost run must not keep the others from their commits. */
  #drop(forked: ReadonlySet<string>): void {
    this.#transaction.drop(forked)
    for (const runId of forked) {
      this.close(runId)
      this.#options.onForked(runId)
    }
  }
}

const NO_EVENTS = { seq: -1, hash: '', chunk: 0, lastId: null }
