/** The dead letters: what could not be processed, with its cause, until somebody replays or discards it. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Json } from '#shared/json.ts'
import { immediate } from './transaction.ts'

export interface NewLetter {
  readonly id: string
  /** What brought it: `webhook`, `mail` … */
  readonly source: string
  readonly cause: { readonly code: string; readonly message: string }
  readonly payload: Json
  readonly workflow?: string
  readonly workspace?: string
  /** The run that failed on it. */
  readonly runId?: string
  readonly at: string
}

export interface Letter extends NewLetter {
  readonly state: 'open' | 'replayed' | 'discarded'
  readonly settledAt?: string
  /** The run that it was replayed as. */
  readonly replayedAs?: string
}

export interface LetterGroup {
  readonly code: string
  readonly open: number
  /** Of the newest. */
  readonly message: string
  readonly at: string
}

export class LetterTable {
  readonly #database: DatabaseSyncInstance
  readonly #buried: (letter: NewLetter) => void

  constructor(database: DatabaseSyncInstance, buried: (letter: NewLetter) => void = () => undefined) {
    this.#database = database
    this.#buried = buried
  }

  /** A letter that is known already stays as it is. */
  bury(letter: NewLetter): void {
    const { id, source, cause, payload, workflow, workspace, runId, at } = letter
    immediate(this.#database, () =>
      this.#database
        .prepare(
          'insert or ignore into letter (id, source, code, message, payload, workflow, workspace, run_id, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        )
        .run(
          id,
          source,
          cause.code,
          cause.message,
          JSON.stringify(payload),
          workflow ?? null,
          workspace ?? null,
          runId ?? null,
          at,
        ),
    )
    this.#buried(letter)
  }

  /** Newest first; `open` leaves out what was replayed or discarded. */
  list({ limit, open = false, code }: { limit: number; open?: boolean; code?: string }): readonly Letter[] {
    const conditions = [...(open ? ["state = 'open'"] : []), ...(code === undefined ? [] : ['code = ?'])]
    const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
    return this.#database
      .prepare(`select * from letter ${where} order by at desc, id desc limit ?`)
      .all(...(code === undefined ? [] : [code]), limit)
      .map(toLetter)
  }

  /** Open letters by cause, the most frequent first. */
  groups(): readonly LetterGroup[] {
    // SQLite gives the other columns of the row that has the maximum.
    return this.#database
      .prepare(
        "select code, count(*) as open, message, max(at) as at from letter where state = 'open' group by code order by open desc, code",
      )
      .all()
      .map((row) => ({
        code: String(row.code),
        open: Number(row.open),
        message: String(row.message),
        at: String(row.at),
      }))
  }

  find(id: string): Letter | undefined {
    const row = this.#database.prepare('select * from letter where id = ?').get(id)
    return row && toLetter(row)
  }

  /** False where it is not open any more. `payload`: as it was edited before the replay. */
  markReplayed(id: string, { runId, payload, at }: { runId: string; payload?: Json; at: string }): boolean {
    return immediate(
      this.#database,
      () =>
        this.#database
          .prepare(
            "update letter set state = 'replayed', replayed_as = ?, payload = coalesce(?, payload), settled_at = ? where id = ? and state = 'open'",
          )
          .run(runId, payload === undefined ? null : JSON.stringify(payload), at, id).changes === 1,
    )
  }

  /** False where it is not open any more. */
  discard(id: string, at: string): boolean {
    return immediate(
      this.#database,
      () =>
        this.#database
          .prepare("update letter set state = 'discarded', settled_at = ? where id = ? and state = 'open'")
          .run(at, id).changes === 1,
    )
  }
}

function toLetter(row: Record<string, unknown>): Letter {
  return {
    id: String(row.id),
    source: String(row.source),
    cause: { code: String(row.code), message: String(row.message) },
    payload: JSON.parse(String(row.payload)) as Json, // written by `bury` and `markReplayed`
    ...(row.workflow !== null && { workflow: String(row.workflow) }),
    ...(row.workspace !== null && { workspace: String(row.workspace) }),
    ...(row.run_id !== null && { runId: String(row.run_id) }),
    at: String(row.at),
    state: String(row.state) as Letter['state'], // written by this class alone
    ...(row.settled_at !== null && { settledAt: String(row.settled_at) }),
    ...(row.replayed_as !== null && { replayedAs: String(row.replayed_as) }),
  }
}
