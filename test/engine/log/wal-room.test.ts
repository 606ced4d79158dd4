/** Room in the write-ahead log: commits that have to be on disk find it, and it leaves nothing behind. */
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { DATABASE_FILE, openDatabase } from '#main/engine/log/database.ts'
import { verifyLog } from '#main/engine/log/verify.ts'
import { WalRoom } from '#main/engine/log/wal-room.ts'
import { temporaryFolder } from '#test/support/log-under-test.ts'

const MEGABYTE = 1024 * 1024

function opened(): { home: string; database: DatabaseSyncInstance; commit: () => void; size: () => number } {
  const home = temporaryFolder()
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const { database } = openDatabase(home, 'now')
  onTestFinished(() => database.close())
  const room = new WalRoom(database)
  let key = 0
  const commit = () => {
    key += 1
    database.prepare('insert into blob (hash, body) values (?, ?)').run(String(key), 'body')
    room.committed()
  }
  return { home, database, commit, size: () => statSync(join(home, `${DATABASE_FILE}-wal`)).size }
}

it('is made once commits make the file longer one after the other, and they do not any more', () => {
  const { home, database, commit, size } = opened()
  const before = size()
  for (let commits = 0; commits < 63; commits += 1) commit()
  expect(size() - before).toBeLessThan(MEGABYTE / 2)
  commit()
  const made = size()
  expect(made - before).toBeGreaterThan(MEGABYTE)
  for (let commits = 0; commits < 100; commits += 1) commit()
  expect(size()).toBe(made)
  expect(database.prepare('select count(*) as many from blob').get()).toEqual({ many: 164 })
  const another = openDatabase(home, 'now').database
  expect(another.prepare('select count(*) as many from blob').get()).toEqual({ many: 164 })
  another.close()
  expect(database.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' })
})

it('is not made, and nothing fails, while another process writes', () => {
  const { home, size } = opened()
  const before = size()
  const { database } = openDatabase(home, 'now')
  const room = new WalRoom(database)
  for (let commits = 0; commits < 70; commits += 1) {
    database.exec('begin immediate')
    database.prepare('insert into blob (hash, body) values (?, ?)').run(`other ${commits}`, 'body')
    room.committed()
    database.exec('commit')
  }
  database.close()
  expect(size() - before).toBeLessThan(MEGABYTE / 2)
  expect(verifyLog(home).ok).toBe(true)
})
