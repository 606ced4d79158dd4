/**
 * Room in SQLite's write-ahead log for what has to be on disk before the work goes on. A commit that makes that file longer
 * waits for the file system's own log too, nearly twice as long as one that writes over what is there already. So once
 * such commits come one after the other the file is made longer by much at once: pages written to it in a transaction that
 * is taken back stay in it, and the next commits write over them.
 */
import { statSync } from 'node:fs'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { DatabaseSync } from './sqlite.ts'

const ROOM_BYTES = 1024 * 1024
/**
 * So seldom is looked whether the file has grown: after a look the next commit has to write the file's times too, which costs
 * a fifth of it. And a process that does little on disk does not pay for what others need.
 */
const COMMITS_TO_LOOK = 32

export class WalRoom {
  readonly #file: string | null
  #commits = 0
  #size: number | undefined
  #isOff = false

  constructor(database: DatabaseSyncInstance) {
    this.#file = database.location()
  }

  /** After a commit that waited for the disk. */
  committed(): void {
    this.#commits += 1
    if (this.#commits % COMMITS_TO_LOOK === 0 && this.#file !== null && !this.#isOff) this.#look(this.#file)
  }

  #look(file: string): void {
    const before = this.#size
    this.#size = this.#sizeNow(file)
    if (before === undefined || this.#size === before) return
    this.#makeRoom(file)
    this.#size = this.#sizeNow(file)
  }

  #sizeNow(file: string): number {
    return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  }

  /** Nothing depends on it: where the disk is full, or another process writes just now, commits find what they find. */
  #makeRoom(file: string): void {
    try {
      const writer = new DatabaseSync(file)
      try {
        // So few that what does not fit goes to the file before the transaction is over.
        writer.exec('pragma cache_size = 10')
        writer.exec('begin immediate')
        writer.exec(`insert into blob (hash, body) values ('room', zeroblob(${ROOM_BYTES}))`)
        writer.exec('rollback')
      } finally {
        writer.close()
      }
    } catch {
      this.#isOff = true
    }
  }
}
