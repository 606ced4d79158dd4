import type { Bridge } from '#shared/ipc/contract.ts'
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { receiptText } from '../print/receipt.ts'
import { findRun } from '../run-ids.ts'
import { openTerminal } from '../terminal.ts'

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
      const { receipt } = await app.call('run.stop', { runId, undo })
      terminal.out(`${mark} stopped ${runId}${undo ? ', and undid what it had done' : ''}\n${receiptText(receipt)}`)
    }
    return EXIT.succeeded
  })
}

async function stopNode(bridge: Bridge, runId: string, target: string): Promise<void> {
  const at = target.lastIndexOf('/')
  const path = at < 0 ? undefined : target.slice(0, at)
  await bridge.call('run.stopNode', { runId, nodeId: target.slice(at + 1), ...(path !== undefined && { path }) })
}
