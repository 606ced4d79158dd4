/** A database as the first version of Slashflow wrote it, with that version's own SQL, hashes and seals. */
import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import { DATABASE_FILE } from '#main/engine/log/database.ts'
import { SEAL_KEY_FILE, sealKey } from '#main/engine/log/seal.ts'
import { DatabaseSync } from '#main/engine/log/sqlite.ts'

const SCHEMA = `
  create table run (
    key integer primary key, id text not null unique, owner text, status text not null, workflow text not null,
    started_at text not null, ended_at text, waiting integer not null default 0, summary text not null
  );
  create index run_by_status on run (status);
  create table event (
    position integer primary key autoincrement, run_key integer not null, seq integer not null, body text not null, hash text not null
  );
  create unique index event_by_seq on event (run_key, seq);
  create table head (run_key integer primary key, seq integer not null, hash text not null, seal text not null);
  create table blob (hash text primary key, body text not null) without rowid;
  pragma user_version = 1;
`

/**
 * `runs` runs of `events` events each, which take turns. That version made a run's row some
 * milliseconds before its first event. Returns the canonical texts by run.
 */
export function writeFirstVersion(home: string, runs: number, events: number, filler = ''): Map<string, string[]> {
  sealKey(home)
  const key = Buffer.from(readFileSync(join(home, SEAL_KEY_FILE), 'utf8').trim(), 'hex')
  const database = new DatabaseSync(join(home, DATABASE_FILE))
  database.exec(`pragma journal_mode = wal; ${SCHEMA}; begin`)
  const insertRun = database.prepare(
    "insert into run (key, id, owner, status, workflow, started_at, ended_at, summary) values (?, ?, null, 'succeeded', 'old', '2024-12-31T23:59:59.993Z', '2025-01-01T00:00:00.000Z', ?)",
  )
  const insert = database.prepare('insert into event (run_key, seq, body, hash) values (?, ?, ?, ?)')
  const putHead = database.prepare('insert into head (run_key, seq, hash, seal) values (?, ?, ?, ?)')
  const texts = new Map<string, string[]>()
  const hashes = new Map<number, string>()
  for (let run = 1; run <= runs; run += 1) {
    insertRun.run(run, `run-${run}`, summaryOf(events))
    texts.set(`run-${run}`, [])
  }
  for (let seq = 0; seq < events; seq += 1)
    for (let run = 1; run <= runs; run += 1) {
      const text = canonicalize(eventOf(`run-${run}`, seq, seq === events - 1, filler)) ?? ''
      const hash = createHash('sha256')
        .update(hashes.get(run) ?? '')
        .update(text)
        .digest('hex')
      insert.run(run, seq, text, hash)
      hashes.set(run, hash)
      texts.get(`run-${run}`)?.push(text)
    }
  for (const [run, hash] of hashes) {
    const seal = createHmac('sha256', key)
      .update(`run-${run}\n${events - 1}\n${hash}`)
      .digest('hex')
    putHead.run(run, events - 1, hash, seal)
  }
  database.prepare('insert into blob values (?, ?)').run(VERSION, WORKFLOW)
  database.exec('commit')
  database.close()
  return texts
}

const WORKFLOW = '{"name":"old"}'
const VERSION = createHash('sha256').update(WORKFLOW).digest('hex')

/** Of nodes that were only activated. */
function summaryOf(events: number): string {
  const steps = Array.from({ length: Math.min(events - 2, 60) }, () => 'queued')
  return JSON.stringify({ args: {}, version: VERSION, workspace: '', startedBy: 'test', steps, waits: [] })
}

function eventOf(runId: string, seq: number, isLast: boolean, filler: string) {
  const envelope = {
    id: `${runId}-event-${seq}`,
    runId,
    seq,
    at: '2025-01-01T00:00:00.000Z',
    correlationId: runId,
    causationId: seq === 0 ? null : `${runId}-event-${seq - 1}`,
  }
  if (seq === 0)
    return {
      ...envelope,
      type: 'run.started',
      data: { workflow: 'old', version: VERSION, args: {}, workspace: '', trusted: true, by: 'test' },
    }
  if (isLast) return { ...envelope, type: 'run.succeeded', data: { result: null } }
  return {
    ...envelope,
    type: 'node.activated',
    nodeId: `n${seq}`,
    iteration: 0,
    data: { loop: { iteration: 0, feedback: filler } },
  }
}
