/** What an execution is given: its config, evaluated in the run as it stands now. */
import type { Json } from '#shared/json.ts'
import type { Limits } from '#shared/workflow/expression.ts'
import type { NodeError } from '../node-error.ts'
import { asNodeError } from './as-node-error.ts'
import { evaluateInput } from './evaluate-input.ts'
import type { Execution } from './execution.ts'
import { type ScopeSources, scopeOf, secretsFor } from './scope.ts'

export function expressionLimits({ run }: Execution): Limits {
  return { timeMs: 1_000, depth: 200, now: () => run.clock.monotonic() }
}

/** What the node's expressions see at this moment. */
export function expressionScope(execution: Execution): Record<string, unknown> {
  return scopeOf(execution, sourcesOf(execution))
}

function sourcesOf({ run }: Execution): ScopeSources {
  return {
    state: run.state,
    whole: (value) => run.whole(value),
    secret: (name) => run.adapters.secrets.placeholder(name, run.runId),
    snapshotFor: (execution) => run.snapshotFor(execution),
  }
}

/** Answers at once where every expression is a plain path, else as a step of its own. */
export function evaluateExecution(execution: Execution, done: (outcome: Json | NodeError) => void): void {
  const { node, run } = execution
  try {
    const sources = sourcesOf(execution)
    const outcome = evaluateInput({
      fields: node.fields,
      scope: scopeOf(execution, sources),
      secrets: node.secrets.size > 0 ? secretsFor(node, sources) : {},
      limits: expressionLimits(execution),
    })
    if (!(outcome instanceof Promise)) return done(outcome)
    outcome.then(
      (input) => run.step(execution, () => done(input)),
      (error: unknown) => run.step(execution, () => done(asNodeError(error))),
    )
  } catch (error) {
    done(asNodeError(error))
  }
}
