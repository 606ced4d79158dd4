/** The runs that a run has called, as the log has them. */
import type { Bridge } from '#shared/ipc/contract.ts'
import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import { foldRun } from '#shared/state/fold-run.ts'
import { RUN_ENDED, type RunState, type RunStatus } from '#shared/state/run-state.ts'

/** What the log has of the runs that it called and that have not ended; what it has not yet is heard. */
export function openChildren(bridge: Bridge, run: RunState): Promise<readonly RunState[]> {
  return childrenOf(bridge, run, (status) => !RUN_ENDED.has(status))
}

/** Those that were stopped too: they go on with the run, a large one some time after it. */
export function goingOn(bridge: Bridge, run: RunState): Promise<readonly RunState[]> {
  return childrenOf(bridge, run, (status) => status === 'interrupted' || !RUN_ENDED.has(status))
}

async function childrenOf(
  bridge: Bridge,
  { runId, correlationId }: RunState,
  counts: (status: RunStatus) => boolean,
): Promise<readonly RunState[]> {
  const called = calledBy(runId, await bridge.call('runs.list', { correlationId }))
  return Promise.all(
    called
      .filter(({ status }) => counts(status))
      .map(async (run) => foldRun(await bridge.call('runs.events', { runId: run.runId, hashed: false }), run.runId)),
  )
}

/** `family`: the oldest first, so that a run comes behind the one that called it. */
function calledBy(runId: string, family: readonly RunSummary[]): readonly RunSummary[] {
  const ids = new Set([runId])
  return family.filter(({ runId: id, parent }) => parent !== undefined && ids.has(parent) && ids.add(id))
}
