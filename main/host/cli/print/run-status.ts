import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import { standingOf } from '#shared/state/run-standing.ts'

type Standing = Pick<RunSummary, 'status' | 'owner'>

/** As it is: `running` of a run that no process goes on with would be untrue. */
export function statusWords(run: Standing & Pick<RunSummary, 'waiting'>): string {
  return [standingWords(run), run.waiting > 0 && 'needs you'].filter(Boolean).join(', ')
}

function standingWords(run: Standing): string {
  const stands = standingOf(run)
  if (stands === undefined) return run.status
  return run.status === 'running' ? stands : `${run.status}, ${stands}`
}

/** Why nothing happens, and how it goes on; empty where something does. */
export function standingText({ runId, ...run }: Standing & Pick<RunSummary, 'runId'>): string {
  const stands = standingOf(run)
  if (stands === undefined) return ''
  const why = stands === 'held' ? 'No process goes on with it' : 'The process that ran it has died'
  return `${why}. It goes on with: slashflow resume ${runId}, or when the app, a server or a worker starts`
}
