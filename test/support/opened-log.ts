/** What a test does with the database of an engine that is open. */
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DATABASE_FILE } from '#main/engine/log/database.ts'
import { SEAL_KEY_FILE } from '#main/engine/log/seal.ts'
import type { OpenedEngine } from './opened-engine.ts'

type Database = OpenedEngine['database']

/** Called once after each commit, before anything that follows from it. */
export function onCommitOf({ bus, store }: OpenedEngine, listener: () => void): void {
  let heard = store.lastPosition()
  bus.onEvent(() => {
    const position = store.lastPosition()
    if (position !== heard) listener()
    heard = position
  })
}

/** The data folder as a process that dies now would leave it: all that is committed. */
export function keepCopyOf(database: Database, home: string, folder: string): void {
  mkdirSync(folder, { recursive: true })
  copyFileSync(join(home, SEAL_KEY_FILE), join(folder, SEAL_KEY_FILE))
  database.exec(`vacuum into '${join(folder, DATABASE_FILE)}'`)
}

/** Lets the database grow no further, or again. */
export function limitPagesOf(database: Database, full: boolean): void {
  const pages = Number(database.prepare('pragma page_count').get()?.page_count)
  database.exec(`pragma max_page_count = ${full ? pages : 1_000_000}`)
}
