import { EXIT, type ExitCode } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { receiptText } from '../print/receipt.ts'
import { findRun } from '../run-ids.ts'
import { openTerminal } from '../terminal.ts'

/** Stops a run, whoever owns it, and prints what acknowledged. */
export async function stopCommand(run: string): Promise<ExitCode> {
  const terminal = openTerminal(false)
  return withApp(async ({ app }) => {
    const { runId } = await findRun(app, run)
    const { receipt } = await app.call('run.stop', { runId })
    terminal.out(`${terminal.paint('yellow', '■')} stopped ${runId}\n${receiptText(receipt)}`)
    return EXIT.succeeded
  })
}
