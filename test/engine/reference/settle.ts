/** What follows from a step at once, one thing after the other, until nothing does. */
import { compensateAll, goOnUndoing } from './compensation.ts'
import { endItem, tendContainers } from './containers.ts'
import { isLive } from './edges.ts'
import { completeInstant } from './instant.ts'
import { judge } from './joins.ts'
import { endingPass, takeLoop } from './loop-steps.ts'
import { dueNow, failOutOfTime, fire } from './moves.ts'
import { Next } from './next.ts'
import type { Prefer } from './prefer.ts'
import { activeIn, type Execution, passOf, type Scope } from './state.ts'
import { skipNode, startByJoin } from './steps.ts'
import { awake, awakeWorlds, isAcknowledging, liveScopes, type World } from './world.ts'

const startsAndSkips = (world: World, scope: Scope): boolean => {
  const ending = endingPass(world, scope)
  for (const node of scope.nodes) {
    if (ending.has(node.id)) continue
    const verdict = judge(scope, node, world.fired)
    if (verdict === 'wait') continue
    if (verdict === 'start') startByJoin(world, scope, node)
    else skipNode(world, scope, node)
    return true
  }
  return false
}

/** Rule 11: the output of the one completed node with no live edge after it, else an object by node id. */
const resultOf = (scope: Scope): unknown => {
  const last = scope.nodes.filter(({ id }) => {
    const completed = passOf(scope, id).executions.some(({ status }) => status === 'completed')
    return (
      completed && !scope.flow.edges.some((edge) => edge.from === id && edge.max === undefined && isLive(scope, edge))
    )
  })
  const outputs = last.map(({ id }): [string, unknown] => [id, scope.outputs.get(id)])
  return outputs.length === 1 ? outputs[0]?.[1] : outputs.length === 0 ? null : Object.fromEntries(outputs)
}

/** Edges, joins and items: what follows before anything else does. False when nothing does. */
const followEdges = (world: World): boolean => {
  if (world.error !== undefined) {
    compensateAll(world, 'failed')
    return true
  }
  const scopes = (): Scope[] => liveScopes(world)
  return (
    failOutOfTime(world) ||
    tendContainers(world) ||
    // Rule 4: a token over a loop edge ends the pass before anything else comes of it.
    scopes().some((scope) => takeLoop(world, scope)) ||
    scopes().some((scope) => startsAndSkips(world, scope)) ||
    endItem(world)
  )
}

/** All that was withdrawn has ended. */
const acknowledge = ({ time: { acknowledging } }: World): boolean => {
  const were = acknowledging.size
  acknowledging.clear()
  return were > 0
}

/** `areTimersDue`: the clock was turned, so what is due fires too. */
export const settle = (top: World, prefer: Prefer, areTimersDue: boolean): void => {
  new Settling(top, prefer, areTimersDue).toEnd()
}

class Settling {
  readonly #top: World
  readonly #prefer: Prefer
  readonly #areTimersDue: boolean
  readonly #next: Next

  constructor(top: World, prefer: Prefer, areTimersDue: boolean) {
    this.#top = top
    this.#prefer = prefer
    this.#areTimersDue = areTimersDue
    this.#next = new Next(top, prefer)
  }

  /** What takes time begins when nothing else follows, and timers fire when nothing more does, unless it is preferred otherwise. */
  toEnd(): void {
    const { timersTogether = false } = this.#prefer
    while (
      (timersTogether && this.#fireNext()) ||
      awakeWorlds(this.#top).some((world) => this.#followUp(world)) ||
      this.#come() ||
      acknowledge(this.#top) ||
      this.#fireNext()
    );
  }

  /** One consequence of what has happened; false when there is none left. */
  #followUp(world: World): boolean {
    if (this.#prefer.acknowledgesLate !== true) world.time.acknowledging.clear()
    if (world.status === 'running' ? followEdges(world) : goOnUndoing(world)) return true
    const instant = awake(world).filter(({ doing }) => doing === 'instant')
    const picked = instant[instant.length > 1 ? this.#prefer.ending(instant, world) : 0]
    if (picked !== undefined) {
      if (this.#prefer.timerBeforeEnding?.(this.#due, picked, world) === true) return this.#fireNext()
      if (this.#prefer.comesBeforeEnding?.(this.#next.coming, picked, world) === true) return this.#next.come()
      completeInstant(world, picked)
      return true
    }
    if (world.status !== 'running' || activeIn(world.root).length > 0 || isAcknowledging(world, world.root))
      return false
    world.status = 'succeeded'
    world.result = resultOf(world.root)
    return true
  }

  #come(): boolean {
    const isTimerFirst = this.#prefer.timerBefore?.(this.#due, this.#next.coming) === true
    return isTimerFirst ? this.#fireNext() : this.#next.come()
  }

  get #due(): readonly Execution[] {
    return this.#areTimersDue ? dueNow(this.#top).map(({ execution }) => execution) : []
  }

  #fireNext(): boolean {
    const due = this.#areTimersDue ? dueNow(this.#top) : []
    const next = due[due.length > 0 ? this.#prefer.timer(due.map(({ execution }) => execution)) : 0]
    if (next !== undefined) fire(next.world, next.execution)
    return next !== undefined
  }
}
