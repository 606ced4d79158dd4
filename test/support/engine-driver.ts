/** Drives the real engine on a real database in a temporary folder, with a clock that the test turns. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '#main/engine/engine.ts'
import type { KindRegistry } from '#main/engine/kind.ts'
import { sealKey } from '#main/engine/log/seal.ts'
import { verifyDatabase } from '#main/engine/log/verify.ts'
import type { RunProcess } from '#main/engine/run/run-process.ts'
import type { EventType, RunEvent } from '#shared/events/event.ts'
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import type { Json } from '#shared/json.ts'
import { foldRun } from '#shared/state/fold-run.ts'
import type { RunState } from '#shared/state/run-state.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { CountedPace } from './counted-pace.ts'
import { noAdapters, type OpenedEngine, type OutsideAdapters, openEngine } from './opened-engine.ts'
import { keepCopyOf, limitPagesOf, onCommitOf } from './opened-log.ts'
import { Owners } from './owners.ts'
import { traceOf } from './trace-of.ts'
import { TurnedClock } from './turned-clock.ts'

export class EngineDriver {
  readonly home: string
  readonly clock: TurnedClock
  readonly events: RunEvent[] = []
  readonly bugs: unknown[] = []
  readonly #registry: KindRegistry
  readonly #adapters: OutsideAdapters
  /** Commands that a `workflow` node finds, by name. Trusted, and called with the arguments as they are given. */
  readonly commands = new Map<string, Workflow>()
  readonly #pace: CountedPace | undefined
  #limit: number | undefined
  readonly #owners: Owners
  /** By the process that is alive. */
  #opened: OpenedEngine

  /**
   * `from`: a data folder that a dead process left (see `keepCopy`), gone on with by `recover`. `pace`: steps are put off
   * where that says so; by the clock, which stands, none is.
   */
  constructor(
    registry: KindRegistry,
    clock = new TurnedClock(),
    adapters: OutsideAdapters = noAdapters,
    from?: string,
    pace?: CountedPace,
  ) {
    this.#pace = pace
    this.#adapters = adapters
    this.home = mkdtempSync(join(tmpdir(), 'slashflow-engine-'))
    if (from !== undefined) cpSync(from, this.home, { recursive: true })
    this.#owners = new Owners(from !== undefined)
    this.clock = clock
    this.#registry = registry
    this.#opened = this.#open()
  }

  #open(): OpenedEngine {
    return openEngine({
      ...this.#owners.next(),
      home: this.home,
      clock: this.clock,
      registry: this.#registry,
      adapters: this.#adapters,
      commands: this.commands,
      pace: this.#pace,
      onEvent: (event) => this.events.push(event),
      onBug: (error) => this.bugs.push(error),
    })
  }

  /** Each process sees what the others have written. */
  async look(): Promise<void> {
    this.#owners.look()
    await this.settle()
  }

  /** How many nodes of a run work at once, also in the process that takes over. */
  limitTo(run: number): void {
    this.#limit = run
    this.engine.limit({ run, app: 32 })
  }

  get engine(): Engine {
    return this.#opened.engine
  }

  async start(workflow: Workflow, args: Record<string, Json> = {}, trusted = true, workspace = ''): Promise<string> {
    return (await this.engine.start({ workflow, args, workspace, trusted, by: 'test' })).runId
  }

  /** As if the process had died: nothing is let go of, nothing is said. Then another one takes over. */
  async crash(): Promise<void> {
    this.#opened.log.flush()
    this.#die()
    this.#opened = this.#open()
    if (this.#limit !== undefined) this.limitTo(this.#limit)
    await this.#adoptOpen()
  }

  async #adoptOpen(): Promise<void> {
    for (const row of this.#opened.store.open()) await this.engine.adopt(row.runId)
    await this.settle()
  }

  #readEvents(): void {
    for (const row of this.#opened.store.list({ limit: 1_000 })) this.events.push(...this.#opened.store.events(row.key))
  }

  /** Stops a run of the folder it was made from, without going on with it, or undoes what it did. */
  async stopHeld(runId: string, undo = false): Promise<void> {
    this.#readEvents()
    await this.engine.adopt(runId, { stoppedBy: 'test', undo })
    await this.settle()
  }

  /** Pauses a run of the folder it was made from, as whoever finds it without an owner does. */
  async adoptPaused(runId: string): Promise<void> {
    this.#readEvents()
    await this.engine.adopt(runId, { pausedBy: 'test' })
    await this.settle()
  }

  /** Goes on with every open run of the folder it was made from. */
  async recover(): Promise<void> {
    this.#readEvents()
    await this.#adoptOpen()
  }

  /** Called once after each commit, before anything that follows from it. */
  onCommit(listener: () => void): void {
    onCommitOf(this.#opened, listener)
  }

  /** The data folder as a process that dies now would leave it: all that is committed. */
  keepCopy(folder: string): void {
    keepCopyOf(this.#opened.database, this.home, folder)
  }

  /** Until nothing more follows from what has happened, with the clock as it stands. */
  async settle(): Promise<void> {
    let before = -1
    for (let quiet = 0; quiet < 3; ) {
      await new Promise((resolve) => setImmediate(resolve))
      quiet = this.events.length === before && this.#pace?.isIdle !== false ? quiet + 1 : 0
      before = this.events.length
    }
  }

  /** For work of the real world, which takes the time it takes; the test's own limit is the limit. */
  async until(runId: string, holds: (state: RunState) => boolean): Promise<RunState> {
    for (;;) {
      const state = this.state(runId)
      if (holds(state)) return state
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  state(runId: string): RunState {
    return foldRun(
      this.events.filter((event) => event.runId === runId),
      runId,
    )
  }

  /** A value of an event with its large parts put back in. */
  whole(value: Json): Json {
    return this.#opened.log.whole(value)
  }

  /** `node.completed diff`, in order. */
  trace(runId: string, types: readonly EventType[]): readonly string[] {
    return traceOf(this.events, runId, types)
  }

  openWait(runId: string, nodeId: string): string {
    const wait = [...this.state(runId).waits.values()].find((open) => open.nodeId === nodeId)
    if (!wait) throw new Error(`Nothing is asked at ${nodeId}`)
    return wait.id
  }

  #live(runId: string): RunProcess {
    const run = this.engine.live(runId)
    if (!run) throw new Error(`Run ${runId} is not live`)
    return run
  }

  async decide(
    runId: string,
    nodeId: string,
    decision: 'approved' | 'rejected',
    feedback?: string,
    value?: Json,
  ): Promise<void> {
    const run = this.#live(runId)
    await this.engine.decide(run, this.openWait(runId, nodeId), { decision, value, feedback, by: 'test' })
    await this.settle()
  }

  async stop(runId: string, undo = false): Promise<readonly ReceiptEntry[]> {
    const run = this.#live(runId)
    const receipt = await this.engine.stop(run, 'test', undo)
    await this.settle()
    return receipt
  }

  /** The same once this process is dead, though nobody was told: it goes on with nothing by itself. */
  heir(): Engine {
    this.#opened.log.flush()
    this.#die()
    return this.another()
  }

  #die(): void {
    this.#owners.die(this.#opened.owner)
    this.#opened.life.over = true
  }

  /** The engine of a second process on the same data folder, which is the test's to close. */
  another(): Engine {
    return this.#open().engine
  }

  async answer(runId: string, nodeId: string, values: Record<string, Json>): Promise<void> {
    const run = this.#live(runId)
    await this.engine.answer(run, this.openWait(runId, nodeId), values, 'test')
    await this.settle()
  }

  async turn(ms: number): Promise<void> {
    this.clock.advance(ms)
    await this.settle()
  }

  /** Lets the database grow no further, or again. */
  limitPages(full: boolean): void {
    limitPagesOf(this.#opened.database, full)
  }

  verify() {
    this.#opened.log.flush()
    return verifyDatabase(this.#opened.database, sealKey(this.home))
  }

  async close(): Promise<void> {
    await this.engine.close()
    rmSync(this.home, { recursive: true, force: true })
  }
}
