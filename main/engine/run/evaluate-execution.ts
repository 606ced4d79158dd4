/** What an execution is given: its config, evaluated in the run as it stands now. */
import type { Json } from '#shared/json.ts'
import type { RunState } from '#shared/state/run-state.ts'
import type { NodeError } from '../node-error.ts'
import { evaluateInput } from './evaluate-input.ts'
import type { Execution } from './execution.ts'
import { scopeOf, secretsFor } from './scope.ts'
import { asNodeError } from './work.ts'

const LIMITS = { timeMs: 1_000, depth: 200 } as const

/** Answers at once where every expression is a plain path, else as a step of its own. */
export function evaluateExecution(
  execution: Execution,
  state: RunState,
  done: (outcome: Json | NodeError) => void,
): void {
  const { node, path, loop, run } = execution
  try {
    const sources = {
      state,
      whole: (value: Json) => run.whole(value),
      secret: (name: string) => run.adapters.secrets.placeholder(name, run.runId),
    }
    const outcome = evaluateInput({
      kind: node.kind,
      config: node.config,
      scope: scopeOf(node, path, loop, sources),
      secrets: secretsFor(node, sources),
      limits: { ...LIMITS, now: () => run.clock.monotonic() },
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
