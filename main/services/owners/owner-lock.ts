/**
 * Who owns runs, by a lock of the operating system: it is free at once when its process dies, however it dies.
 * The lock is SQLite's on a file of its own, because that works the same on every system and needs no further binding.
 */

import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { DatabaseSync } from '../../engine/log/sqlite.ts'
import { makePrivateFolder } from '../../engine/make-folder.ts'
import type { Ownership } from '../../engine/ports/ownership.ts'

const LOCK = '.lock'

export class OwnerLock implements Ownership {
  readonly id: string
  readonly folder: string
  readonly #held: DatabaseSyncInstance

  constructor(home: string, id: string) {
    this.id = id
    this.folder = join(home, 'owners')
    makePrivateFolder(this.folder)
    // Locked before it has its name, so that nobody ever sees it unlocked and takes its owner for dead.
    const fresh = join(this.folder, `${id}.new`)
    this.#held = new DatabaseSync(fresh)
    this.#held.exec('begin exclusive')
    renameSync(fresh, join(this.folder, id + LOCK))
  }

  isAlive(owner: string): boolean {
    return owner === this.id || isHeld(join(this.folder, owner + LOCK))
  }

  /** Other owners that live, the oldest first. */
  others(): readonly string[] {
    return readdirSync(this.folder)
      .filter((name) => name.endsWith(LOCK))
      .map((name) => name.slice(0, -LOCK.length))
      .filter((owner) => owner !== this.id && this.isAlive(owner))
      .sort()
  }

  /** Removes what dead owners left. */
  sweep(): void {
    for (const name of readdirSync(this.folder)) {
      const owner = name.slice(0, name.lastIndexOf('.'))
      if (name.endsWith(LOCK) && !this.isAlive(owner))
        for (const ending of [LOCK, '.sock']) rmSync(join(this.folder, owner + ending), { force: true })
    }
  }

  release(): void {
    this.#held.close()
    rmSync(join(this.folder, this.id + LOCK), { force: true })
  }
}

function isHeld(file: string): boolean {
  if (!existsSync(file)) return false
  const probe = new DatabaseSync(file, { timeout: 0 })
  try {
    probe.exec('begin exclusive')
    probe.exec('rollback')
    return false
  } catch {
    return true
  } finally {
    probe.close()
  }
}
