/** Rule 8: on failure and on stop-and-undo, latest first, once per completion, one after the other. */

import { nodeOf } from './flow.ts'
import type { Execution } from './state.ts'
import { startNode } from './steps.ts'
import type { World } from './world.ts'

export const compensateAll = (world: World, afterwards: 'failed' | 'interrupted'): void => {
  world.status = 'compensating'
  world.afterwards = afterwards
  // A node that passed its token on without doing anything has nothing to take back (reading R8).
  world.toUndo = world.ended
    .filter(({ node, status }) => status === 'completed' && node.compensate !== undefined && node.disabled !== true)
    .reverse()
  compensateNext(world)
}

const compensateNext = (world: World): void => {
  const undoes = world.toUndo.shift()
  if (undoes === undefined) {
    world.status = world.afterwards ?? 'failed'
    return
  }
  world.undoing = startNode(world, undoes.scope, nodeOf(world.flow, undoes.node.compensate ?? ''), undoes)
}

export const compensatorEnded = (world: World, execution: Execution): void => {
  const { undoes, node, failure } = execution
  if (undoes === undefined) return
  world.compensations.push({
    node: undoes.node.id,
    path: undoes.scope.path,
    by: node.id,
    sees: undoes.seen ?? {},
    ...(failure === undefined ? {} : { error: failure.code }),
  })
  delete world.undoing
  compensateNext(world)
}
