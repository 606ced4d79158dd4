/**
 * Undoes what stopped runs had done, without going on with them. Each run that one waited for is one step of it and is
 * undone before it (DESIGN 4.8).
 *
 *   U1. Where there is nothing to undo, nothing is written and the run can still be resumed.
 *   U2. From `run.stopping` on the log says that it is being undone, so who takes the run over goes on with that.
 *   U3. Until then it takes time: the run is read back, and those that it waited for are undone. Whoever undoes one of
 *       them meanwhile gets the same answer, and nobody goes on with it.
 *       A stop then reaches the undoing of those, and nothing of the run itself is undone.
 *   U4. One of those whose own undoing was begun by a process that died is taken over and undone too.
 */
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { RunRow } from './log/run-row.ts'
import { PARENT } from './run/children.ts'
import { goOn } from './run/go-on.ts'
import type { RestoredRun } from './run/restore.ts'
import type { RunProcess } from './run/run-process.ts'

/** Stopped runs, as Adoption takes them over. */
export interface StoppedRuns {
  readonly owner: string
  find(runId: string): RunRow | undefined
  /** In memory, or being read back. */
  present(runId: string): RunProcess | undefined | Promise<RunProcess | undefined>
  /** In memory and owned by this process; nothing of it begins. Throws CallError `run.unknown`, `run.owned`, `run.not-stopped`. */
  take(runId: string): Promise<RestoredRun>
  /** One that is being stopped or undone, taken over where its owner is dead. Resolves when it is. Throws CallError `run.owned`. */
  goOn(runId: string): Promise<void>
  /** As it was. */
  letGo(restored: RestoredRun): void
  /** Nothing can be written any more. Throws CallError `app.closing`. */
  refuseWhenClosed(): void
}

export class UndoStopped {
  readonly #runs: StoppedRuns
  readonly #under = new Map<string, Promise<void>>()
  /** Whose undoing somebody stopped before it began. */
  readonly #stopped = new Set<string>()

  constructor(runs: StoppedRuns) {
    this.#runs = runs
  }

  /** The undoing that is under way. */
  of(runId: string): Promise<void> | undefined {
    return this.#under.get(runId)
  }

  /** Resolves when it is undone. Throws CallError as `take` does, `run.undone`, `run.nothing-to-undo`, `run.undo-stopped`, `app.closing`. */
  undo(runId: string, by: string): Promise<void> {
    const under = this.#under.get(runId)
    if (under) return under
    const undoing = this.#undo(runId, by).finally(() => {
      this.#under.delete(runId)
      this.#stopped.delete(runId)
    })
    this.#under.set(runId, undoing)
    return undoing
  }

  /** Stops the undoing that is under way. Resolves with what had to end for that. */
  async stop(run: RunProcess, by: string): Promise<readonly ReceiptEntry[]> {
    const under = this.#under.get(run.runId)
    if (!under || run.state.status !== 'interrupted') return run.ending.stop(by, false)
    this.#stopped.add(run.runId)
    const receipts = await Promise.all(childrenOf(run).map((child) => this.#stopChild(child, by)))
    await under.catch(() => undefined)
    return receipts.flat()
  }

  async #stopChild(runId: string, by: string): Promise<readonly ReceiptEntry[]> {
    const child = await this.#runs.present(runId)
    return child && (this.of(runId) || !child.hasEnded) ? this.stop(child, by) : []
  }

  async #undo(runId: string, by: string): Promise<void> {
    const restored = await this.#runs.take(runId)
    const { run } = restored
    await this.#before(restored)
    const over = run.ending.whenOver()
    // An undoing that was itself stopped goes on where it was.
    if (run.state.compensating) await goOn(restored, { resumedBy: by, owner: this.#runs.owner })
    else
      run.act(() => {
        run.emit({ type: 'run.stopping', data: { by, undo: true } }, true)
        for (const execution of restored.active) execution.isSuspended = true
        run.ending.undoStopped()
      })
    await over
  }

  /** Those that it waited for; lets go of it where nothing is to be undone. */
  async #before(restored: RestoredRun): Promise<void> {
    const { run } = restored
    try {
      if (run.state.undone) throw new CallError('run.undone', 'What this run had done is undone already.')
      const inside = await this.#undoChildren(restored)
      if (this.#stopped.has(run.runId))
        throw new CallError('run.undo-stopped', 'Undoing it was stopped before anything of this run itself was undone.')
      if (!inside && !run.compensation.isNeeded && run.state.compensating === undefined)
        throw new CallError(
          'run.nothing-to-undo',
          'There is nothing to undo: no node that this run completed names one that undoes it.',
        )
    } catch (error) {
      this.#runs.refuseWhenClosed()
      this.#runs.letGo(restored)
      throw error
    }
    this.#runs.refuseWhenClosed()
  }

  /** Returns whether there was something. */
  async #undoChildren({ run }: RestoredRun): Promise<boolean> {
    const undoing = childrenOf(run).map((child) => this.#undoChild(child))
    await Promise.allSettled(undoing)
    return (await Promise.all(undoing)).includes(true)
  }

  async #undoChild(runId: string): Promise<boolean> {
    const { status } = this.#runs.find(runId) ?? {}
    try {
      if (this.of(runId) || status === 'interrupted') await this.undo(runId, PARENT)
      else if (status === 'stopping' || status === 'compensating') {
        await this.#runs.goOn(runId)
        // It may only have been about to stop.
        await this.#undoChild(runId)
      } else return false
      return true
    } catch (error) {
      if (error instanceof CallError && PASSED_OVER.has(error.code)) return false
      throw error
    }
  }
}

const childrenOf = ({ state }: RunProcess): readonly string[] =>
  [...state.active.values()].flatMap(({ childRunId }) => childRunId ?? [])

const PASSED_OVER: ReadonlySet<string> = new Set(['run.undone', 'run.nothing-to-undo'])
