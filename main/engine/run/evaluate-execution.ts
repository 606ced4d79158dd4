/** What an execution is given: its config, evaluated in the run as it stands now. */
import type { Json } from '#shared/json.ts'
import type { Limits } from '#shared/workflow/expression.ts'
import type { NodeError } from '../node-error.ts'
import { asNodeError } from './as-node-error.ts'
import { evaluateInput } from './evaluate-input.ts'
import type { Execution } from './execution.ts'
import type { RunContext } from './run-context.ts'
import { type ScopeSources, scopeOf, secretsFor } from './scope.ts'

export function expressionLimits({ run }: Execution): Limits {
  return { timeMs: 1_000, depth: 200, now: () => run.clock.monotonic() }
}

/** What the node's expressions see at this moment. */
export function expressionScope(execution: Execution): Record<string, unknown> {
  return scopeOf(execution, sourcesOf(execution))
}

/** Made once a run: every node of it looks at the same. */
const sourcesByRun = new WeakMap<RunContext, ScopeSources>()

function sourcesOf({ run }: Execution): ScopeSources {
  const known = sourcesByRun.get(run)
  if (known) return known
  const sources: ScopeSources = {
    state: run.state,
    whole: (value) => run.whole(value),
    secret: (name) => run.adapters.secrets.placeholder(name, run.runId),
    snapshotFor: (execution) => run.snapshotFor(execution),
  }
  sourcesByRun.set(run, sources)
  return sources
}

/** Takes the result at once where every expression is a plain path, else as a step of its own. */
export function evaluateExecution(execution: Execution): void {
  const outcome = evaluated(execution)
  if (!(outcome instanceof Promise)) return execution.evaluated(outcome)
  const { run } = execution
  outcome.then(
    (input) => run.step(execution, () => execution.evaluated(input)),
    (error: unknown) => run.step(execution, () => execution.evaluated(asNodeError(error))),
  )
}

function evaluated(execution: Execution): Json | NodeError | Promise<Json> {
  const { node } = execution
  try {
    const sources = sourcesOf(execution)
    return evaluateInput(node.fields, {
      scope: scopeOf(execution, sources),
      secrets: node.secrets.size > 0 ? secretsFor(node, sources) : NO_SECRETS,
      limits: () => expressionLimits(execution),
    })
  } catch (error) {
    return asNodeError(error)
  }
}

const NO_SECRETS: Readonly<Record<string, string>> = {}
