import { EXIT, type ExitCode } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { findRun } from '../run-ids.ts'
import { openTerminal } from '../terminal.ts'

/** Nothing new starts in the run until `slashflow resume`; what is under way goes on. */
export async function pauseCommand(run: string): Promise<ExitCode> {
  const terminal = openTerminal(false)
  return withApp(async ({ app }) => {
    const { runId } = await findRun(app, run)
    await app.call('run.pause', { runId })
    terminal.out(
      `${terminal.paint('yellow', '‖')} paused ${runId}\n  slashflow step ${runId}   or   slashflow resume ${runId}\n`,
    )
    return EXIT.succeeded
  })
}
