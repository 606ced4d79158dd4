/** A log of 1,000,000 events read and folded. Alone: `node test/bench/measure/log-replay.ts [events]`. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DATABASE_FILE, openDatabase } from '#main/engine/log/database.ts'
import { EventLog } from '#main/engine/log/event-log.ts'
import { RunStore } from '#main/engine/log/run-store.ts'
import { sealKey } from '#main/engine/log/seal.ts'
import { SqliteStore } from '#main/engine/log/sqlite-store.ts'
import { verifyDatabase } from '#main/engine/log/verify.ts'
import { applyRunEvent } from '#shared/state/fold-run.ts'
import { newRunState } from '#shared/state/run-state.ts'
import { stepOf } from '#test/support/log-under-test.ts'
import { figuresOf, type Row, tableOf } from './figures.ts'

const clock = { now: () => Date.now(), monotonic: () => performance.now(), setTimer: () => () => {} }
const NODES = 1_000

export async function logReplay(events = 1_000_000): Promise<Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'slashflow-bench-'))
  const { database } = openDatabase(home, 'bench')
  const store = new RunStore(database)
  const fail = (problem: unknown) => {
    if (problem !== null) throw problem
  }
  const log = new EventLog({
    store: new SqliteStore(database, sealKey(home)),
    clock,
    publish: () => {},
    onForked: fail,
    onTrouble: fail,
    onError: fail,
  })
  const runId = '01981a2b-3c4d-7e5f-8a9b-000000000000'
  const key = store.insert({ runId, owner: 'bench', workflow: 'bench', startedAt: '2026-01-01T00:00:00.000Z' })
  log.open(runId, key)
  for (let done = 0; done < events; done += 3) {
    for (const draft of stepOf(`node_${(done / 3) % NODES}`, done)) log.stage(runId, draft)
    log.flush()
  }
  const times = { read: timed(() => count(store.replay(key))), hashed: timed(() => count(store.events(key))) }
  const state = newRunState(runId)
  const folded = timed(() => {
    for (const event of store.replay(key)) applyRunEvent(state, event)
  })
  const verified = timed(() => verifyDatabase(database, sealKey(home)))
  const bytes = statSync(join(home, DATABASE_FILE)).size
  database.close()
  rmSync(home, { recursive: true })
  const row = (what: string, goal: string, ms: number): Row => ({
    what,
    goal,
    unit: 'µs',
    figures: figuresOf([(ms * 1_000) / events]),
  })
  return [
    row(`an event of ${events} read for replay`, '', times.read),
    row(`an event of ${events} read with its hash`, '', times.hashed),
    row(`an event of ${events} read and folded`, '≤ 5', folded),
    row(`an event of ${events} verified`, '', verified),
    { what: `the database of ${events} events`, goal: '', unit: 'MB', figures: figuresOf([bytes / 1_000_000]) },
  ]
}

function timed(work: () => void): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

function count(events: Iterable<unknown>): number {
  let counted = 0
  for (const _ of events) counted += 1
  return counted
}

if (import.meta.main) process.stdout.write(`${tableOf(await logReplay(Number(process.argv[2] ?? 1_000_000)))}\n`)
