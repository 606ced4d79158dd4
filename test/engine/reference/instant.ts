/** What nodes do that end in the step in which they started. */

import { itemEnded, outputOfContainer } from './containers.ts'
import { complete, fail, keepOutput } from './endings.ts'
import { outcomeOf } from './script.ts'
import { activeIn, type Execution } from './state.ts'
import { closeScope, withdraw } from './steps.ts'
import { childOf, endAttempt, endedAttempts, nameOf, type World } from './world.ts'

/** Reading R9: the code of what an `end` with the status "failed" has ended. */
const ENDED_AS_FAILED = { code: 'run.ended-failed', message: '' }

/** Rule 11: the first `end` wins; what is still active is withdrawn, and nothing is compensated. */
const endScope = (world: World, execution: Execution): void => {
  const { node, scope } = execution
  const result = `result of ${node.id}`
  execution.status = 'completed'
  execution.endedIn = world.step
  execution.output = result
  world.ended.push(execution)
  world.trace.push(`${nameOf(execution)} ends ${scope.path === '' ? 'the run' : 'its item'}`)
  // Who comes to its place again sees it there (reading R22).
  keepOutput(world, execution)
  scope.last = result
  closeScope(world, scope)
  if (scope.container !== undefined) {
    if (node.fails === true) scope.failure = { ...ENDED_AS_FAILED, final: false }
    else itemEnded(world, scope)
    return
  }
  if (node.fails === true) {
    world.status = 'failed'
    world.error = { ...ENDED_AS_FAILED, final: false, node: node.id }
  } else {
    world.status = 'succeeded'
    world.result = result
  }
}

const cancel = (world: World, { node, scope }: Execution): string[] =>
  (node.targets ?? []).filter((target) => {
    const active = activeIn(scope).filter((other) => other.node.id === target)
    for (const other of active) withdraw(world, other)
    return active.length > 0
  })

/** Its child run has come to an end. */
const returned = (world: World, execution: Execution): void => {
  const child = childOf(world, execution)
  endAttempt(world, execution)
  if (child?.error === undefined) complete(world, execution, 'out', child?.result)
  else fail(world, execution, { code: child.error.code, message: child.error.message }, child.error.final)
}

const branch = (world: World, execution: Execution): void => {
  const outcome = outcomeOf(world.script, execution.node.id, execution.scope.path, endedAttempts(world, execution))
  endAttempt(world, execution)
  const port = 'leaves' in outcome ? outcome.leaves : 'else'
  complete(world, execution, port, { port })
}

export const completeInstant = (world: World, execution: Execution): void => {
  const { node } = execution
  if (node.disabled === true) complete(world, execution, 'out', null)
  else if (node.kind === 'end') endScope(world, execution)
  else if (node.kind === 'branch') branch(world, execution)
  else if (node.kind === 'cancel') complete(world, execution, 'out', { cancelled: cancel(world, execution) })
  else if (node.kind === 'start') complete(world, execution, 'out', {})
  else if (node.kind === 'call') returned(world, execution)
  else if (node.kind === 'set') complete(world, execution, 'out', `value of ${node.id}`)
  else complete(world, execution, 'out', outputOfContainer(execution))
}
