/** What can happen next in a run, from outside: work ends, a person answers, an event comes, the clock turns. */

import { complete, fail } from './endings.ts'
import { holdsLock } from './locks.ts'
import { type Outcome, outcomeOf, REJECTED_WITH, recoveryOf, workOutput } from './script.ts'
import type { Execution } from './state.ts'
import { endInside, goTo, onceAllowed } from './steps.ts'
import { activeOf, awake, awakeWorlds, endAttempt, endedAttempts, isEndingInside, nameOf, type World } from './world.ts'

const VERBS: Partial<Record<Execution['doing'], string>> = {
  working: 'ends',
  asking: 'is answered',
  waiting: 'hears',
  recovering: 'is recovered',
}

/** An execution of a run or of one of its child runs. */
export interface Placed {
  readonly world: World
  readonly execution: Execution
}

interface Labelled extends Placed {
  readonly label: string
}

const awakeIn = (top: World): Placed[] =>
  awakeWorlds(top).flatMap((world) => awake(world).map((execution) => ({ world, execution })))

/** Several executions of one node differ by nothing but a number. */
const numbered = (list: readonly Labelled[]): Labelled[] => {
  const seen = new Map<string, number>()
  return list.map((one) => {
    const before = seen.get(one.label) ?? 0
    seen.set(one.label, before + 1)
    return before === 0 ? one : { ...one, label: `${one.label} #${before + 1}` }
  })
}

/** `a ends`, `all[1]/b is answered`. */
const labelled = (top: World): Labelled[] =>
  numbered(
    awakeIn(top).flatMap((placed) => {
      const verb = VERBS[placed.execution.doing]
      return verb === undefined ? [] : [{ ...placed, label: `${nameOf(placed.execution)} ${verb}` }]
    }),
  )

/** Whom a person can stop alone, by its name. */
export const stoppableIn = (top: World): Labelled[] =>
  numbered(awakeIn(top).map((placed) => ({ ...placed, label: nameOf(placed.execution) })))

/** Turns the clock to the next moment at which something is due. */
export const CLOCK = 'clock'

/** What waits for its lock once more has its time, but nobody looks at it until then. */
const timed = (top: World): Placed[] =>
  awakeIn(top).filter(({ execution: { due, doing } }) => due !== undefined && doing !== 'locking')

export const movesOf = (top: World): string[] => [
  ...labelled(top)
    .map(({ label }) => label)
    .sort(),
  ...(timed(top).length > 0 ? [CLOCK] : []),
]

/** The next moment at which something is due. */
export const momentOf = (top: World): number =>
  Math.min(...timed(top).map(({ execution: { due = 0 } }) => Math.max(due, top.now)))

/** Everything that is due, in the order in which the timers were set. */
export const dueNow = (top: World): Placed[] => {
  const setAt = ({ execution }: Placed): number => top.timers.lastIndexOf(execution)
  return timed(top)
    .filter(({ execution: { due = 0 } }) => due <= top.now)
    .sort((a, b) => setAt(a) - setAt(b))
}

export const fire = (world: World, execution: Execution): void => {
  const { node, doing } = execution
  delete execution.due
  if (doing === 'retrying') goTo(world, execution, holdsLock(world, execution) ? 'ready' : 'locking')
  else if (['working', 'containing', 'calling'].includes(doing)) outOfTime(world, execution)
  else {
    endAttempt(world, execution)
    if (node.kind === 'delay') complete(world, execution, 'out', 'slept')
    else unanswered(world, execution)
  }
}

/** Rule 7: the time of an attempt is over, and its work is ended; a container or call fails when what is inside has ended. */
const outOfTime = (world: World, execution: Execution): void => {
  endInside(world, execution)
  if (execution.doing === 'calling') world.time.acknowledging.add(execution)
  if (isEndingInside(world, execution)) execution.isOutOfTime = true
  else timedOut(world, execution)
}

const timedOut = (world: World, execution: Execution): void => {
  endAttempt(world, execution)
  failBy(world, execution, 'node.timeout', false)
}

/** One that is out of time and has nothing inside any more; false when there is none. */
export const failOutOfTime = (world: World): boolean => {
  const over = activeOf(world).find((one) => one.isOutOfTime === true && !isEndingInside(world, one))
  if (over === undefined) return false
  delete over.isOutOfTime
  timedOut(world, over)
  return true
}

/** Rule 10: by the port `interrupted`, and where that leads nowhere the node fails. */
export const interrupt = (top: World, label: string): void => {
  const found = stoppableIn(top).find((one) => one.label === label)
  if (found === undefined) throw new Error(`"${label}" is not active`)
  const { world, execution } = found
  const { node, scope } = execution
  endAttempt(world, execution)
  endInside(world, execution)
  const leaves = scope.flow.edges.some(({ from, port }) => from === node.id && port === 'interrupted')
  if (leaves) complete(world, execution, 'interrupted', { text: '', interrupted: true })
  else failBy(world, execution, 'node.interrupted', true)
}

/** Reading R19: by the port `timeout`, and where that leads nowhere the node fails. */
const unanswered = (world: World, execution: Execution): void => {
  const { node, doing, scope } = execution
  if (!scope.flow.edges.some(({ from, port }) => from === node.id && port === 'timeout')) {
    failBy(world, execution, 'node.unanswered', true)
  } else complete(world, execution, 'timeout', doing === 'asking' ? { decision: 'timeout' } : null)
}

const failBy = (world: World, execution: Execution, code: string, final: boolean): void =>
  fail(world, execution, { code, message: code }, final)

const answerEffect = (world: World, execution: Execution, outcome: Outcome): void => {
  if (!('refused' in outcome)) {
    goTo(world, execution, onceAllowed(execution.node))
    return
  }
  endAttempt(world, execution)
  failBy(world, execution, 'effect.rejected', true)
}

const answerApproval = (world: World, execution: Execution, outcome: Outcome): void => {
  endAttempt(world, execution)
  if ('leaves' in outcome && outcome.leaves !== 'rejected')
    complete(world, execution, 'approved', { decision: 'approved' })
  else complete(world, execution, 'rejected', { decision: 'rejected', feedback: REJECTED_WITH })
}

/** Rule 9: the same attempt, once there is a place for it. */
export const runAgain = (world: World, execution: Execution): void => {
  execution.attempts -= 1
  execution.makesAgain = true
  goTo(world, execution, onceAllowed(execution.node))
}

const recover = (world: World, execution: Execution): void => {
  const answer = recoveryOf(world.script, execution.node.id)
  if (answer === 'again') {
    runAgain(world, execution)
    return
  }
  endAttempt(world, execution)
  if (answer === 'done') complete(world, execution, 'out', 'recovered')
  else failBy(world, execution, 'node.recovery-failed', true)
}

const endWork = (world: World, execution: Execution, outcome: Outcome): void => {
  const ended = endAttempt(world, execution)
  if ('refused' in outcome) failBy(world, execution, 'refused', true)
  else if ('fails' in outcome) failBy(world, execution, outcome.fails, outcome.final === true)
  else complete(world, execution, outcome.leaves, workOutput(execution.node.id, execution.scope.path, ended))
}

export const make = (top: World, label: string): void => {
  const found = labelled(top).find((move) => move.label === label)
  if (found === undefined) throw new Error(`"${label}" cannot happen now; possible: ${movesOf(top).join(', ')}`)
  const { world, execution } = found
  const { node, scope } = execution
  const outcome = outcomeOf(world.script, node.id, scope.path, endedAttempts(world, execution))
  if (execution.doing === 'recovering') recover(world, execution)
  else if (execution.doing === 'working') endWork(world, execution, outcome)
  else if (execution.doing === 'waiting') {
    endAttempt(world, execution)
    complete(world, execution, 'leaves' in outcome ? outcome.leaves : 'out', null)
  } else if (node.kind === 'effect') answerEffect(world, execution, outcome)
  else answerApproval(world, execution, outcome)
}
