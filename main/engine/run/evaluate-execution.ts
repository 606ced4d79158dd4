/** What an execution is given: its config, evaluated in the run as it stands now. */
import type { Json } from '#shared/json.ts'
import { type Limits, namesOf } from '#shared/workflow/expression.ts'
import type { NodeError } from '../node-error.ts'
import { asNodeError } from './as-node-error.ts'
import { evaluateInput, type InputRequest, type Scope } from './evaluate-input.ts'
import type { Execution } from './execution.ts'
import { outputFor, scopeOf, secretsFor } from './scope.ts'

export function expressionLimits({ run }: Execution): Limits {
  return { timeMs: 1_000, depth: 200, now: () => run.clock.monotonic() }
}

/** What the node's expressions see at this moment. */
export function expressionScope(execution: Execution): Record<string, unknown> {
  return scopeOf(execution, execution.run)
}

/** Takes the result at once where every expression is a plain path, else as a step of its own. */
export function evaluateExecution(execution: Execution): void {
  const outcome = evaluated(execution)
  if (outcome instanceof Promise) evaluatedLater(execution, outcome)
  else execution.evaluated(outcome)
}

function evaluatedLater(execution: Execution, outcome: Promise<Json>): void {
  outcome.then(
    (input) => take(execution, input),
    (error: unknown) => take(execution, asNodeError(error)),
  )
}

/** A thousand nodes that were reached together are evaluated in one turn: what follows is spread over several. */
function take(execution: Execution, outcome: Json | NodeError): void {
  const { run } = execution
  const step = () => run.step(execution, () => execution.evaluated(outcome))
  if (run.pace.isOver()) run.pace.putOff(step)
  else step()
}

function evaluated(execution: Execution): Json | NodeError | Promise<Json> {
  try {
    return evaluateInput(execution.node.fields, new ExecutionInput(execution))
  } catch (error) {
    return asNodeError(error)
  }
}

const NO_SECRETS: Readonly<Record<string, string>> = {}

class ExecutionInput implements InputRequest {
  readonly #execution: Execution
  #scope: Scope | undefined
  #secrets: Readonly<Record<string, string>> | undefined

  constructor(execution: Execution) {
    this.#execution = execution
  }

  get scope(): Scope {
    this.#scope ??= expressionScope(this.#execution)
    return this.#scope
  }

  get secrets(): Readonly<Record<string, string>> {
    const { node, run } = this.#execution
    this.#secrets ??= node.reads.secrets.size > 0 ? secretsFor(node, run) : NO_SECRETS
    return this.#secrets
  }

  root(name: string): unknown {
    return namesOf(this.scope).root(name)
  }

  output(id: string): unknown {
    return outputFor(this.#execution, this.#execution.run, id)
  }

  limits(): Limits {
    return expressionLimits(this.#execution)
  }
}
