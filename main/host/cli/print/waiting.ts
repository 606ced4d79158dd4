import type { Wait } from '#shared/state/run-state.ts'
import { printable } from '../terminal.ts'

/** What a person is asked, and how to answer it from elsewhere. */
export function waitingText(runId: string, wait: Wait): string {
  const way =
    wait.type === 'approval'
      ? `slashflow approve ${runId} ${wait.nodeId}`
      : wait.request.purpose === 'recovery'
        ? `slashflow resume ${runId} --recovery run-again, done or fail`
        : `slashflow resume ${runId} --answer ${wait.request.fields[0]?.name ?? 'FIELD'}=VALUE`
  return `slashflow: ${wait.nodeId} waits for a person: ${printable(wait.request.title)}\n  ${way}\n`
}
