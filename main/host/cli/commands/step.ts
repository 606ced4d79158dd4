import { foldRun } from '#shared/state/fold-run.ts'
import type { RunState } from '#shared/state/run-state.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { waitsText } from '../print/run-text.ts'
import { findRun } from '../run-ids.ts'
import { openTerminal, type Terminal } from '../terminal.ts'
import { untilIdle } from '../until-idle.ts'

/** Lets one held node of a paused run go on: the named one, or the one that is held longest. */
export async function stepCommand(run: string, node: string | undefined): Promise<ExitCode> {
  const terminal = openTerminal(false)
  return withApp(async ({ app }) => {
    const { runId } = await findRun(app, run)
    const isHere = await app.adopt(runId)
    await app.call('run.step', { runId, ...(node !== undefined && { nodeId: node }) })
    // Where no other process has the run, the step is done here or not at all.
    if (isHere) await untilIdle(app)
    const state = foldRun(await app.call('runs.events', { runId, hashed: false }), runId)
    terminal.out(steppedText(state, terminal) + waitsText([state], terminal))
    return EXIT.succeeded
  })
}

function steppedText({ runId, status, active, waits }: RunState, { paint }: Terminal): string {
  const held = [...active.values()].filter((node) => node.status === 'queued').map(({ nodeId }) => nodeId)
  const none = waits.size > 0 ? 'nothing until that is answered' : 'nothing yet'
  const next = status === 'paused' ? `held: ${held.join(', ') || none}` : status
  return `${paint('blue', '▸')} stepped ${runId}; ${next}\n`
}
