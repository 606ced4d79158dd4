import { foldRun } from '#shared/state/fold-run.ts'
import type { App } from '../../../app.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { answerElsewhere } from '../person/answer-elsewhere.ts'
import { findRun } from '../run-ids.ts'
import { exitCodeOf, type FollowChoices, runToEnd } from '../run-to-end.ts'
import { openTerminal } from '../terminal.ts'
import { asNobody } from './as-nobody.ts'

/** Goes on with a run that was stopped or paused, or that is held because its owner is gone. */
export async function resumeCommand(run: string, choices: FollowChoices): Promise<ExitCode> {
  const terminal = openTerminal(choices.json)
  return withApp(async ({ app }) => {
    const { runId, status } = await findRun(app, run)
    const ended = exitCodeOf(status)
    if (ended === EXIT.succeeded || ended === EXIT.failed) {
      terminal.err(`slashflow: run ${runId} has ended: ${status}\n`)
      return EXIT.usage
    }
    const history = await app.call('runs.events', { runId })
    let isElsewhere = false
    const code = await runToEnd(app, terminal, asNobody(choices, terminal), async () => {
      isElsewhere = ended === undefined && !(await app.adopt(runId))
      if (ended !== undefined || status === 'paused') await app.call('run.resume', { runId })
      // A stopped child run goes on where the run does that waits for it.
      if (ended !== undefined) isElsewhere = (await findRun(app, runId)).owner === 'other'
      return isElsewhere ? undefined : { runId, history }
    })
    if (!isElsewhere) return code
    const { approve = 'none', answers, recovery } = choices
    const answered = await answerElsewhere(app, foldRun(history, runId), { approve, answers, recovery })
    const what = answered > 0 ? `answered; run ${runId}` : `run ${runId}`
    terminal.err(`slashflow: ${what} goes on in another Slashflow process (${await statusNow(app, runId)})\n`)
    return code
  })
}

async function statusNow(app: App, runId: string): Promise<string> {
  return (await findRun(app, runId)).status
}
