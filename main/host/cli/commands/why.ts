import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { chainText } from '../print/chain.ts'
import { findRun } from '../run-ids.ts'
import { openTerminal } from '../terminal.ts'

/** What led to an event, newest last, across runs. `event` is its id: `<run>.<seq>`, the run by the beginning of its id. */
export async function whyCommand(event: string, json: boolean): Promise<ExitCode> {
  const [, run, seq] = /^(.+)\.(\d+)$/.exec(event) ?? []
  if (run === undefined)
    throw new UsageError(
      `"${event}" is no event: write the run and the event’s number, such as 0abc.12. "slashflow show <run> --json" lists them.`,
    )
  const terminal = openTerminal(json)
  return withApp(async ({ app }) => {
    const { runId } = await findRun(app, run)
    const { chain, missing } = await app.call('run.why', { runId, seq: Number(seq) })
    if (json) for (const cause of chain) terminal.out(`${JSON.stringify(cause)}\n`)
    else terminal.out(chainText(chain, terminal))
    if (missing !== undefined) terminal.err(`slashflow: before that came ${missing}, whose run is no longer kept\n`)
    return EXIT.succeeded
  })
}
