/**
 * What the log costs beside one SQLite append: a step of three small events in a transaction of its own, a hundred runs
 * grouped in one, a step on disk, and an event in memory. Alone: `node test/bench/measure/log-steps.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#main/engine/log/database.ts'
import { EventLog } from '#main/engine/log/event-log.ts'
import type { EventStore } from '#main/engine/log/event-store.ts'
import { MemoryStore } from '#main/engine/log/memory-store.ts'
import { RunStore } from '#main/engine/log/run-store.ts'
import { sealKey } from '#main/engine/log/seal.ts'
import { DatabaseSync } from '#main/engine/log/sqlite.ts'
import { SqliteStore } from '#main/engine/log/sqlite-store.ts'
import { stepOf } from '#test/support/log-under-test.ts'
import { figuresOf, type Row, tableOf } from './figures.ts'

const RUNS = 100
const ROUNDS = 12
/** The text of three such events. */
const APPENDED = 'x'.repeat(900)

const clock = { now: () => Date.now(), monotonic: () => performance.now(), setTimer: () => () => {} }

export async function logSteps(): Promise<Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'slashflow-bench-'))
  const { database } = openDatabase(home, 'bench')
  const store = new RunStore(database)
  const log = logOn(new SqliteStore(database, sealKey(home)))
  const runs = runIds()
  for (const run of runs)
    log.open(
      run,
      store.insert({ runId: run, owner: 'bench', workflow: 'bench', startedAt: '2026-01-01T00:00:00.000Z' }),
    )
  const memory = logOn(new MemoryStore())
  for (const [index, run] of runs.entries()) memory.open(run, index + 1)
  const limit = limitOf(join(home, 'limit.db'))

  const normal = inTurns({
    'one SQLite append, NORMAL': [1, 1_000, () => limit.append()],
    'a step of three events, NORMAL': [1, 1_000, (index) => step(log, runs[0] ?? '', index, false)],
    'an event of 300 appends in one transaction': [3 * RUNS, 20, () => limit.appendMany(3 * RUNS)],
    'an event of 100 runs grouped in one transaction': [3 * RUNS, 20, (index) => stepAll(log, runs, index)],
    'an event in memory': [3 * RUNS, 50, (index) => stepAll(memory, runs, index)],
  })
  limit.full()
  const full = inTurns({
    'one SQLite append, FULL': [1, 100, () => limit.append()],
    'a step of three events, FULL': [1, 100, (index) => step(log, runs[0] ?? '', index, true)],
  })
  limit.close()
  database.close()
  rmSync(home, { recursive: true })
  return [...normal, ...full]
}

function logOn(store: EventStore): EventLog {
  const fail = (problem: unknown) => {
    if (problem !== null) throw problem
  }
  return new EventLog({ store, clock, publish: () => {}, onForked: fail, onTrouble: fail, onError: fail })
}

function runIds(): string[] {
  return Array.from({ length: RUNS }, (_, index) => `01981a2b-3c4d-7e5f-8a9b-${String(index).padStart(12, '0')}`)
}

function step(log: EventLog, run: string, index: number, durable: boolean): void {
  for (const draft of stepOf(`node_${index}`, index)) log.stage(run, draft, durable)
  log.flush()
}

function stepAll(log: EventLog, runs: readonly string[], index: number): void {
  for (const run of runs) for (const draft of stepOf(`node_${index}`, index)) log.stage(run, draft)
  log.flush()
}

function limitOf(file: string) {
  const database = new DatabaseSync(file)
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = normal; create table event (position integer primary key, run integer, body text)',
  )
  const insert = database.prepare('insert into event (run, body) values (1, ?)')
  const small = APPENDED.slice(0, APPENDED.length / 3)
  return {
    append: () => insert.run(APPENDED),
    appendMany: (count: number) => {
      database.exec('begin immediate')
      for (let done = 0; done < count; done += 1) insert.run(small)
      database.exec('commit')
    },
    full: () => database.exec('pragma synchronous = full'),
    close: () => database.close(),
  }
}

type Measured = readonly [parts: number, times: number, once: (index: number) => void]

/** In turns, so that a machine that slows down slows all. */
function inTurns(measured: Readonly<Record<string, Measured>>): Row[] {
  const samples = new Map<string, number[]>(Object.keys(measured).map((what) => [what, []]))
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [what, [parts, times, once]] of Object.entries(measured)) {
      const begun = performance.now()
      for (let index = 0; index < times; index += 1) once(index)
      const microseconds = ((performance.now() - begun) * 1_000) / times / parts
      if (round > 1) samples.get(what)?.push(microseconds)
    }
  return [...samples].map(([what, values]) => ({ what, goal: '', unit: 'µs', figures: figuresOf(values) }))
}

if (import.meta.main) process.stdout.write(`${tableOf(await logSteps())}\n`)
