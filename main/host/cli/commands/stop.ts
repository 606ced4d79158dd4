import type { EventOf } from '#shared/events/event.ts'
import type { Bridge } from '#shared/ipc/contract.ts'
import { executionKey } from '#shared/state/run-state.ts'
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { receiptText } from '../print/receipt.ts'
import { findRun } from '../run-ids.ts'
import { openTerminal, printable, type Terminal } from '../terminal.ts'

export interface StopChoices {
  /** Also undoes what was done. */
  readonly undo: boolean
  /** One node alone: its id, or `path/node` inside a container's item. */
  readonly node: string | undefined
  /** Not now: the run holds at the next checkpoint that it reaches. */
  readonly atCheckpoint: boolean
}

/** Stops a run, whoever owns it, and prints what acknowledged. */
export async function stopCommand(run: string, choices: StopChoices): Promise<ExitCode> {
  const { undo, node, atCheckpoint } = choices
  if (Number(undo) + Number(node !== undefined) + Number(atCheckpoint) > 1)
    throw new UsageError('--undo, --node and --at-checkpoint are three ways to stop: give one of them')
  const terminal = openTerminal(false)
  return withApp(async ({ app }) => {
    const { runId } = await findRun(app, run)
    const mark = terminal.paint('yellow', '■')
    if (node !== undefined) {
      await stopNode(app, runId, node)
      terminal.out(`${mark} ${node} of ${runId} is stopped\n`)
    } else if (atCheckpoint) {
      await app.call('run.holdAtCheckpoint', { runId })
      terminal.out(`${mark} ${runId} holds at the next checkpoint that it reaches\n`)
    } else {
      return stopWhole(app, terminal, { runId, undo })
    }
    return EXIT.succeeded
  })
}

async function stopWhole(
  bridge: Bridge,
  { out, paint }: Terminal,
  { runId, undo }: { readonly runId: string; readonly undo: boolean },
): Promise<ExitCode> {
  const { receipt } = await bridge.call('run.stop', { runId, undo })
  const mark = paint('yellow', '■')
  if (!undo) {
    out(`${mark} stopped ${runId}\n${receiptText(receipt)}`)
    return EXIT.succeeded
  }
  const events = await bridge.call('runs.events', { runId })
  const asked = events.findLastIndex(({ type }) => type === 'run.stopping' || type === 'run.resumed')
  const undone = events.slice(asked).flatMap((event) => (event.type === 'node.compensated' ? [event] : []))
  const failed = undone.filter(({ data }) => data.error)
  const what =
    failed.length > 0
      ? 'could not undo all that it had done'
      : undone.length > 0
        ? 'undid what it had done'
        : 'there was nothing to undo'
  out(`${mark} stopped ${runId}; ${what}\n${receiptText(receipt)}${undone.map(undoneText).join('')}`)
  return failed.length > 0 ? EXIT.failed : EXIT.succeeded
}

function undoneText({ nodeId = '', path, data: { by, error } }: EventOf<'node.compensated'>): string {
  const name = executionKey(path, nodeId)
  return error
    ? `  ${name}  could not be undone by ${by}: ${printable(error.message)} (${error.code})\n`
    : `  ${name}  undone by ${by}\n`
}

async function stopNode(bridge: Bridge, runId: string, target: string): Promise<void> {
  const at = target.lastIndexOf('/')
  const path = at < 0 ? undefined : target.slice(0, at)
  await bridge.call('run.stopNode', { runId, nodeId: target.slice(at + 1), ...(path !== undefined && { path }) })
}
