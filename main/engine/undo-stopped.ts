/**
 * Undoes what a stopped run had done, without going on with it. Each run that it waited for is one step of it and is
 * undone before it (DESIGN 4.8).
 *
 *   U1. Where there is nothing to undo, nothing is written and the run can still be resumed.
 *   U2. From `run.stopping` on the log says that it is being undone, so who takes the run over goes on with that.
 */
import { CallError } from '#shared/ipc/call-error.ts'
import type { RunRow } from './log/run-row.ts'
import { PARENT } from './run/children.ts'
import { goOn } from './run/go-on.ts'
import type { RestoredRun } from './run/restore.ts'

/** Stopped runs, as Adoption takes them over. */
export interface StoppedRuns {
  readonly owner: string
  find(runId: string): RunRow | undefined
  /** In memory and owned by this process; nothing of it begins. Throws CallError `run.unknown`, `run.owned`, `run.not-stopped`. */
  take(runId: string): RestoredRun
  /** As it was. */
  letGo(restored: RestoredRun): void
}

/** Resolves when it is undone. Throws CallError as `take` does, `run.undone`, `run.nothing-to-undo`. */
export async function undoStopped(runs: StoppedRuns, runId: string, by: string): Promise<void> {
  const restored = runs.take(runId)
  const { run } = restored
  try {
    if (run.state.undone) throw new CallError('run.undone', 'What this run had done is undone already.')
    const inside = await undoChildren(runs, restored)
    if (!inside && !run.compensation.isNeeded && run.state.compensating === undefined)
      throw new CallError(
        'run.nothing-to-undo',
        'There is nothing to undo: no node that this run completed names one that undoes it.',
      )
  } catch (error) {
    runs.letGo(restored)
    throw error
  }
  const over = run.ending.whenOver()
  // An undoing that was itself stopped goes on where it was.
  if (run.state.compensating) await goOn(restored, { resumedBy: by, owner: runs.owner })
  else
    run.act(() => {
      run.emit({ type: 'run.stopping', data: { by, undo: true } }, true)
      for (const execution of restored.active) execution.isSuspended = true
      run.ending.undoStopped()
    })
  await over
}

/** Returns whether there was something. */
async function undoChildren(runs: StoppedRuns, { run }: RestoredRun): Promise<boolean> {
  const children = [...run.state.active.values()].flatMap(({ childRunId }) => childRunId ?? [])
  const stopped = children.filter((child) => runs.find(child)?.status === 'interrupted')
  const undone = await Promise.all(
    stopped.map((child) =>
      undoStopped(runs, child, PARENT).then(
        () => true,
        (error: unknown) => {
          if (error instanceof CallError && PASSED_OVER.has(error.code)) return false
          throw error
        },
      ),
    ),
  )
  return undone.includes(true)
}

const PASSED_OVER: ReadonlySet<string> = new Set(['run.undone', 'run.nothing-to-undo'])
