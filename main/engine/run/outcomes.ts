/** What the end of an execution means: for what follows it, for its level, and for the run. */
import type { Json } from '#shared/json.ts'
import { ERROR_PORT } from '#shared/workflow/workflow.ts'
import type { Outcome } from '../machines/run-machine.ts'
import { failureData, type NodeError } from '../node-error.ts'
import type { Execution } from './execution.ts'
import type { LevelRun } from './level-run.ts'
import type { LevelledRun } from './levels.ts'
import { feedbackOf } from './loop-edges.ts'
import { type EndOutcome, outcomeOfEnd } from './result.ts'

export class Outcomes {
  readonly #run: LevelledRun

  constructor(run: LevelledRun) {
    this.#run = run
  }

  /** It left by `port`, or by none (withdrawn, cancelled). */
  ended(execution: Execution, port: string | null, output: Json): void {
    this.#remove(execution)
    const { ending, compensation, levels } = this.#run
    const { level, node, iteration, compensates, cause } = execution
    if (compensates) return ending.undoing.ended(execution, undefined)
    if (port !== null && port !== ERROR_PORT) {
      level.lastOutput = output
      if (node.definition.compensate !== undefined && !execution.isRecorded) compensation.completed(execution)
    }
    if (level.isClosing || ending.isClosing) return
    // Only listed here: this is called from inside a machine's action, and what follows starts others.
    levels.route(level, level.routing.ended(node.index, iteration, port, feedbackOf(this.#run, level, output)), cause)
  }

  /** A failure that nothing catches. */
  failed(execution: Execution, error: NodeError): void {
    this.#remove(execution)
    const { code, message } = error
    if (execution.compensates) return this.#run.ending.undoing.ended(execution, { code, message })
    this.failing(execution, error)
  }

  /** It is sure to fail for good, though it may not have ended yet. */
  failing({ level, node }: Execution, error: NodeError): void {
    this.#conclude(level, { type: 'failed', ...failureData(error), nodeId: node.id })
  }

  /** An `end` was reached: of the run, or of the item that the node stands in. */
  concluded(outcome: EndOutcome, { level, node }: Execution): void {
    this.#conclude(level, outcomeOfEnd(outcome, node))
  }

  #remove(execution: Execution): void {
    this.#run.executions.delete(execution.key)
    execution.level.remove(execution)
    this.#run.levels.touch(execution.level)
  }

  #conclude(level: LevelRun, outcome: Outcome): void {
    if (!level.owner) return this.#run.ending.conclude(outcome)
    if (level.isClosing) return
    level.conclude(outcome)
    if (outcome.type === 'failed') level.owner.levelFails(level)
    this.#run.levels.touch(level)
  }
}
