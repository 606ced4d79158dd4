/** How a node leaves that takes no time: instant kinds, `emit`, `cancel`, `end`, a form with nothing to ask. */
import type { Json } from '#shared/json.ts'
import type { Leaving } from '../kind.ts'
import { asNodeError } from './as-node-error.ts'
import type { Execution } from './execution.ts'
import type { RunContext } from './run-context.ts'

export function leaveAtOnce(execution: Execution): void {
  execution.emit('node.started', { input: execution.given.recorded })
  try {
    execution.send({ type: 'completed', leaving: leavingOf(execution) })
  } catch (error) {
    execution.send({ type: 'failed', error: asNodeError(error) })
  }
}

function leavingOf(execution: Execution): Leaving {
  const { node, run, input } = execution
  const { behaviour } = node.kind
  switch (behaviour.family) {
    case 'instant':
      return behaviour.leave(input, new EntryFacts(run))
    case 'form':
      return behaviour.leave({}, input)
    case 'emit':
      execution.emit('event.emitted', behaviour.emitted(input))
      return behaviour.leave()
    case 'cancel':
      return behaviour.leave(run.levels.cancel(execution, behaviour.nodes(input)))
    case 'end': {
      const outcome = behaviour.outcome(input)
      run.next(() => run.outcomes.concluded(outcome, execution))
      return { port: 'out', output: outcome.result }
    }
    default:
      throw new Error(`${node.id}: a ${behaviour.family} node cannot leave at once`)
  }
}

/** Read when asked for: large values are put back in for the entry alone. */
class EntryFacts {
  readonly #run: RunContext

  constructor(run: RunContext) {
    this.#run = run
  }

  get args(): Readonly<Record<string, Json>> {
    return this.#run.args
  }

  get payload(): Json | undefined {
    const { payload } = this.#run.state
    return payload === undefined ? undefined : this.#run.whole(payload)
  }
}
