/** Checks the chain of every run against its sealed head, and names what was changed, removed, cut off, reordered or added. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { CallError } from '#shared/ipc/call-error.ts'
import { DATABASE_FILE } from './database.ts'
import { chainHash, sealKey, sealOf } from './seal.ts'

export interface Finding {
  readonly runId: string
  /** Of the event at fault; for events cut off, the first that is missing. */
  readonly seq: number
  readonly message: string
}

export interface Verification {
  readonly ok: boolean
  readonly checked: { readonly runs: number; readonly events: number }
  readonly findings: readonly Finding[]
}

export function verifyLog(home: string, runId?: string): Verification {
  const file = join(home, DATABASE_FILE)
  if (!existsSync(file)) return { ok: true, checked: { runs: 0, events: 0 }, findings: [] }
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return verifyDatabase(database, sealKey(home), runId)
  } finally {
    database.close()
  }
}

export function verifyDatabase(database: DatabaseSyncInstance, key: Uint8Array, runId?: string): Verification {
  database.exec('begin')
  try {
    const runs = runId
      ? database.prepare('select key, id from run where id = ?').all(runId)
      : database.prepare('select key, id from run order by key').all()
    if (runId && runs.length === 0) throw new CallError('run.unknown', `There is no run ${runId}.`)
    const findings: Finding[] = []
    let events = 0
    for (const run of runs) events += verifyRun(database, key, Number(run.key), String(run.id), findings)
    if (!runId) findings.push(...strangers(database))
    return { ok: findings.length === 0, checked: { runs: runs.length, events }, findings }
  } finally {
    database.exec('rollback')
  }
}

function verifyRun(
  database: DatabaseSyncInstance,
  key: Uint8Array,
  runKey: number,
  runId: string,
  findings: Finding[],
): number {
  const report = (seq: number, message: string) => findings.push({ runId, seq, message })
  const head = database.prepare('select seq, hash, seal from head where run_key = ?').get(runKey)
  let expected = 0
  let previous = ''
  let position = 0
  for (const row of database
    .prepare('select position, seq, body, hash from event where run_key = ? order by seq')
    .iterate(runKey)) {
    const seq = Number(row.seq)
    const fault = faultOf(row, { expected, previous, position, runId })
    if (fault) {
      report(Math.min(seq, expected), fault)
      return expected
    }
    position = Number(row.position)
    previous = String(row.hash)
    expected += 1
  }
  if (!head) report(expected, 'The sealed head of the run is missing.')
  else if (sealOf(key, runId, Number(head.seq), String(head.hash)) !== head.seal)
    report(Number(head.seq), 'The seal of the head does not fit: the head was changed, or sealed with another key.')
  else if (Number(head.seq) >= expected) report(expected, `Events ${expected} to ${head.seq} were cut off.`)
  else if (Number(head.seq) < expected - 1) report(Number(head.seq) + 1, 'Events were added behind the sealed head.')
  else if (head.hash !== previous) report(expected - 1, 'The last event is not the one that was sealed.')
  return expected
}

interface Place {
  readonly expected: number
  readonly previous: string
  readonly position: number
  readonly runId: string
}

function faultOf(row: Record<string, unknown>, { expected, previous, position, runId }: Place): string | undefined {
  const seq = Number(row.seq)
  if (seq > expected) return `Event ${expected} is missing.`
  if (seq < expected) return `Event ${seq} stands twice.`
  const body = String(row.body)
  if (chainHash(previous, body) !== row.hash) return `Event ${seq} was changed, or one before it.`
  const event = readBody(body)
  if (!event || event.seq !== seq || event.runId !== runId) return `Event ${seq} does not belong at this place.`
  if (Number(row.position) <= position) return `Event ${seq} was reordered.`
  return undefined
}

function readBody(body: string): { seq?: unknown; runId?: unknown } | undefined {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Events whose run is not in the table: the run's row was taken out, or the events were put in. */
function strangers(database: DatabaseSyncInstance): Finding[] {
  return database
    .prepare(
      'select event.body, event.seq from event left join run on run.key = event.run_key where run.key is null group by event.run_key',
    )
    .all()
    .map((row) => ({
      runId: String(readBody(String(row.body))?.runId ?? 'unknown'),
      seq: Number(row.seq),
      message: 'These events belong to no run: the run was removed from the list, or the events were added.',
    }))
}
