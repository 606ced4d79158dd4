import type { RunSummary, WorkflowSummary } from '#shared/ipc/views.ts'
import { errorsOf } from '#shared/workflow/problem.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { table } from '../print/table.ts'
import { openTerminal, type Terminal } from '../terminal.ts'

const RECENT_RUNS = 10

/** The commands that can be run here, and the latest runs. */
export async function listCommand(): Promise<ExitCode> {
  const terminal = openTerminal(false)
  return withApp(async ({ app }) => {
    const workflows = await app.call('workflows.list', { workspace: process.cwd() })
    const runs = await app.call('runs.list', { limit: RECENT_RUNS })
    terminal.out(
      commandsText(
        workflows.filter(({ shadowed }) => !shadowed),
        terminal,
      ),
    )
    if (runs.length > 0) terminal.out(`\n${runsText(runs, terminal)}`)
    return EXIT.succeeded
  })
}

function commandsText(workflows: readonly WorkflowSummary[], terminal: Terminal): string {
  const rows = workflows.map((workflow) => [
    `/${workflow.name}`,
    workflow.source,
    stateOf(workflow),
    workflow.description || workflow.title,
  ])
  return table(['command', 'from', '', ''], rows, terminal)
}

function stateOf({ problems, trusted }: WorkflowSummary): string {
  const errors = errorsOf(problems).length
  if (errors > 0) return errors === 1 ? '1 error' : `${errors} errors`
  return trusted ? '' : 'not trusted'
}

function runsText(runs: readonly RunSummary[], terminal: Terminal): string {
  const rows = runs.map((run) => [
    run.runId,
    `/${run.workflow}`,
    run.waiting > 0 ? `${run.status}, needs you` : run.status,
    run.startedAt,
  ])
  return table(['run', 'command', 'status', 'started'], rows, terminal)
}
