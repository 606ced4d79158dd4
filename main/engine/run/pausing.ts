/** Pause, breakpoints and single steps of a run (DESIGN 4.10): nothing new starts, what is under way goes on. */
import type { ExecutionRef } from '#shared/events/node-events.ts'
import type { KeyedList } from '#shared/state/keyed-list.ts'
import type { RunState } from '#shared/state/run-state.ts'
import type { Children } from './children.ts'
import type { Execution } from './execution.ts'
import { StartGate } from './start-gate.ts'

export interface PausableRun {
  readonly state: RunState
  readonly children: Children
  readonly executions: KeyedList<Execution>
  emit(draft: PauseDraft, durable: boolean): unknown
  act(action: () => void): void
  afterStep(action: () => void): void
  /** In the present step, where what ends at once and what takes time begins. */
  inTurn(action: () => void, endsAtOnce: boolean): void
}

type PauseDraft =
  | { readonly type: 'run.paused'; readonly data: { by: string; nodeId?: string } }
  | { readonly type: 'run.resumed'; readonly data: { by: string } }
  | ({ readonly type: 'run.stepped'; readonly data: { by: string } } & Partial<ExecutionRef>)
  | { readonly type: 'checkpoint.requested'; readonly data: { by: string } }
  | { readonly type: 'breakpoints.changed'; readonly data: { by: string; nodes: string[] } }

export class Pausing {
  readonly #run: PausableRun
  readonly gate: StartGate

  constructor(run: PausableRun) {
    this.#run = run
    this.gate = new StartGate(this)
  }

  get executions(): KeyedList<Execution> {
    return this.#run.executions
  }

  get isPaused(): boolean {
    return this.#run.state.status === 'paused'
  }

  /** Nodes that are held back, in the order in which they go on. */
  get held(): readonly string[] {
    return this.gate.waiting
  }

  /** `nodeId`: the breakpoint that was reached. */
  pause(by: string, nodeId?: string): void {
    if (this.#run.state.status !== 'running') return
    this.#run.emit({ type: 'run.paused', data: { by, ...(nodeId !== undefined && { nodeId }) } }, true)
    for (const child of this.#childRuns()) this.#run.children.pause(child, by)
  }

  /** Called before a node starts, where there are breakpoints. */
  reached(nodeId: string): void {
    if (this.#run.state.breakpoints.includes(nodeId)) this.pause('breakpoint', nodeId)
  }

  resume(by: string): void {
    if (!this.isPaused) return
    const run = this.#run
    run.act(() => {
      run.emit({ type: 'run.resumed', data: { by } }, true)
      run.afterStep(() => this.#resumeChildren(by))
      this.gate.open((action, endsAtOnce) => run.inTurn(action, endsAtOnce))
    })
  }

  /** Those that are left when what ended at once has withdrawn what it withdraws. */
  #resumeChildren(by: string): void {
    // Paused once more, or stopped, before its turn came.
    if (this.#run.state.status !== 'running') return
    for (const child of this.#childRuns()) this.#run.children.resume(child, by)
  }

  /** Lets one held node go on. Returns whether one was held. */
  step(by: string, nodeId: string | undefined): boolean {
    const next = this.isPaused ? this.gate.next(nodeId) : undefined
    if (!next) return false
    const { path, iteration, node } = next
    this.#run.act(() => {
      const place = { nodeId: node.id, ...(path !== '' && { path }), iteration }
      this.#run.emit({ type: 'run.stepped', ...place, data: { by } }, true)
      this.gate.step(nodeId)
    })
    return true
  }

  setBreakpoints(nodes: readonly string[], by: string): void {
    this.#run.emit({ type: 'breakpoints.changed', data: { by, nodes: [...nodes] } }, true)
  }

  /** So do the runs that it has called: each at its own next checkpoint. */
  holdAtCheckpoint(by: string): void {
    this.#run.emit({ type: 'checkpoint.requested', data: { by } }, true)
    for (const child of this.#childRuns()) this.#run.children.holdAtCheckpoint(child, by)
  }

  #childRuns(): readonly string[] {
    return [...this.#run.executions.values()].flatMap(({ activity }) => activity?.childRunId ?? [])
  }
}
