/**
 * One run, live. It joins the levels with their routing, the executions of nodes, pausing and the end, and writes what
 * happens.
 *
 *   P1. Whatever comes from outside (a result, a timer, a person) enters by `step` or `act`, one after the other.
 *   P2. The state is the fold of the staged events; nothing else is remembered that a restart would need.
 */
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import { KeyedList } from '#shared/state/keyed-list.ts'
import type { RunState } from '#shared/state/run-state.ts'
import type { CompiledWorkflow } from '../compile/compiled-workflow.ts'
import type { Leaving } from '../kind.ts'
import { Claims } from './claims.ts'
import { Compensation } from './compensation.ts'
import { Ending } from './ending.ts'
import type { Execution } from './execution.ts'
import { Levels } from './levels.ts'
import { LoggedRun } from './logged-run.ts'
import { OpenQuestions } from './open-questions.ts'
import { Outcomes } from './outcomes.ts'
import { Pausing } from './pausing.ts'
import { resultOf } from './result.ts'
import type { RunContext } from './run-context.ts'
import type { RunEnvironment } from './run-environment.ts'
import type { Snapshot } from './scope.ts'
import { type Turn, takeTurn } from './step-queue.ts'

const nothing = () => undefined
const NOTHING_RECORDED: ReadonlyMap<string, Leaving> = new Map()

export class RunProcess extends LoggedRun implements RunContext {
  readonly compiled: CompiledWorkflow
  readonly recorded: ReadonlyMap<string, Leaving>
  readonly executions = new KeyedList<Execution>()
  readonly compensation: Compensation
  readonly levels: Levels
  readonly pausing: Pausing
  readonly ending: Ending
  readonly claims: Claims
  readonly openQuestions: OpenQuestions
  readonly outcomes: Outcomes
  startedAtPosition = 0
  isResumed = false
  #isReleased = false
  #isActing = false

  constructor(
    state: RunState,
    compiled: CompiledWorkflow,
    environment: RunEnvironment,
    recorded: ReadonlyMap<string, Leaving> = NOTHING_RECORDED,
  ) {
    super(state, environment)
    this.compiled = compiled
    this.recorded = recorded
    this.levels = new Levels(this, compiled, state)
    this.compensation = new Compensation(this, compiled)
    this.pausing = new Pausing(this)
    this.ending = new Ending(this)
    this.claims = new Claims(this, environment)
    this.openQuestions = new OpenQuestions(this)
    this.outcomes = new Outcomes(this)
  }

  get isPaused(): boolean {
    return this.pausing.isPaused
  }
  get undoes(): boolean {
    return this.ending.undoes
  }
  /** Where the run stands in its machine. */
  get machineState(): string {
    return this.ending.machineState
  }

  /** Begins at an entry node. `run.started` is staged already. */
  begin(entry: string, cause: string): void {
    this.levels.enter(this.compiled.byId.get(entry)?.index ?? -1, cause)
  }

  afterCommit(action: () => void): void {
    this.environment.log.afterCommit(() => {
      if (!this.#isReleased) action()
    })
  }

  next(action: () => void): void {
    this.levels.queue.add(action)
  }

  afterStep(turn: Turn): void {
    this.levels.queue.last(turn)
  }

  inTurn(action: () => void, endsAtOnce: boolean): void {
    this.levels.queue.start(action, endsAtOnce)
  }

  step(execution: Execution, turn: Turn): void {
    if (this.#isReleased || this.executions.get(execution.key) !== execution) return
    this.act(turn)
  }

  /** One step: the turn, and all that follows from it. Inside of another it is part of that one's step. */
  act(turn: Turn): void {
    if (this.#isActing) return takeTurn(turn)
    try {
      this.#isActing = true
      try {
        takeTurn(turn)
      } finally {
        this.#isActing = false
      }
      this.levels.drain()
    } catch (error) {
      if (error instanceof CallError) {
        this.levels.drain()
        throw error
      }
      this.broken(error)
    }
  }

  goOn(): void {
    if (!this.#isReleased) this.act(nothing)
  }

  snapshotFor({ compensates }: Execution): Snapshot | undefined {
    return compensates && this.compensation.snapshotFor(compensates)
  }

  whenGoing(execution: Execution, go: () => void): () => void {
    return this.pausing.gate.whenGoing(execution, go)
  }

  finished(): void {
    const { top } = this.levels
    const result = this.whole(resultOf(this.state, top))
    this.ending.conclude({ type: 'succeeded', result })
  }

  suspended(receipt: readonly ReceiptEntry[]): void {
    this.ending.suspended(receipt)
  }

  /** Active executions of a node; of one path and iteration where they are given. */
  executionsOf(nodeId: string, path?: string, iteration?: number): readonly Execution[] {
    return [...this.executions.values()].filter(
      (execution) =>
        execution.node.id === nodeId &&
        (path === undefined || execution.path === path) &&
        (iteration === undefined || execution.iteration === iteration),
    )
  }

  bury(error: { readonly code: string; readonly message: string }): void {
    this.environment.bury(this, error)
  }

  broken(error: unknown): void {
    this.environment.bug(error, this.runId)
    const message = error instanceof Error ? error.message : String(error)
    this.ending.conclude({
      type: 'failed',
      code: 'internal',
      message: `Slashflow failed inside: ${message}`,
      retryable: false,
    })
    this.ending.checkQuiet()
  }

  /** Its last event is staged; whoever waits for that is answered when it is stored. */
  over(answers: readonly (() => void)[]): void {
    this.environment.log.afterCommit(() => {
      for (const answer of answers) answer()
      this.environment.finished(this)
    })
  }

  /** Lets go of the run without ending it; another owner, or the next start, goes on from the log. Resolves when its work has ended. */
  async release(): Promise<void> {
    const ending = [...this.executions.values()].flatMap((execution) => execution.release() ?? [])
    this.#isReleased = true
    this.ending.release()
    await Promise.all(ending)
  }
}
