/** Where the log puts events: a database, or nothing but memory. The log stages, the store keeps. */
import type { RunEvent } from '#shared/events/event.ts'

/** A run that is open for writing, and where its chain ends: `seq` and `lastId` as staged, `hash` and `chunk` as stored. */
export interface Chain {
  readonly runId: string
  /** Undefined until the row is made, where the log makes it with the run's first events. */
  runKey: number | undefined
  readonly correlationId: string
  seq: number
  lastId: string | null
  /** Of the last stored event. */
  hash: string
  /** Rowid of the last stored chunk, 0 before the first. */
  chunk: number
  /** What the run's row shows that is never late, and what it will with the transaction under way: see LateRows. */
  shown: string | undefined
  showing: string | undefined
}

export interface ChainEnd {
  readonly seq: number
  readonly hash: string
  readonly chunk: number
  readonly lastId: string | null
}

/** What one run adds in one transaction, in order. */
export interface Addition {
  readonly chain: Chain
  readonly events: RunEvent[]
  /** Makes the run's row, where there is none yet, as its state stands; gives its key. */
  readonly makeRow: (() => number) | undefined
}

export interface Batch {
  readonly additions: readonly Addition[]
  readonly blobs: ReadonlyMap<string, string>
  /** On disk before `commit` returns. */
  readonly isDurable: boolean
  /**
   * Runs in the transaction once every event has its `position` and `hash`; what throws takes the transaction back.
   * `chunkOf` gives the last chunk of a chain, 0 where there is none. Absent where there is nothing to do.
   */
  readonly inside: ((chunkOf: (chain: Chain) => number) => void) | undefined
}

export interface EventStore {
  end(runKey: number): ChainEnd
  /** All of it or nothing. Gives events `position` and `hash`. Throws ForkedError; anything else can be tried again. */
  commit(batch: Batch): void
  /** JSON text of a large value. */
  blob(hash: string): string | undefined
}

/** Another process has added to these runs: whoever was first is right. */
export class ForkedError extends Error {
  override readonly name = 'ForkedError'
  readonly runIds: ReadonlySet<string>

  constructor(runIds: ReadonlySet<string>) {
    super(`Another process has added to ${[...runIds].join(', ')}`)
    this.runIds = runIds
  }
}

/** Known only when the event is stored; nobody but its run has seen it yet. */
export function place(event: RunEvent, position: number, hash: string): void {
  const placed = event as { position: number; hash: string } // readonly for everybody but the store
  placed.position = position
  placed.hash = hash
}
