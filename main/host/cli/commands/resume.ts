import { EXIT, type ExitCode } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { findRun } from '../run-ids.ts'
import { exitCodeOf, type FollowChoices, runToEnd } from '../run-to-end.ts'
import { openTerminal } from '../terminal.ts'
import { asNobody } from './as-nobody.ts'

/** Goes on with a run that was interrupted or held, or whose owner is gone. */
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
    return runToEnd(app, terminal, asNobody(choices, terminal), async () => {
      await app.call('run.resume', { runId })
      return { runId, history }
    })
  })
}
