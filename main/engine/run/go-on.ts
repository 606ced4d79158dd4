/** Goes on with a restored run: after a crash, after a stop, or only to stop it where it is. */
import type { NodeState } from '#shared/state/run-state.ts'
import { withdrawalReason } from '../machines/run-machine.ts'
import type { Execution } from './execution.ts'
import type { RestoredRun } from './restore.ts'
import { revive, reviveInTurn } from './revive.ts'
import type { RunProcess } from './run-process.ts'

/**
 * Processes that the last owner left behind are ended before anything runs again. `resumedBy` is given where a person
 * resumed a stopped run; else this is a recovery by `owner`. `stoppedBy` is given where a person stops a run that nobody
 * goes on with: it ends where it is.
 */
export interface GoOnBy {
  readonly resumedBy?: string
  readonly stoppedBy?: string
  readonly undo?: boolean
  /** Held before anything of it begins again. */
  readonly pausedBy?: string
  readonly owner: string
}

export async function goOn(restored: RestoredRun, by: GoOnBy): Promise<void> {
  const { run, active } = restored
  // The state of each as it was found: what is told of the going on changes it.
  const found = new Map(run.state.active)
  const stops = takeUp(restored, by)
  for (const execution of active) {
    const node = found.get(execution.key)
    if (!node) continue
    execution.attempt = node.attempt
    await endOrphans(run, node, execution)
  }
  run.act(() => (stops ? stopAgain(restored) : carryOn(restored, found)))
}

/** Tells that somebody goes on with it, and how. Returns whether that is to stop it. */
function takeUp({ run, outcome, active }: RestoredRun, by: GoOnBy): boolean {
  const wasStopping = run.state.status === 'stopping'
  if (by.resumedBy === undefined) run.emit({ type: 'run.recovered', data: { owner: by.owner } }, true)
  else run.emit({ type: 'run.resumed', data: { by: by.resumedBy } }, true)
  run.isResumed = by.resumedBy !== undefined
  if (by.pausedBy !== undefined) {
    run.pausing.pause(by.pausedBy)
    for (const execution of active) execution.hasBegun = false
  }
  const asksForNothingNew = by.undo === true && run.ending.isUndoing
  const isStopped = by.stoppedBy !== undefined && !wasStopping && outcome === undefined && !asksForNothingNew
  if (isStopped) run.emit({ type: 'run.stopping', data: { by: by.stoppedBy ?? '', undo: by.undo ?? false } }, true)
  return wasStopping || isStopped
}

function stopAgain({ run, active }: RestoredRun): void {
  for (const execution of active) execution.isSuspended = true
  if (run.state.compensating) run.ending.undoAgain()
  run.ending.stopAgain()
}

function carryOn({ run, outcome, active }: RestoredRun, found: ReadonlyMap<string, NodeState>): void {
  if (run.state.compensating) {
    for (const execution of active) revive(run, found.get(execution.key), execution)
    return run.ending.undoAgain()
  }
  if (outcome) {
    run.ending.conclude(outcome)
    for (const execution of active) execution.withdraw(withdrawalReason(outcome))
    return
  }
  // Containers first: what is inside them was activated after them, and waits where they wait for their lock.
  for (const execution of active) reviveInTurn(run, found.get(execution.key), execution)
  // Its owner may have died between the last ending and the end of the run.
  run.levels.touch(run.levels.top)
}

async function endOrphans(run: RunProcess, node: NodeState, execution: Execution): Promise<void> {
  for (const [pid, startedAt] of Object.entries(node.processes)) {
    const how = await run.adapters.process.endOrphan(Number(pid), startedAt)
    execution.emit(
      'process.ended',
      { pid: Number(pid), exitCode: null, signal: how === 'gone' ? null : how === 'killed' ? 'SIGKILL' : 'SIGTERM' },
      true,
    )
    if (how !== 'gone')
      execution.emit('node.noticed', {
        code: 'process.orphan',
        message: `A process of the run before (${pid}) was still there and was ended.`,
      })
  }
}
