/** How a node ends: it completes by a port or fails, and what holds it may fail with it (rules 4, 6 and 7). */
import { isExhausted, loopEdgesFrom } from './loop-steps.ts'
import { type Execution, type Failure, type Scope, visibleFrom } from './state.ts'
import { closeScope, setTimer, settle } from './steps.ts'
import { nameOf, type World } from './world.ts'

/** Reading R18: the latest output is that of the latest execution, also where an earlier one ends after it. */
export const keepOutput = (world: World, { scope, node, iteration, output }: Execution): void => {
  const isLater = (other: Execution): boolean =>
    other.scope.path === scope.path && other.node === node && other.iteration > iteration && other.output !== undefined
  if (!world.ended.some(isLater)) scope.outputs.set(node.id, output)
}

export const complete = (world: World, execution: Execution, port: string, output: unknown): void => {
  const { scope, node, undoes } = execution
  const edges = undoes === undefined ? loopEdgesFrom(scope, node.id, port) : []
  if (edges.some((edge) => isExhausted(scope, edge))) {
    fail(world, execution, { code: 'loop.exhausted', message: 'loop.exhausted' }, true)
    return
  }
  execution.port = port
  execution.output = output
  settle(world, execution, 'completed', `completes by ${port}`)
  if (undoes !== undefined) return
  keepOutput(world, execution)
  scope.last = output
  if (node.compensate !== undefined) execution.seen = visibleFrom(scope)
}

const attemptsOf = ({ node, undoes }: Execution): number => node.attempts ?? (undoes === undefined ? 1 : 3)

const RETRY_DELAY = 1_000
const RETRY_MOST = 60_000

/** Rules 6 and 7: another attempt, else by `error`, else whatever holds the node fails. */
export const fail = (world: World, execution: Execution, failure: Failure, final: boolean): void => {
  const { scope, node } = execution
  if (!final && execution.attempts < attemptsOf(execution)) {
    execution.doing = 'retrying'
    world.trace.push(`${nameOf(execution)} fails with ${failure.code} and will try again`)
    setTimer(world, execution, Math.min(RETRY_DELAY * 2 ** (execution.attempts - 1), RETRY_MOST))
    return
  }
  execution.failure = failure
  settle(world, execution, 'failed', `fails with ${failure.code}`)
  if (execution.undoes !== undefined) return
  execution.output = { error: failure }
  keepOutput(world, execution)
  const edges = scope.flow.edges.filter((edge) => edge.from === node.id && edge.port === 'error')
  // Reading R6: an `error` port whose loop is exhausted is no way out.
  const isWayOut = edges.length > 0 && !loopEdgesFrom(scope, node.id, 'error').some((edge) => isExhausted(scope, edge))
  if (isWayOut) execution.port = 'error'
  else scopeFails(world, execution, { ...failure, final })
}

/** Rule 6 for a run, rule 5 for an item: what holds the scope hears of it next. */
const scopeFails = (world: World, { scope, node }: Execution, failure: NonNullable<Scope['failure']>): void => {
  closeScope(world, scope)
  if (scope.container === undefined) world.error = { ...failure, node: node.id }
  else scope.failure = failure
}
