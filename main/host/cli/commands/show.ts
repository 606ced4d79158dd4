import type { RunEvent } from '#shared/events/event.ts'
import type { Bridge } from '#shared/ipc/contract.ts'
import type { RunOwner } from '#shared/ipc/views/run-views.ts'
import { foldRun } from '#shared/state/fold-run.ts'
import type { RunState } from '#shared/state/run-state.ts'
import { openChildren } from '../called-runs.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { chainText } from '../print/chain.ts'
import { receiptText } from '../print/receipt.ts'
import { childrenText, factsText, nodesText, waitsText } from '../print/run-text.ts'
import { shownText, valueText, wholeValue } from '../print/value.ts'
import { findRun } from '../run-ids.ts'
import { openTerminal, printable, type Terminal } from '../terminal.ts'

/** The end of the chain that led to a failure; `slashflow why` has all of it. */
const CAUSES_SHOWN = 8

export interface ShowChoices {
  /** Its events, one a line. */
  readonly json: boolean
  /** Of large containers too, each node of each item. */
  readonly verbose: boolean
}

/** A run as it stands. */
export async function showCommand(run: string, { json, verbose }: ShowChoices): Promise<ExitCode> {
  const terminal = openTerminal(json)
  return withApp(async ({ app }) => {
    const { runId, owner } = await findRun(app, run)
    const events = await app.call('runs.events', { runId, hashed: json })
    if (json) for (const event of events) terminal.out(`${JSON.stringify(event)}\n`)
    else
      terminal.out(
        await runText(app, foldRun(events, runId), { owner, isWhole: verbose, failure: failureOf(events) }, terminal),
      )
    return EXIT.succeeded
  })
}

/** `seq` of the event that ended it badly. */
const failureOf = (events: readonly RunEvent[]): number | undefined =>
  events.findLast(({ type }) => type === 'run.failed')?.seq

interface Facts {
  readonly owner: RunOwner
  readonly isWhole: boolean
  /** `seq` of what ended it badly. */
  readonly failure: number | undefined
}

async function runText(
  bridge: Bridge,
  state: RunState,
  { owner, isWhole, failure }: Facts,
  terminal: Terminal,
): Promise<string> {
  const children = await openChildren(bridge, state)
  const family = await bridge.call('runs.list', { correlationId: state.correlationId })
  return [
    factsText(state, owner, terminal),
    nodesText(state, isWhole, terminal),
    childrenText(state.runId, family, terminal),
    waitsText([state, ...children], terminal),
    failure === undefined
      ? await outcomeText(bridge, state, terminal)
      : await failureText(bridge, state, failure, terminal),
  ].join('')
}

async function outcomeText(bridge: Bridge, state: RunState, terminal: Terminal): Promise<string> {
  if (state.status === 'paused') return `\nslashflow step ${state.runId}, or slashflow resume ${state.runId}\n`
  if (state.status === 'interrupted' && !state.undone)
    return `\n${receiptText(state.receipt ?? [])}\nslashflow resume ${state.runId}\n`
  if (state.receipt) return `\n${receiptText(state.receipt)}`
  if (state.result === undefined) return ''
  const result = await wholeValue(bridge, state.result)
  return `\n${shownText(result, terminal) ?? valueText(result, terminal)}`
}

async function failureText(
  bridge: Bridge,
  { error, runId }: RunState,
  seq: number,
  terminal: Terminal,
): Promise<string> {
  const { paint } = terminal
  const head = error ? `\n${paint('red', '✗')} ${printable(error.message)} ${paint('grey', `(${error.code})`)}\n` : ''
  const { chain } = await bridge.call('run.why', { runId, seq })
  const earlier = chain.length - CAUSES_SHOWN
  const more = earlier > 0 ? paint('grey', `${earlier} earlier ones: slashflow why ${runId}.${seq}\n`) : ''
  return `${head}\n${more}${chainText(chain.slice(-CAUSES_SHOWN), terminal)}`
}
