/**
 * Opens the one database of a data folder.
 *
 *   D1. WAL, a busy timeout, foreign keys on; several processes share it.
 *   D2. A file that SQLite cannot read is kept aside under a name that says so, never deleted, and a new one is begun.
 *   D3. A schema made by a newer Slashflow is refused; an older one is backed up before it is changed.
 */
import { closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { CallError } from '#shared/ipc/call-error.ts'

export const DATABASE_FILE = 'slashflow.db'
const SCHEMA_VERSION = 1
const BUSY_TIMEOUT_MS = 10_000

const SCHEMA = `
  create table run (
    key integer primary key,
    id text not null unique,
    owner text,
    status text not null,
    workflow text not null,
    started_at text not null,
    ended_at text,
    waiting integer not null default 0,
    summary text not null
  );
  create index run_by_status on run (status);
  create table event (
    position integer primary key autoincrement,
    run_key integer not null,
    seq integer not null,
    body text not null,
    hash text not null
  );
  create unique index event_by_seq on event (run_key, seq);
  create table head (
    run_key integer primary key,
    seq integer not null,
    hash text not null,
    seal text not null
  );
  create table blob (hash text primary key, body text not null) without rowid;
`

export interface OpenedDatabase {
  readonly database: DatabaseSyncInstance
  /** Sentences for the person about what was found. */
  readonly warnings: readonly string[]
}

/** Throws CallError `home.not-writable`, `database.newer`. */
export function openDatabase(home: string, stamp: string): OpenedDatabase {
  const file = join(home, DATABASE_FILE)
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw notWritable(home, error)
  }
  try {
    return { database: prepare(file, home), warnings: [] }
  } catch (error) {
    if (!isDamage(error)) throw error instanceof CallError ? error : notWritable(home, error)
    const kept = keepAside(file, stamp)
    const warning = `The database was damaged (${messageOf(error)}). It is kept as ${kept}, and a new one was begun. Runs from before are not in the list.`
    return { database: prepare(file, home), warnings: [warning] }
  }
}

function prepare(file: string, home: string): DatabaseSyncInstance {
  // The log holds prompts, sources and answers: for its owner alone, also in a folder that others may look into.
  closeSync(openSync(file, 'a', 0o600))
  const database = new DatabaseSync(file)
  try {
    database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`)
    database.exec('pragma journal_mode = wal')
    database.exec('pragma synchronous = normal')
    migrate(database, home)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function migrate(database: DatabaseSyncInstance, home: string): void {
  if (versionOf(database) === SCHEMA_VERSION) return checkReadable(database)
  database.exec('begin immediate')
  try {
    // Another process may have made it while this one waited for the lock.
    const version = versionOf(database)
    if (version > SCHEMA_VERSION)
      throw new CallError(
        'database.newer',
        `${join(home, DATABASE_FILE)} was made by a newer Slashflow. Update Slashflow, or point SLASHFLOW_HOME to another folder.`,
      )
    if (version === 0) database.exec(`${SCHEMA}; pragma user_version = ${SCHEMA_VERSION}`)
    database.exec('commit')
  } catch (error) {
    database.exec('rollback')
    throw error
  }
}

function versionOf(database: DatabaseSyncInstance): number {
  return Number(database.prepare('pragma user_version').get()?.user_version ?? 0)
}

/** Reads the pages that every start needs, so that a torn file is found now and not in the middle of a run. */
function checkReadable(database: DatabaseSyncInstance): void {
  database.prepare('select count(*) from run').get()
  database.prepare('select position, body from event order by position desc limit 1').get()
  database.prepare('select seq from head limit 1').get()
}

const DAMAGE = /malformed|not a database|corrupt|no such table|no such column|file is encrypted/i

export function isDamage(error: unknown): boolean {
  return DAMAGE.test(messageOf(error))
}

function keepAside(file: string, stamp: string): string {
  const kept = `${file}.damaged-${stamp.replace(/[:.]/g, '-')}`
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix)
  return kept
}

function notWritable(home: string, error: unknown): CallError {
  return new CallError(
    'home.not-writable',
    `Slashflow cannot write to its data folder ${home}: ${messageOf(error)}. Free some space or change its permissions, or set SLASHFLOW_HOME to another folder.`,
  )
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
