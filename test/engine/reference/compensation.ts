/** Rule 8: on failure and on stop-and-undo, latest first, once per completion, one after the other. */

import { nodeOf } from './flow.ts'
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

/** A compensator has ended, well or not: that is written down, and the next one starts. */
export const goOnUndoing = (world: World): boolean => {
  const { undoing } = world
  if (undoing?.undoes === undefined || undoing.status === 'active') return false
  const { node, scope, seen } = undoing.undoes
  world.compensations.push({
    node: node.id,
    path: scope.path,
    by: undoing.node.id,
    sees: seen ?? {},
    ...(undoing.failure === undefined ? {} : { error: undoing.failure.code }),
  })
  delete world.undoing
  compensateNext(world)
  return true
}
