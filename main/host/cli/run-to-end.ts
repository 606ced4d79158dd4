/** The part that `run`, `resume` and `approve` share: print, answer, wait, and say with which status the command ends. */

import { assertNever } from '#shared/assert-never.ts'
import type { RunEvent } from '#shared/events/event.ts'
import type { RunStatus } from '#shared/state/run-state.ts'
import type { App } from '../../app.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { followRun, type Reached } from './follow-run.ts'
import { onInterrupt } from './interrupt.ts'
import type { ApproveChoice, RecoveryChoice } from './person/by-options.ts'
import { responder } from './person/responder.ts'
import { eventPrinter } from './print/events.ts'
import { countManyItems } from './print/many-items.ts'
import type { Printer } from './print/printer.ts'
import { progressPrinter } from './print/progress.ts'
import { StatusLine } from './print/status-line.ts'
import { waitingText } from './print/waiting.ts'
import type { Terminal } from './terminal.ts'

export interface FollowChoices {
  readonly json: boolean
  /** Of large containers too, each node of each item. */
  readonly verbose: boolean
  /** Undefined: asks on a terminal; without one what the command does by default. */
  readonly approve: ApproveChoice | undefined
  readonly answers: ReadonlyMap<string, string>
  readonly recovery: RecoveryChoice | undefined
}

/** A run that has begun, or goes on; `history` as `Following.begin` wants it. */
export interface Begun {
  readonly runId: string
  readonly history?: readonly RunEvent[]
}

/**
 * `begin` starts the run or goes on with it; events are listened to before it is called. It gives undefined where the run
 * lives in another process, which is no business of this command any more.
 */
export async function runToEnd(
  app: App,
  screen: Terminal,
  choices: FollowChoices,
  begin: () => Promise<Begun | undefined>,
): Promise<ExitCode> {
  const approve = choices.approve ?? 'ask'
  const status = screen.isScreen && !choices.json && !choices.verbose ? new StatusLine(screen) : undefined
  const terminal = status?.terminal ?? screen
  const printer = printerOf(terminal, choices, status)
  const output = choices.json ? process.stderr : process.stdout
  const given = { approve, answers: choices.answers, recovery: choices.recovery }
  const following = followRun({
    bridge: app,
    printer,
    respond: responder({ bridge: app, terminal, printer, given, output }),
    endsWhenWaiting: approve !== 'ask',
    remark: (text) => terminal.err(text),
  })
  // A run that waits for a person holds nothing open, and Node would leave.
  const presence = setInterval(() => {}, 2 ** 30)
  try {
    const begun = await begin()
    if (!begun) return EXIT.succeeded
    const release = onInterrupt(app, begun.runId, terminal)
    const reached = await following.begin(begun.runId, begun.history)
    release()
    status?.show('')
    return statusOf(reached, terminal)
  } finally {
    clearInterval(presence)
    status?.show('')
    following.stop()
  }
}

function printerOf(terminal: Terminal, choices: FollowChoices, status: StatusLine | undefined): Printer {
  const { json, verbose, approve = 'ask' } = choices
  if (json) return eventPrinter(terminal)
  const printer = progressPrinter(terminal, terminal.interactive && approve === 'ask')
  return verbose ? printer : countManyItems(printer, { terminal, status, approvesAll: approve === 'all' })
}

function statusOf({ state, open }: Reached, terminal: Terminal): ExitCode {
  const code = exitCodeOf(state.status)
  if (code !== undefined) return code
  for (const { runId, wait } of open) terminal.err(waitingText(runId, wait))
  if (state.status === 'paused')
    terminal.err(
      `slashflow: run ${state.runId} is paused${state.paused?.nodeId === undefined ? '' : ` before ${state.paused.nodeId}`}\n  slashflow step ${state.runId}   or   slashflow resume ${state.runId}\n`,
    )
  return EXIT.waiting
}

/** Undefined while it has not ended. */
export function exitCodeOf(status: RunStatus): ExitCode | undefined {
  switch (status) {
    case 'succeeded':
      return EXIT.succeeded
    case 'failed':
      return EXIT.failed
    case 'interrupted':
      return EXIT.interrupted
    case 'running':
    case 'paused':
    case 'stopping':
    case 'compensating':
      return undefined
    default:
      return assertNever(status, 'run status')
  }
}
