import { executionKey, type Wait } from '#shared/state/run-state.ts'
import { printable } from '../terminal.ts'

/** What a person is asked, and how to answer it from elsewhere. */
export function waitingText(runId: string, wait: Wait): string {
  const name = executionKey(wait.path, wait.nodeId)
  return `slashflow: ${name} waits for a person: ${printable(wait.request.title)}\n  ${wayToAnswer(runId, wait)}\n`
}

/** An approval by its node, or by its id where other items may ask the same. */
export function wayToAnswer(runId: string, wait: Wait): string {
  if (wait.type === 'approval') return `slashflow approve ${runId} ${wait.path === '' ? wait.nodeId : wait.id}`
  if (wait.request.purpose === 'recovery') return `slashflow resume ${runId} --recovery run-again, done or fail`
  return `slashflow resume ${runId} --answer ${wait.request.fields[0]?.name ?? 'FIELD'}=VALUE`
}
