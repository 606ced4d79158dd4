/**
 * Whether the clock may be believed when it makes runs old. One that is set far ahead, by an empty battery or another system
 * on the same machine, would have the whole history removed at the next start. The log itself tells: by a clock that has
 * gone on for a while it began runs a week ago, and by one that jumped the latest runs before this week are long ago.
 * After a pause as long as that nothing is removed by age for a week, which only keeps more.
 */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Steps } from '#shared/steps.ts'

const DAY_MS = 86_400_000
/** For so long a wrong clock would have to be worked with. */
const BELIEVED_AFTER_MS = 7 * DAY_MS
/** A log that nothing began in for longer may as well have jumped. */
const SHORTEST_GAP_MS = 3 * DAY_MS
const ROWS_A_STEP = 500

/** `now` and `keptMs`, how long runs are kept, in ms: a jump of less than half of that is not seen. */
export function* isSteady(
  database: DatabaseSyncInstance,
  { now, keptMs }: { readonly now: number; readonly keptMs: number },
): Steps<boolean> {
  const until = now - BELIEVED_AFTER_MS
  const from = until - Math.max(keptMs / 2, SHORTEST_GAP_MS)
  const began = database.prepare(
    'select 1 from run where key > ?1 and key <= ?2 and started_at >= ?3 and started_at <= ?4 limit 1',
  )
  const last = Number(database.prepare('select max(key) as last from run').get()?.last)
  for (let to = last; to > 0; to -= ROWS_A_STEP) {
    if (began.get(to - ROWS_A_STEP, to, new Date(from).toISOString(), new Date(until).toISOString())) return true
    yield
  }
  return false
}
