import type { Bridge } from '#shared/ipc/contract.ts'
import { foldRun } from '#shared/state/fold-run.ts'
import type { NodeState, RunState } from '#shared/state/run-state.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { between } from '../print/duration.ts'
import { receiptText } from '../print/receipt.ts'
import { table } from '../print/table.ts'
import { shownText, valueText, wholeValue } from '../print/value.ts'
import { findRun } from '../run-ids.ts'
import { openTerminal, printable, shortPath, type Terminal } from '../terminal.ts'

/** A run as it stands; with `json` its events, one a line. */
export async function showCommand(run: string, json: boolean): Promise<ExitCode> {
  const terminal = openTerminal(json)
  return withApp(async ({ app }) => {
    const { runId } = await findRun(app, run)
    const events = await app.call('runs.events', { runId })
    if (json) for (const event of events) terminal.out(`${JSON.stringify(event)}\n`)
    else terminal.out(await runText(app, foldRun(events, runId), terminal))
    return EXIT.succeeded
  })
}

async function runText(bridge: Bridge, state: RunState, terminal: Terminal): Promise<string> {
  const { paint } = terminal
  const args = Object.entries(state.args).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const facts = [
    paint('bold', printable([`/${state.workflow}`, ...args].join(' '))),
    `run ${state.runId}, by ${state.startedBy}, ${state.startedAt}`,
    state.workspace && `in ${shortPath(state.workspace)}`,
    `${state.status} ${paint('grey', between(state.startedAt, state.endedAt))}`,
  ]
  const rows = [...state.nodes.entries()].map(([key, node]) => [
    key,
    node.status,
    between(node.startedAt, node.endedAt),
    remarkOn(node),
  ])
  return [
    `${facts.filter(Boolean).join('\n')}\n`,
    rows.length > 0 ? `\n${table(['node', 'status', 'time', ''], rows, terminal)}` : '',
    waitsText(state, terminal),
    await outcomeText(bridge, state, terminal),
  ].join('')
}

function remarkOn(node: NodeState): string {
  if (node.status === 'failed' || node.status === 'retrying')
    return node.error ? `${node.error.message} (${node.error.code})` : ''
  if (node.reason) return node.reason
  const notices = node.notices.map(({ message }) => message).join('\n')
  return notices || (node.port && node.port !== 'out' ? node.port : '')
}

function waitsText(state: RunState, { paint }: Terminal): string {
  return [...state.waits.values()]
    .map((wait) => {
      const way =
        wait.type === 'approval'
          ? `slashflow approve ${state.runId} ${wait.id}`
          : `slashflow resume ${state.runId} --answer FIELD=VALUE`
      return `\n${paint('yellow', '◆')} ${wait.nodeId}: ${printable(wait.request.title)}\n  ${way}\n`
    })
    .join('')
}

async function outcomeText(bridge: Bridge, state: RunState, terminal: Terminal): Promise<string> {
  if (state.error)
    return `\n${terminal.paint('red', '✗')} ${printable(state.error.message)} ${terminal.paint('grey', state.error.code)}\n`
  if (state.receipt) return `\n${receiptText(state.receipt)}`
  if (state.result === undefined) return ''
  const result = await wholeValue(bridge, state.result)
  return `\n${shownText(result, terminal) ?? valueText(result, terminal)}`
}
