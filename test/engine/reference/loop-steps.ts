/** A token over a loop edge: the pass ends, the body is reset, the target starts again (rule 4). */
import { delivered } from './edges.ts'
import type { FlowEdge } from './flow.ts'
import { isInner, type Loop } from './loops.ts'
import { type Execution, executionsIn, freshPass, freshTurns, passOf, type Scope, turnsOf } from './state.ts'
import { startNode, withdraw } from './steps.ts'
import { isEndingInside, nameIn, type World } from './world.ts'

export const loopEdgesFrom = (scope: Scope, id: string, port: string): FlowEdge[] =>
  scope.flow.edges.filter((edge) => edge.from === id && edge.port === port && edge.max !== undefined)

const loopWith = (scope: Scope, edge: FlowEdge): Loop => {
  const loop = scope.loops.find((candidate) => candidate.edges.includes(edge))
  if (loop === undefined) throw new Error(`No loop has the edge from "${edge.from}" to "${edge.to}".`)
  return loop
}

/** Rule 4: `max: n` allows n tokens over the edge; the next one fails its source. */
export const isExhausted = (scope: Scope, edge: FlowEdge): boolean =>
  (turnsOf(scope, loopWith(scope, edge)).through.get(edge) ?? 0) >= (edge.max ?? 0)

/** Rule 4: what is active in the body is withdrawn. Whether anything was. */
const endPass = (world: World, scope: Scope, { body }: Loop): boolean => {
  const active = body.flatMap((id) => passOf(scope, id).executions).filter(({ status }) => status === 'active')
  for (const execution of active) withdraw(world, execution)
  return active.length > 0
}

/** Rule 4: the next pass waits for what was withdrawn, here or in an item of what was. */
const isEnding = (world: World, scope: Scope, { body }: Loop): boolean =>
  body.some((id) => passOf(scope, id).executions.some((execution) => isEndingInside(world, execution)))

/** Nodes of passes that have ended, while the next one waits. */
export const endingPass = (world: World, scope: Scope): ReadonlySet<string> => {
  const ending = scope.loops.filter(
    (loop) => isEnding(world, scope, loop) && loop.edges.some((edge) => delivered(scope, edge) > 0),
  )
  return new Set(ending.flatMap(({ body }) => body))
}

/** Rule 4: status and inner loops are reset, outputs never. */
const resetBody = (world: World, scope: Scope, loop: Loop): void => {
  for (const id of loop.body) {
    const pass = passOf(scope, id)
    for (const skip of world.skips) {
      if (skip.name === nameIn(scope, id) && skip.step === world.step) skip.undone = true
    }
    // Reading R3: a token from outside the body, once taken by an `each` join, does not start it again.
    const kept = [...pass.taken].filter(([edge]) => !loop.body.includes(edge.from))
    scope.passes.set(id, { ...freshPass(), taken: new Map(kept) })
  }
  // A loop that overlaps this one has its pass in nodes outside of the body: what they had from it comes anew.
  for (const { taken } of scope.passes.values())
    for (const edge of taken.keys()) if (loop.body.includes(edge.from)) taken.delete(edge)
  for (const inner of scope.loops.filter((candidate) => isInner(candidate, loop))) scope.turns.set(inner, freshTurns())
}

/** Rule 4: the source's `output.feedback`, else its output. */
const feedbackOf = (output: unknown): unknown =>
  typeof output === 'object' && output !== null && 'feedback' in output ? output.feedback : output

/** Reading R4: the tokens of one completion are taken together: first every pass ends, then the targets start. */
const takeLoops = (world: World, execution: Execution): boolean => {
  const { scope, node, port } = execution
  const edges = loopEdgesFrom(scope, node.id, port ?? '').filter((edge) => delivered(scope, edge) > 0)
  const loops = edges.map((edge) => loopWith(scope, edge))
  const ended = loops.filter((loop) => endPass(world, scope, loop))
  if (loops.some((loop) => isEnding(world, scope, loop))) return ended.length > 0
  for (const edge of edges) {
    const loop = loopWith(scope, edge)
    const turns = turnsOf(scope, loop)
    resetBody(world, scope, loop)
    turns.through.set(edge, (turns.through.get(edge) ?? 0) + 1)
    turns.iteration += 1
    turns.feedback = feedbackOf(execution.output)
  }
  for (const target of new Set(edges.map((edge) => edge.to))) {
    const again = scope.nodes.find(({ id }) => id === target)
    if (again !== undefined) startNode(world, scope, again)
  }
  return edges.length > 0
}

/** Takes one token over a loop edge, where there is one. */
export const takeLoop = (world: World, scope: Scope): boolean =>
  executionsIn(scope).some((execution) => execution.status !== 'active' && takeLoops(world, execution))
