/**
 * Makes a new database, or leads an older one to this version.
 *
 *   G1. One process at a time, by a lock that the operating system frees when its holder dies; the others wait and find it done.
 *   G2. Before anything is changed, the whole database lies beside it as a backup, complete and on disk. Without room for
 *       it nothing is changed.
 *   G3. The change is one transaction: whoever is killed in it leaves the old state.
 */
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statfsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { CallError } from '#shared/ipc/call-error.ts'
import { migrateSteps } from './migrations.ts'
import { SCHEMA, SCHEMA_VERSION } from './schema.ts'
import { sealKey } from './seal.ts'
import { DatabaseSync } from './sqlite.ts'

const LOCK_FILE = 'upgrade.lock'
/** A log of some gigabytes takes minutes; whoever waits for it must not give up before. */
const LOCK_TIMEOUT_MS = 15 * 60_000
/** The backup, the new rows, and the write-ahead log of them. */
const ROOM_FACTOR = 3
/** Its events are rows of their own, and its file gives nothing back by itself. */
const FIRST_VERSION = 1
const UNFINISHED = '.unfinished'

export interface UpgradePlace {
  readonly file: string
  readonly home: string
  readonly stamp: string
}

export function versionOf(database: DatabaseSyncInstance): number {
  return Number(database.prepare('pragma user_version').get()?.user_version ?? 0)
}

/** The path of the backup, where there was something to back up. Throws CallError `database.newer`, `database.not-upgraded`. */
export function upgrade(database: DatabaseSyncInstance, place: UpgradePlace): string | undefined {
  refuseNewer(database, place)
  const lock = takeLock(place.home)
  try {
    // Another process may have done it while this one waited.
    const version = refuseNewer(database, place)
    if (version === SCHEMA_VERSION) return undefined
    const backup = version > 0 ? backUp(database, version, place) : undefined
    change(database, version, place)
    if (version === FIRST_VERSION) shrink(database)
    return backup
  } finally {
    lock.close()
  }
}

/** Its version. */
export function refuseNewer(database: DatabaseSyncInstance, { file }: Pick<UpgradePlace, 'file'>): number {
  const version = versionOf(database)
  if (version > SCHEMA_VERSION)
    throw new CallError(
      'database.newer',
      `${file} was made by a newer Slashflow. Update Slashflow, or point SLASHFLOW_HOME to another folder.`,
    )
  return version
}

/** From now on freed space can go back to the system. Nothing depends on it, so a reader in the way is no reason to fail. */
function shrink(database: DatabaseSyncInstance): void {
  try {
    database.exec('pragma auto_vacuum = incremental; vacuum')
  } catch {
    // Another process reads, or there is no room for a second copy: the pages are used again all the same.
  }
}

function takeLock(home: string): DatabaseSyncInstance {
  const path = join(home, LOCK_FILE)
  closeSync(openSync(path, 'a', 0o600))
  const lock = new DatabaseSync(path)
  lock.exec(`pragma busy_timeout = ${LOCK_TIMEOUT_MS}; begin exclusive`)
  return lock
}

function change(database: DatabaseSyncInstance, version: number, { home }: UpgradePlace): void {
  const key = version > 0 ? sealKey(home) : undefined
  database.exec('pragma synchronous = full; begin immediate')
  try {
    if (key) migrateSteps(database, key, version)
    else database.exec(`${SCHEMA}; pragma user_version = ${SCHEMA_VERSION}`)
    database.exec('commit')
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    throw error
  } finally {
    database.exec('pragma synchronous = normal')
  }
}

function backUp(database: DatabaseSyncInstance, version: number, { file, home, stamp }: UpgradePlace): string {
  const backup = `${file}.v${version}-backup-${stamp.replace(/[:.]/g, '-')}`
  removeUnfinished(file)
  const bytes = Number(
    database.prepare('select page_count * page_size as bytes from pragma_page_count, pragma_page_size').get()?.bytes,
  )
  const { bavail, bsize } = statfsSync(home)
  if (bavail * bsize < bytes * ROOM_FACTOR) throw noRoom(home, bytes)
  const unfinished = backup + UNFINISHED
  try {
    closeSync(openSync(unfinished, 'w', 0o600))
    database.prepare('vacuum into ?').run(unfinished)
    toDisk(unfinished)
    renameSync(unfinished, backup)
    if (process.platform !== 'win32') toDisk(home) // Windows opens no folder, and renames durably
    return backup
  } catch (error) {
    rmSync(unfinished, { force: true })
    if (/full|no space|ENOSPC|EDQUOT/i.test(String(error))) throw noRoom(home, bytes)
    throw error
  }
}

/** What a process that was killed in the middle of its backup has left, SQLite's journal of it included. */
function removeUnfinished(file: string): void {
  const name = basename(file)
  for (const found of readdirSync(dirname(file)))
    if (found.startsWith(name) && found.includes(UNFINISHED)) rmSync(join(dirname(file), found), { force: true })
}

function toDisk(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function noRoom(home: string, bytes: number): CallError {
  const megabytes = Math.ceil((bytes * ROOM_FACTOR) / 1_000_000)
  return new CallError(
    'database.not-upgraded',
    `The log in ${home} is of an older Slashflow. It is backed up and upgraded before use, for which about ${megabytes} MB must be free on that disk. Nothing was changed. Make room and start again, or set SLASHFLOW_HOME to another folder.`,
  )
}
