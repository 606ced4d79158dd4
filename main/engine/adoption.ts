/**
 * How a run that is in the log comes to be in memory again: its owner is gone, or somebody resumes it.
 *
 *   O1. Only who holds the owner's lock goes on with a run; it is asked for inside the transaction that takes it.
 *   O2. A run that this version cannot go on with fails loudly, instead of standing as running for ever.
 */

import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { RunRow } from './log/run-row.ts'
import { PARENT } from './run/children.ts'
import { type GoOnBy, goOn } from './run/go-on.ts'
import { inTurns } from './run/pace.ts'
import type { RestoredRun } from './run/restore.ts'
import type { RunProcess } from './run/run-process.ts'
import { outermost } from './run-lineage.ts'
import { TakingOver, type TakingOverOptions } from './taking-over.ts'
import { UndoStopped } from './undo-stopped.ts'
import { UnreadRuns } from './unread-runs.ts'

export interface AdoptionOptions extends TakingOverOptions {
  /** The database is closed with the engine: what is under way is for whoever takes the runs over. */
  isClosed(): boolean
}

export const OPEN: ReadonlySet<string> = new Set(['running', 'paused', 'stopping', 'compensating'])

export function notStopped(status: string): CallError {
  return new CallError('run.not-stopped', `Only a stopped run can be resumed; this one is ${status}.`)
}

/** Stopped or paused by somebody in the moment in which it is taken over, before anything of it begins again. */
export interface AdoptedHow {
  readonly stoppedBy?: string
  readonly undo?: boolean
  readonly pausedBy?: string
}

export class Adoption {
  readonly #options: AdoptionOptions
  readonly #takingOver: TakingOver
  readonly #unread: UnreadRuns
  readonly #pausing = new Map<string, string>()
  readonly #adopting = new Map<string, Promise<RunProcess | undefined>>()
  readonly #undoing: UndoStopped

  constructor(options: AdoptionOptions) {
    this.#options = options
    this.#takingOver = new TakingOver(options)
    this.#unread = new UnreadRuns(options)
    this.#undoing = new UndoStopped({
      owner: options.ownership.id,
      find: (id) => options.stores.runs.find(id),
      take: (id) => this.#takeStopped(id),
      present: (id) => this.present(id),
      goOn: (id) => this.#toItsEnd(id),
      letGo: (restored) => this.#takingOver.letGo(restored),
      refuseWhenClosed: () => this.#refuseWhenClosed(),
    })
  }

  /**
   * Becomes the owner where no owner lives, and goes on with the run; with `stoppedBy` stops it instead, and nothing of it
   * begins again; with `pausedBy` it is held. Undefined where another owner lives or it has ended. With a child run its parents are taken over (E3).
   */
  async adopt(runId: string, how: AdoptedHow = {}): Promise<RunProcess | undefined> {
    const known = this.#options.live.get(runId)
    if (known) return known
    const { stoppedBy, pausedBy } = how
    // Whoever takes it over: a run above it may, when it goes on.
    if (pausedBy !== undefined) this.#pausing.set(runId, pausedBy)
    const top = outermost(this.#options.stores.runs, runId, ({ status }) => OPEN.has(status))
    if (top !== runId && stoppedBy === undefined) {
      await this.adoptOne(top, {})
      const under = await this.#broughtBack(runId)
      if (under || this.#isAwaited(runId)) return under
    }
    const run = await this.adoptOne(runId, how)
    // It has ended, or another process was faster: whoever takes it over later does not pause it.
    if (!run) this.#pausing.delete(runId)
    return run
  }

  /** By the run above it, whose going on may take some turns of the event loop. */
  async #broughtBack(runId: string): Promise<RunProcess | undefined> {
    for (;;) {
      const under = await this.present(runId)
      if (under || this.#options.isClosed() || !this.#isComing(runId)) return under
      await new Promise<void>((resolve) => this.#options.environment().pace.putOff(resolve))
    }
  }

  /** A run above it is being read back, or has put off what it has to do. */
  #isComing(runId: string): boolean {
    const { live, stores } = this.#options
    for (let row = stores.runs.find(runId); row?.parent !== undefined; row = stores.runs.find(row.parent)) {
      if (this.#adopting.has(row.parent)) return true
      const above = live.get(row.parent)
      if (above) return !above.levels.queue.isEmpty
    }
    return false
  }

  /** The run above it goes on with it, as soon as it has its lock again. */
  #isAwaited(runId: string): boolean {
    const { stores, live } = this.#options
    const above = live.get(stores.runs.find(runId)?.parent ?? '')
    if (above?.machineState !== 'running') return false
    return [...above.state.active.values()].some(({ childRunId }) => childRunId === runId)
  }

  /** Runs that are being read back. */
  get underWay(): readonly string[] {
    return [...this.#adopting.keys()]
  }

  /** A run in memory, or one that is being read back once it is there; whoever asked for that hears why it cannot. */
  present(runId: string): RunProcess | undefined | Promise<RunProcess | undefined> {
    return this.#options.live.get(runId) ?? this.#adopting.get(runId)?.catch(() => undefined)
  }

  /** Until it is there, or cannot be. */
  #coming(runId: string, run: Promise<RunProcess | undefined>): Promise<RunProcess | undefined> {
    const coming = run.finally(() => this.#adopting.delete(runId))
    this.#adopting.set(runId, coming)
    return coming
  }

  adoptOne(runId: string, by: Omit<GoOnBy, 'owner'>): Promise<RunProcess | undefined> {
    const under = this.present(runId)
    return under ? Promise.resolve(under) : this.#coming(runId, this.#adopt(runId, by))
  }

  async #adopt(runId: string, by: Omit<GoOnBy, 'owner'>): Promise<RunProcess | undefined> {
    const row = this.#takingOver.claim(runId)
    if (!row || !OPEN.has(row.status)) return undefined
    try {
      const restored = await this.#read(row)
      if (!restored || this.#options.isClosed()) return undefined
      if (restored.run.hasEnded) throw new Error(`Run ${runId} has ended, though the table of runs says ${row.status}.`)
      this.#options.live.set(runId, restored.run)
      if (by.stoppedBy !== undefined) await this.#stopChildrenOf(restored.run, by)
      const pausedBy = this.#pausing.get(runId)
      this.#pausing.delete(runId)
      await goOn(restored, { ...(pausedBy !== undefined && { pausedBy }), ...by, owner: this.#options.ownership.id })
      return restored.run
    } catch (error) {
      if (this.#options.isClosed()) return undefined
      this.#unread.fail(row, error)
      return undefined
    }
  }

  #read(row: RunRow): RestoredRun | undefined | Promise<RestoredRun | undefined> {
    return inTurns(this.#takingOver.restoring(row), this.#options.environment().pace)
  }

  /** Those that the run still waits for: a stop passes through, also where nobody owned them. */
  async #stopChildrenOf({ state }: RunProcess, by: Omit<GoOnBy, 'owner'>): Promise<void> {
    const children = [...state.active.values()].flatMap(({ childRunId }) => childRunId ?? [])
    await Promise.all(children.map((child) => this.adoptOne(child, { ...by, stoppedBy: PARENT })))
  }

  /** Goes on with a stopped run; with a stopped child run, its parents go on. */
  async resume(runId: string, by: string): Promise<void> {
    // What was stopped together with it goes on with it.
    const top = outermost(this.#options.stores.runs, runId, ({ status }) => status === 'interrupted')
    const row = this.#takingOver.claimed(top)
    if (OPEN.has(row.status)) {
      // Its owner is gone, or it is being read back: to go on with it is to take it over.
      const run = await this.adopt(row.runId)
      if (!run) throw notStopped(row.status)
      run.pausing.resume(by)
      return
    }
    if (row.status !== 'interrupted') throw notStopped(row.status)
    await this.goOnWith(row, { resumedBy: by })
  }

  async goOnWith({ runId }: RunRow, by: Omit<GoOnBy, 'owner'>): Promise<void> {
    if (this.#undoing.of(runId)) throw notStopped('being undone')
    this.#refuseTaken(runId)
    await this.#coming(runId, this.#goOnWith(this.#takingOver.claimed(runId), by))
  }

  /** Somebody else goes on with it: the table says so when that is stored. */
  #refuseTaken(runId: string): void {
    if (this.present(runId)) throw notStopped('running')
  }

  async #goOnWith(row: RunRow, by: Omit<GoOnBy, 'owner'>): Promise<RunProcess> {
    const restored = await this.#inMemory(row)
    if (restored.run.state.undone) {
      this.#takingOver.letGo(restored)
      throw new CallError('run.undone', 'What this run had done was undone, so it cannot go on. Start it anew.')
    }
    await goOn(restored, { ...by, owner: this.#options.ownership.id })
    return restored.run
  }

  /** See undo-stopped.ts. */
  undo(runId: string, by: string): Promise<void> {
    return this.#undoing.undo(runId, by)
  }

  /** Also of a run whose undoing has not begun yet. */
  stop(run: RunProcess, by: string, undo: boolean): Promise<readonly ReceiptEntry[]> {
    return undo ? run.ending.stop(by, undo) : this.#undoing.stop(run, by)
  }

  /** The undoing of a stopped run that is under way. */
  undoing(runId: string): Promise<void> | undefined {
    return this.#undoing.of(runId)
  }

  async #takeStopped(runId: string): Promise<RestoredRun> {
    this.#refuseTaken(runId)
    const row = this.#takingOver.claimed(runId)
    if (row.status !== 'interrupted') throw new CallError('run.not-stopped', `This run is ${row.status}, not stopped.`)
    const taking = this.#inMemory(row)
    await this.#coming(
      runId,
      taking.then(({ run }) => run),
    )
    return taking
  }

  async #toItsEnd(runId: string): Promise<void> {
    this.#takingOver.claimed(runId)
    const run = await this.adoptOne(runId, {})
    await (run && !run.hasEnded ? run.ending.whenOver() : this.#options.log.whenStored())
  }

  /** Nothing of it goes on yet. Throws CallError `run.empty`, `app.closing`. */
  async #inMemory(row: RunRow): Promise<RestoredRun> {
    const restored = await this.#read(row)
    this.#refuseWhenClosed()
    if (!restored) throw new CallError('run.empty', 'This run has no events.')
    this.#options.live.set(row.runId, restored.run)
    return restored
  }

  #refuseWhenClosed(): void {
    if (this.#options.isClosed()) throw new CallError('app.closing', 'Slashflow is closing.')
  }
}
