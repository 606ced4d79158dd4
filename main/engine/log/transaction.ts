import type { DatabaseSyncInstance } from '@photostructure/sqlite'

/** Runs `work` in a transaction that holds the write lock from its start, or in the one that is open already. */
export function immediate<T>(database: DatabaseSyncInstance, work: () => T): T {
  if (database.isTransaction) return work()
  database.exec('begin immediate')
  try {
    const result = work()
    database.exec('commit')
    return result
  } catch (error) {
    // A full disk makes SQLite roll back by itself.
    if (database.isTransaction) database.exec('rollback')
    throw error
  }
}
