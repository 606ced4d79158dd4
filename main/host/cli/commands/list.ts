import { counted } from '#shared/counted.ts'
import type { FoundRun, RunSummary } from '#shared/ipc/views/run-views.ts'
import type { WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import type { RunStatus } from '#shared/state/run-state.ts'
import { errorsOf } from '#shared/workflow/problem.ts'
import type { App } from '../../../app.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import type { ListStatus } from '../list-statuses.ts'
import { withApp } from '../open-app.ts'
import { insetOf } from '../print/preview.ts'
import { statusWords } from '../print/run-status.ts'
import { table } from '../print/table.ts'
import { openTerminal, type Terminal } from '../terminal.ts'

const OPEN: RunStatus[] = ['running', 'paused', 'stopping', 'compensating']
const RECENT_RUNS = 10

export interface ListChoices {
  /** Also the runs that other runs have called, below them. */
  readonly all: boolean
  readonly status: ListStatus | undefined
  readonly limit: number | undefined
  /** Only runs in which this stands. */
  readonly find: string | undefined
  /** `{ "command": … }` and `{ "run": … }`, one a line. */
  readonly json: boolean
}

/** The commands that can be run here, and the latest runs; asked for certain runs, only those. */
export async function listCommand({ all, status, limit, find, json }: ListChoices): Promise<ExitCode> {
  const terminal = openTerminal(json)
  return withApp(async ({ app }) => {
    const onlyRuns = all || status !== undefined || limit !== undefined || find !== undefined
    const commands = onlyRuns ? [] : await commandsHere(app)
    const only = status === undefined ? {} : { status: status === 'open' ? OPEN : [status] }
    const count = limit ?? RECENT_RUNS
    const runs: readonly FoundRun[] =
      find === undefined
        ? // A child run that waits or failed is found by its status; else it stands behind its parent, if at all.
          await app.call('runs.list', { limit: count, ...(status === undefined ? { roots: true } : only) })
        : await foundRuns(app, find, { limit: count, ...only })
    const nested =
      all && status === undefined && find === undefined
        ? await withChildren(app, runs)
        : runs.map((run) => ({ run, depth: 0 }))
    if (json) terminal.out(linesOf(commands, nested))
    else {
      terminal.out(commands.length > 0 ? commandsText(commands, terminal) : '')
      if (nested.length > 0) terminal.out(`${commands.length > 0 ? '\n' : ''}${runsText(nested, terminal)}`)
      else if (onlyRuns) terminal.out('No such run\n')
    }
    return EXIT.succeeded
  })
}

/** Asks on until there are enough, or all runs were looked at. */
async function foundRuns(app: App, text: string, only: { limit: number; status?: RunStatus[] }) {
  const found: FoundRun[] = []
  for (let before: string | null | undefined; before !== null && found.length < only.limit; ) {
    const { runs, next } = await app.call('runs.search', { text, ...only, ...(before !== undefined && { before }) })
    found.push(...runs)
    before = next
  }
  return found.slice(0, only.limit)
}

interface Nested {
  readonly run: FoundRun
  readonly depth: number
}

async function withChildren(app: App, roots: readonly RunSummary[]): Promise<readonly Nested[]> {
  const families = await Promise.all(
    roots.map(async (root) => nestedUnder(root, await app.call('runs.list', { correlationId: root.correlationId }))),
  )
  return families.flat()
}

function nestedUnder(run: FoundRun, family: readonly RunSummary[], depth = 0): readonly Nested[] {
  const children = family.filter(({ parent }) => parent === run.runId)
  return [{ run, depth }, ...children.flatMap((child) => nestedUnder(child, family, depth + 1))]
}

async function commandsHere(app: App): Promise<readonly WorkflowSummary[]> {
  const workflows = await app.call('workflows.list', { workspace: process.cwd() })
  return workflows.filter(({ shadowed }) => !shadowed)
}

const linesOf = (commands: readonly WorkflowSummary[], runs: readonly Nested[]): string =>
  [...commands.map((command) => ({ command })), ...runs.map(({ run }) => ({ run }))]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')

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
  if (errors > 0) return counted(errors, 'error')
  return trusted ? '' : 'not trusted'
}

function runsText(runs: readonly Nested[], terminal: Terminal): string {
  const isSearched = runs.some(({ run }) => run.found !== undefined)
  const rows = runs.map(({ run, depth }) => [
    `${insetOf(depth)}${run.runId}`,
    `/${run.workflow}`,
    statusWords(run),
    run.startedAt,
    ...(isSearched ? [foundWords(run)] : []),
  ])
  return table(['run', 'command', 'status', 'started', ...(isSearched ? ['found'] : [])], rows, terminal)
}

const foundWords = ({ found }: FoundRun): string =>
  found === undefined ? '' : `${found.nodeId === undefined ? '' : `${found.nodeId}.`}${found.field}: ${found.excerpt}`
