/** What becomes of a trigger's delivery that its run failed on. */
import { CallError } from '#shared/ipc/call-error.ts'
import type { EventLog } from './log/event-log.ts'
import type { Letter, LetterTable } from './log/letter-table.ts'
import type { Clock } from './ports/clock.ts'
import type { LoggedRun } from './run/logged-run.ts'
import type { EngineStores } from './stores.ts'

export interface Burial {
  readonly log: EventLog
  readonly stores: EngineStores
  readonly clock: Clock
}

/** Puts it aside with the cause, in the same commit as the failure. Nothing where no delivery began the run. */
export function buryDelivery(
  { log, stores, clock }: Burial,
  run: LoggedRun,
  cause: { readonly code: string; readonly message: string },
): void {
  const { delivery, workflow, workspace, payload, entry } = run.state
  if (delivery === undefined) return
  const letterId = `letter-${run.runId}`
  run.emit({ type: 'letter.buried', data: { letterId, ...cause } }, true)
  const at = new Date(clock.now()).toISOString()
  const letter = {
    id: letterId,
    source: entry ?? '',
    cause,
    payload: run.whole(payload ?? null),
    workflow,
    workspace,
  }
  log.also(() => stores.letters.bury({ ...letter, runId: run.runId, at }), run.runId)
}

/** Throws CallError `letter.unknown`, `letter.settled`. */
export function openLetter(letters: Pick<LetterTable, 'find'>, id: string): Letter {
  const letter = letters.find(id)
  if (!letter) throw new CallError('letter.unknown', `There is no letter ${id}.`)
  if (letter.state === 'open') return letter
  const became = letter.state === 'replayed' ? `was replayed as run ${letter.replayedAs}` : 'was discarded'
  throw new CallError('letter.settled', `The letter ${id} ${became} already.`)
}
