/**
 * SQLite for the child: the real one, in a process that ends itself just before, or just after, its n-th write to it, also
 * in the middle of a commit. `DIE_AT=before:12`. The child's program has it in place of the engine's (see `buildChild`).
 */
import type * as Sqlite from '@photostructure/sqlite'
import { DatabaseSync as Real } from '#main/engine/log/sqlite.ts'

const [side, number] = (process.env.DIE_AT ?? '').split(':')
let left = Number(number ?? 0)

function counted<R>(call: () => R): R {
  left -= 1
  if (left === 0 && side === 'before') process.kill(process.pid, 'SIGKILL')
  const result = call()
  if (left === 0) process.kill(process.pid, 'SIGKILL')
  return result
}

export class DatabaseSync extends Real {
  override exec(sql: string): void {
    counted(() => super.exec(sql))
  }

  override prepare(...given: Parameters<Sqlite.DatabaseSyncInstance['prepare']>): Sqlite.StatementSyncInstance {
    const statement = super.prepare(...given)
    const run = statement.run.bind(statement)
    Object.defineProperty(statement, 'run', {
      value: (...values: Parameters<typeof run>) => counted(() => run(...values)),
    })
    return statement
  }
}
