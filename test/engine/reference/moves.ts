/** What can happen next in a run, from outside: work ends, a person answers, an event comes, the clock turns. */

import { type Outcome, outcomeOf, REJECTED_WITH, recoveryOf, workOutput } from './script.ts'
import type { Execution } from './state.ts'
import { complete, fail } from './steps.ts'
import { awake, endAttempt, endedAttempts, nameOf, type World } from './world.ts'

const VERBS: Partial<Record<Execution['doing'], string>> = {
  working: 'ends',
  asking: 'is answered',
  waiting: 'hears',
  recovering: 'is recovered',
}

/** `a ends`, `all[1]/b is answered`: several executions of one node differ by nothing but a number. */
const labelled = (world: World): { label: string; execution: Execution }[] => {
  const seen = new Map<string, number>()
  return awake(world).flatMap((execution) => {
    const verb = VERBS[execution.doing]
    if (verb === undefined) return []
    const label = `${nameOf(execution)} ${verb}`
    const before = seen.get(label) ?? 0
    seen.set(label, before + 1)
    return [{ label: before === 0 ? label : `${label} #${before + 1}`, execution }]
  })
}

/** Turns the clock to the next moment at which something is due. */
export const CLOCK = 'clock'

export const movesOf = (world: World): string[] => {
  const timed = awake(world).some(({ due }) => due !== undefined)
  return [
    ...labelled(world)
      .map(({ label }) => label)
      .sort(),
    ...(timed ? [CLOCK] : []),
  ]
}

/** The next moment at which something is due. */
export const momentOf = (world: World): number =>
  Math.min(...awake(world).flatMap(({ due }) => (due === undefined ? [] : [Math.max(due, world.now)])))

/** Everything that is due, in the order in which the timers were set. */
export const dueNow = (world: World): Execution[] => {
  const setAt = (execution: Execution): number => world.timers.lastIndexOf(execution)
  return awake(world)
    .filter(({ due }) => due !== undefined && due <= world.now)
    .sort((a, b) => setAt(a) - setAt(b))
}

export const fire = (world: World, execution: Execution): void => {
  delete execution.due
  if (execution.doing === 'retrying') execution.doing = 'ready'
  else {
    endAttempt(world, execution)
    if (execution.doing === 'sleeping') complete(world, execution, 'out', 'slept')
    else unanswered(world, execution)
  }
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
    execution.doing = 'ready'
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
export const runAgain = (execution: Execution): void => {
  execution.attempts -= 1
  execution.doing = 'ready'
}

const recover = (world: World, execution: Execution): void => {
  const answer = recoveryOf(world.script, execution.node.id)
  if (answer === 'again') {
    runAgain(execution)
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

export const make = (world: World, label: string): void => {
  const execution = labelled(world).find((move) => move.label === label)?.execution
  if (execution === undefined) throw new Error(`"${label}" cannot happen now; possible: ${movesOf(world).join(', ')}`)
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
