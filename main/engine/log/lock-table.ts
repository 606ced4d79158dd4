/**
 * Locks that nodes share, over runs and processes: first come, first served.
 *
 *   T1. A ticket is a place in the queue of a lock. The first one of the queue may take the lock, and keeps it until it is
 *       released.
 *   T2. Tickets of an owner that is dead are dropped before anybody behind them is told to wait, except the one that has the lock: what
 *       that owner left behind is ended first, and then it is released, unless its run has come back to it meanwhile.
 *   T3. One key of a run (its execution) has one ticket of a lock, however often it asks.
 *   T4. An owner takes and gives back its own tickets alone. One that has lost a run does not know it yet: what it still
 *       gives back of it is the heir's by then.
 *   T5. To ask for a lock costs the same however many wait for it.
 */
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import { immediate } from './transaction.ts'

export interface LockHolder {
  readonly runId: string
  readonly key: string
}

export type LockAnswer =
  | { readonly taken: true }
  | {
      readonly taken: false
      readonly holder: LockHolder
      /** The holder's ticket, where its owner is dead. */
      readonly left?: LeftTicket
    }

export interface LeftTicket {
  readonly ticket: number
  /** The dead one. */
  readonly owner: string
}

export class LockTable {
  readonly #database: DatabaseSyncInstance
  readonly #owner: string
  readonly #mine: StatementSyncInstance
  readonly #first: StatementSyncInstance
  readonly #drop: StatementSyncInstance
  readonly #take: StatementSyncInstance

  /** `owner`: of all that is asked for and given back here. */
  constructor(database: DatabaseSyncInstance, owner: string) {
    this.#database = database
    this.#owner = owner
    this.#mine = database.prepare('select name from lock_ticket where ticket = ? and owner = ?')
    this.#first = database.prepare(
      'select ticket, owner, taken, run_id, key from lock_ticket where name = ? order by ticket limit 1',
    )
    this.#drop = database.prepare('delete from lock_ticket where name = ? and owner = ? and taken = 0')
    this.#take = database.prepare('update lock_ticket set taken = 1 where ticket = ? and taken = 0')
  }

  /** Queues. A run that was taken over keeps its places under the new owner. */
  ticket(name: string, runId: string, key: string): number {
    const owner = this.#owner
    return immediate(this.#database, () => {
      const known = this.#database
        .prepare('select ticket from lock_ticket where run_id = ? and name = ? and key = ?')
        .get(runId, name, key)
      if (!known)
        return Number(
          this.#database
            .prepare('insert into lock_ticket (name, run_id, key, owner) values (?, ?, ?, ?)')
            .run(name, runId, key, owner).lastInsertRowid,
        )
      this.#database.prepare('update lock_ticket set owner = ? where ticket = ?').run(owner, known.ticket)
      return Number(known.ticket)
    })
  }

  /** Undefined where it is this owner's no more: it was released, its owner was taken for dead, or its run has another (T4). */
  tryTake(ticket: number, isAlive: (owner: string) => boolean): LockAnswer | undefined {
    const isDead = (owner: string) => owner !== this.#owner && !isAlive(owner)
    return immediate(this.#database, () => {
      const mine = this.#mine.get(ticket, this.#owner)
      if (!mine) return undefined
      for (;;) {
        const first = this.#first.get(mine.name)
        if (!first || Number(first.ticket) === ticket) break
        const owner = String(first.owner)
        const holder = { runId: String(first.run_id), key: String(first.key) }
        if (!isDead(owner)) return { taken: false, holder }
        if (first.taken === 1) return { taken: false, holder, left: { ticket: Number(first.ticket), owner } }
        this.#drop.run(mine.name, owner)
      }
      this.#take.run(ticket)
      return { taken: true }
    })
  }

  runOf(ticket: number): string | undefined {
    const row = this.#database.prepare('select run_id from lock_ticket where ticket = ?').get(ticket)
    return row && String(row.run_id)
  }

  release(ticket: number): void {
    immediate(this.#database, () =>
      this.#database.prepare('delete from lock_ticket where ticket = ? and owner = ?').run(ticket, this.#owner),
    )
  }

  /** T2. */
  releaseLeft({ ticket, owner }: LeftTicket): void {
    immediate(this.#database, () =>
      this.#database.prepare('delete from lock_ticket where ticket = ? and owner = ?').run(ticket, owner),
    )
  }
}
