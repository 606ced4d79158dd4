/**
 * How events lie in the database: one row ("chunk") for what a run added in one transaction.
 *
 *   K1. `body` is `count` events from `seq` on, each on a line: see kept-event.ts.
 *   K2. `hash` is the chain hash of the chunk's last event; the chain runs on from the chunk at `prev` (0: none before).
 *   K3. `seal` is set in a run's last chunk alone. Adding one supersedes it in the same transaction, which is also what
 *       keeps two writers from forking the chain. It stands in the chunk and not in a table of heads because both rows
 *       then are nearly always on one page: a step costs little more than the append itself.
 *   K4. Rowids count up without gaps, except for what retention has taken (and says so in sealed stubs): a run that was
 *       taken out of the file whole leaves a gap. A chunk's first event has position rowid * 4096, so positions order
 *       the whole log, transaction by transaction.
 */
export const CHUNK_EVENTS = 4_096

/** As long as a seal, so that superseding one changes the row in place, however large its body is. */
export const SUPERSEDED = '0'.repeat(64)

/** Where a chunk is the last one of its run. */
export const IS_SEALED = `seal <> '${SUPERSEDED}'`

/** What the database says where another process has added to the run first. */
export const FORKED = 'the run was added to by another process'

export function positionOf(chunk: number, index: number): number {
  return chunk * CHUNK_EVENTS + index
}

export function chunkOf(position: number): number {
  return Math.floor(position / CHUNK_EVENTS)
}

/** Whether the text of a chunk's `seal` says that nothing follows it. */
export function isSeal(seal: string): boolean {
  return seal !== SUPERSEDED
}
