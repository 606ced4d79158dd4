/** How one execution of a restored run goes on, from what its node's state says. */
import { decisionsOf } from '#shared/state/decisions-of.ts'
import type { Decision, NodeState } from '#shared/state/run-state.ts'
import { NEXT_PASS } from '../compile/loop-routing.ts'
import { activityAgain, awaitRetry } from './attempts.ts'
import { ContainerActivity } from './container-activity.ts'
import type { Execution } from './execution.ts'
import type { LevelRun } from './level-run.ts'
import type { RunProcess } from './run-process.ts'

/** Once the containers around it are under way again; at once where they are. Not where it has gone meanwhile. */
export function reviveInTurn(run: RunProcess, found: NodeState | undefined, execution: Execution): void {
  const waiting = waitingAround(execution)
  if (waiting) waiting.push(() => reviveInTurn(run, found, execution))
  else if (run.executions.get(execution.key) === execution && !execution.isSuspended) revive(run, found, execution)
}

/** What waits for a container's lock, by the container. */
const waitingInside = new WeakMap<Execution, (() => void)[]>()

function waitingAround({ level }: Execution): (() => void)[] | undefined {
  for (let at: LevelRun | undefined = level; at; at = at.parent) {
    const waiting = at.owner && waitingInside.get(at.owner.execution)
    if (waiting) return waiting
  }
  return undefined
}

export function revive(run: RunProcess, found: NodeState | undefined, execution: Execution): void {
  if (!found) return
  // It was under way before, and waited for its lock once more when its owner died.
  const node = found.heldBack ? { ...found, ...found.heldBack } : found
  // Its owner died between what withdrew it and its end: it must not run again.
  const withdrawing = whyWithdrawn(node, execution)
  if (withdrawing !== undefined && !(execution.activity instanceof ContainerActivity))
    return execution.withdraw(withdrawing)
  switch (node.status) {
    case 'running':
    case 'streaming':
    case 'waiting':
      underWay(run, node, execution)
      break
    case 'awaiting':
      askedAlready(run, node, execution)
      break
    case 'retrying':
      restoreInput(run, node, execution)
      execution.resumeIn('retrying', () =>
        awaitRetry(execution, Date.parse(node.retryAt ?? '') || run.clock.now(), node.failedAt),
      )
      break
    default:
      restart(run, node, execution)
  }
  // A container is withdrawn with what is inside it, which its own activity does.
  if (withdrawing !== undefined) execution.withdraw(withdrawing)
}

function whyWithdrawn(node: NodeState, { level, node: compiled, compensates }: Execution): string | undefined {
  if (node.withdrawing !== undefined) return node.withdrawing
  // It undoes what was done in a level that has long been closed, or left.
  if (compensates) return undefined
  if (level.isClosing) return level.outcome?.type === 'failed' ? 'Another node of this item failed' : 'The item ended'
  return level.routing.isWithdrawing(compiled.index) ? NEXT_PASS : undefined
}

function underWay(run: RunProcess, node: NodeState, execution: Execution): void {
  const { family } = execution.node.kind.behaviour
  if (node.waitingFor?.type === 'lock') return restart(run, node, execution)
  if (family === 'work') return runAgain(run, node, execution)
  if (node.input === undefined) return run.levels.start(execution)
  restoreInput(run, node, execution)
  if (family !== 'container' && family !== 'child' && family !== 'timer' && family !== 'wait')
    return run.levels.start(execution)
  if (!execution.needsLock) return execution.resumeIn('running', () => activityAgain(execution).restore(node))
  const inside: (() => void)[] = []
  waitingInside.set(execution, inside)
  // Under way, so that what it is about ends with it where it is withdrawn or stopped meanwhile.
  execution.resumeIn('running', () => activityAgain(execution).hold?.(node))
  execution.resources.takeLock(() => {
    waitingInside.delete(execution)
    activityAgain(execution).restore(node)
    for (const goOnInside of inside) goOnInside()
  })
}

/** An effect may have happened already, so a person is asked, unless happening twice does no harm. */
function runAgain(run: RunProcess, node: NodeState, execution: Execution): void {
  restoreInput(run, node, execution)
  if (execution.given.isEffect && execution.node.definition.idempotent !== true)
    return execution.resumeIn('held', () => execution.askRecovery())
  enqueue(execution)
}

/** Not started: its input is known, or is asked for again; an answer that was given is not. */
function restart(run: RunProcess, node: NodeState, execution: Execution): void {
  const approved = decisionsOf(run.state, node).findLast(({ decided }) => decided.decision === 'approved')
  if (approved) return adoptApproval(run, execution, approved)
  if (node.input === undefined || execution.node.machine.id !== 'work') return run.levels.start(execution)
  restoreInput(run, node, execution)
  enqueue(execution)
}

function enqueue(execution: Execution): void {
  if (execution.needsLock) execution.resumeIn('locking', () => execution.lock())
  else execution.resumeIn('queued', () => execution.queue())
}

function askedAlready(run: RunProcess, node: NodeState, execution: Execution): void {
  const wait = run.state.waits.get(node.waitId ?? '')
  if (!wait) return run.levels.start(execution)
  const asked = wait.type === 'approval' ? wait.request.input : undefined
  execution.given.restore(run.whole(asked ?? node.input ?? {}))
  const isRecovery = wait.type === 'input' && wait.request.purpose === 'recovery'
  const again = () => execution.resumeIn(isRecovery ? 'held' : 'awaiting', () => execution.questions.restore(wait))
  // A form or an approval holds its lock while it is open; an effect takes it after the answer.
  const isPerson = wait.request.purpose !== 'recovery' && wait.request.purpose !== 'effect'
  if (execution.needsLock && isPerson) execution.resources.takeLock(again)
  else again()
}

function adoptApproval(run: RunProcess, execution: Execution, { request, decided }: Decision): void {
  if (request.input === undefined) return run.levels.start(execution)
  execution.given.restore(run.whole(request.input))
  execution.adopt({ decision: 'approved', value: run.whole(decided.value), by: decided.by })
  enqueue(execution)
}

function restoreInput(run: RunProcess, node: NodeState, execution: Execution): void {
  execution.given.restore(run.whole(node.input ?? {}))
}
