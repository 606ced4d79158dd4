/**
 * Opens the one database of a data folder.
 *
 *   D1. WAL, a busy timeout; several processes share it. Space that retention frees goes back to the system.
 *   D2. A file that SQLite cannot read is kept aside under a name that says so, never deleted, and a new one is begun.
 *   D3. A schema made by a newer Slashflow is refused; an older one is backed up before it is changed (upgrade.ts).
 */
import { closeSync, existsSync, openSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { errorCode } from '#shared/error-code.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import { makePrivateFolder } from '../make-folder.ts'
import { SCHEMA_VERSION } from './schema.ts'
import { DatabaseSync } from './sqlite.ts'
import { upgrade, versionOf } from './upgrade.ts'

export const DATABASE_FILE = 'slashflow.db'
const BUSY_TIMEOUT_MS = 10_000
/** 16 MB. Four times what SQLite begins with: what is written again and again goes into the database a quarter as often. */
const CHECKPOINT_PAGES = 4_000

export interface OpenedDatabase {
  readonly database: DatabaseSyncInstance
  /** Sentences for the person about what was found. */
  readonly warnings: readonly string[]
}

/** Throws CallError `home.not-writable`, `database.newer`, `database.not-upgraded`. */
export function openDatabase(home: string, stamp: string): OpenedDatabase {
  const file = join(home, DATABASE_FILE)
  try {
    makePrivateFolder(home)
  } catch (error) {
    throw notWritable(home, error)
  }
  try {
    return prepare(file, home, stamp)
  } catch (error) {
    if (!isDamage(error)) throw error instanceof CallError ? error : notWritable(home, error)
    const kept = keepAside(file, stamp)
    const warning = `The database was damaged (${messageOf(error)}). It is kept as ${kept}, and a new one was begun. Runs from before are not in the list.`
    return { ...prepare(file, home, stamp), warnings: [warning] }
  }
}

function prepare(file: string, home: string, stamp: string): OpenedDatabase {
  // The log holds prompts, sources and answers: for its owner alone, also in a folder that others may look into.
  closeSync(openSync(file, 'a', 0o600))
  const database = new DatabaseSync(file)
  try {
    database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`)
    // Before the first page is written, or it has no effect.
    database.exec('pragma auto_vacuum = incremental')
    database.exec('pragma journal_mode = wal')
    database.exec('pragma synchronous = normal')
    database.exec(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
    if (versionOf(database) === SCHEMA_VERSION) {
      checkReadable(database)
      return { database, warnings: [] }
    }
    const backup = upgrade(database, { file, home, stamp })
    return { database, warnings: backup === undefined ? [] : [upgradedWords(backup)] }
  } catch (error) {
    database.close()
    throw error
  }
}

const upgradedWords = (backup: string): string =>
  `The log was of an older Slashflow and has been upgraded. As it was before, it is kept as ${backup}; delete that once you need no way back.`

/** Reads the pages that every start needs, so that a torn file is found now and not in the middle of a run. */
function checkReadable(database: DatabaseSyncInstance): void {
  database.prepare('select count(*) from run').get()
  database.prepare('select position, body from chunk order by position desc limit 1').get()
  database.prepare('select run_key from stub limit 1').get()
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
    `Slashflow cannot write to its data folder ${home}: ${messageOf(error)}. ${wayOut(error)}set SLASHFLOW_HOME to another folder.`,
  )
}

function wayOut(error: unknown): string {
  switch (errorCode(error)) {
    case 'EEXIST':
    case 'ENOTDIR':
      return 'A file, or a link that leads nowhere, is in its place: move it away, or '
    case 'ENOENT':
      return 'The system lets nobody make a file or folder there: '
    case 'ELOOP':
      return 'A link leads to itself: remove it, or '
    default:
      return 'Free some space or change its permissions, or '
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
