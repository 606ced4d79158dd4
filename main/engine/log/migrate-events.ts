/**
 * From one row an event (version 1) to chunks.
 *
 *   Events, chain hashes and the order of the whole log stay as they are, and nothing is judged: what was changed before
 *   stays changed, and `verify` says so as before. Only a head whose old seal was right is sealed anew.
 */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { RunEvent } from '#shared/events/event.ts'
import { canonicalJson } from './canonical-event.ts'
import { SUPERSEDED } from './chunk.ts'
import { keptEvent } from './kept-event.ts'
import type { SealKey } from './seal.ts'

const EVENTS_A_CHUNK = 256

/** Neither a seal nor the mark of a superseded one: found by every `verify`. */
const UNSEALED = '-'.repeat(64)

interface OldEvent {
  readonly run_key: number
  readonly seq: number
  readonly body: string
  readonly hash: string
}

export function chunkEvents(database: DatabaseSyncInstance, key: SealKey): void {
  const insert = database.prepare(
    `insert into chunk (run_key, prev, seq, count, hash, seal, body) values (?, ?, ?, ?, ?, '${SUPERSEDED}', ?)`,
  )
  const runIdOf = database.prepare('select id from run where key = ?')
  const ends = new Map<number, { readonly chunk: number; readonly seq: number; readonly hash: string }>()
  let stretch: OldEvent[] = []
  const store = () => {
    const [first] = stretch
    const last = stretch.at(-1)
    if (!first || !last) return
    const body = keptBody(stretch, String(runIdOf.get(first.run_key)?.id ?? ''))
    const { lastInsertRowid } = insert.run(
      first.run_key,
      ends.get(first.run_key)?.chunk ?? 0,
      first.seq,
      stretch.length,
      last.hash,
      body,
    )
    ends.set(first.run_key, { chunk: Number(lastInsertRowid), seq: last.seq, hash: last.hash })
    stretch = []
  }
  for (const row of database.prepare('select run_key, seq, body, hash from event order by position').iterate()) {
    const event = row as OldEvent // the columns of version 1
    if (stretch.length >= EVENTS_A_CHUNK || (stretch[0] && stretch[0].run_key !== event.run_key)) store()
    stretch.push(event)
  }
  store()
  sealEnds(database, key, ends)
}

function keptBody(stretch: readonly OldEvent[], runId: string): string {
  let at = ''
  const texts = stretch.map(({ body, seq }) => {
    const event = parsed(body)
    if (!event) return body
    const kept = keptEvent(event, canonicalJson(event.data), { runId, correlationId: runId, seq, at })
    at = event.at
    return kept
  })
  return texts.join('\n')
}

/** Undefined for what is no event: it stays as it is, to be found. */
function parsed(body: string): RunEvent | undefined {
  try {
    const event = JSON.parse(body) as RunEvent // the first version wrote it; where not, its hash says so
    return typeof event === 'object' && event !== null ? event : undefined
  } catch {
    return undefined
  }
}

function sealEnds(
  database: DatabaseSyncInstance,
  key: SealKey,
  ends: ReadonlyMap<number, { readonly chunk: number; readonly seq: number; readonly hash: string }>,
): void {
  const headOf = database.prepare(
    'select run.id, head.seq, head.hash, head.seal from head join run on run.key = head.run_key where run.key = ?',
  )
  const seal = database.prepare('update chunk set seal = ? where position = ?')
  const note = database.prepare('update run set last = ? where key = ?')
  for (const [runKey, end] of ends) {
    const head = headOf.get(runKey)
    const runId = String(head?.id)
    const wasRight =
      head !== undefined &&
      Number(head.seq) === end.seq &&
      head.hash === end.hash &&
      head.seal === key.firstVersion(runId, end.seq, end.hash)
    seal.run(wasRight ? key.end(runId, end.seq, end.hash) : UNSEALED, end.chunk)
    note.run(end.chunk, runKey)
  }
  keepHeadsWithoutEvents(database)
}

/** A head whose events were all taken out: its run is left pointing at events that are not there. */
function keepHeadsWithoutEvents(database: DatabaseSyncInstance): void {
  database.exec('update run set last = 0 where last is null and key in (select run_key from head)')
}
