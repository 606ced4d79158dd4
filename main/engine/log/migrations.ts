/** What leads an older database to this version: one numbered, named step a version, all in one transaction. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { chunkEvents } from './migrate-events.ts'
import { writeNewest } from './newest-run.ts'
import { SCHEMA_VERSION, SINCE_FIRST, SINCE_SECOND } from './schema.ts'
import type { SealKey } from './seal.ts'

interface Migration {
  readonly from: number
  readonly name: string
  run(database: DatabaseSyncInstance, key: SealKey): void
}

/** The first version took the time of a run's row some milliseconds before that of its first event, which counts now. */
const STARTED_AT = `coalesce((
  select case when json_valid(body) then json_extract(body, '$.at') end
  from event where run_key = run_1.key and seq = 0
), started_at)`

const MIGRATIONS: readonly Migration[] = [
  {
    from: 1,
    name: 'events in chunks, seals in the log, parents of runs',
    run(database, key) {
      database.exec(`
        drop index run_by_status;
        alter table run rename to run_1;
        ${SINCE_FIRST.RUN}
        insert into run (key, id, owner, status, workflow, started_at, ended_at, waiting, parent, correlation, last, summary)
          select key, id, owner, status, workflow, ${STARTED_AT}, ended_at, waiting, null, id, null, summary from run_1 order by key;
        drop table run_1;
        ${SINCE_FIRST.LOG}
        ${SINCE_FIRST.BESIDE}
      `)
      chunkEvents(database, key)
      database.exec(`drop table event; drop table head; ${SINCE_FIRST.CHAIN}`)
    },
  },
  {
    from: 2,
    name: 'the newest run, sealed',
    run(database, key) {
      database.exec(SINCE_SECOND.NEWEST)
      writeNewest(database, key)
    },
  },
]

/** Inside a transaction: what dies in the middle leaves the old state. */
export function migrateSteps(database: DatabaseSyncInstance, key: SealKey, version: number): void {
  for (let from = version; from < SCHEMA_VERSION; from += 1) {
    const migration = MIGRATIONS.find((one) => one.from === from)
    if (!migration) throw new Error(`No migration leads on from version ${from} of the database`)
    migration.run(database, key)
  }
  database.exec(`pragma user_version = ${SCHEMA_VERSION}`)
}
