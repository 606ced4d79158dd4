/** Rule 5: `each` and `group`, whose items are scopes of their own. A group is a container of one item. */

import { fail } from './endings.ts'
import type { FlowNode } from './flow.ts'
import { activeIn, type Execution, openScope, type Scope } from './state.ts'
import { closeScope } from './steps.ts'
import { activeOf, isAcknowledging, liveScopes, pathOf, type World } from './world.ts'

/** The item of an `each` that a scope is in, or the run: a group is no item of its own. */
const itemAround = (scope: Scope): Scope =>
  scope.container?.node.kind === 'group' ? itemAround(scope.container.scope) : scope

/** Reading R22: a group that runs again still sees what was put out in it; the items of an `each` begin with nothing. */
const seenBefore = (world: World, { node, scope }: Execution, path: string): Scope['outputs'] | undefined => {
  if (node.kind === 'each') return undefined
  const isEarlier = (other: Execution): boolean =>
    other.scope.path === path && itemAround(other.scope) === itemAround(scope)
  return world.started.findLast(isEarlier)?.scope.outputs
}

const sizeOf = ({ kind, items }: FlowNode): number => (kind === 'group' ? 1 : (items ?? 0))

/** An attempt of a container begins with its first item (rule 7). */
export const openItems = (execution: Execution): void => {
  const size = sizeOf(execution.node)
  execution.items = Array.from({ length: size })
  execution.results = Array.from({ length: size }, () => null)
}

/** Begins one more item, in item order, where one may run; with all over the container is about to complete. */
const moveOn = (world: World, execution: Execution): boolean => {
  const { node, items } = execution
  if (execution.isOutOfTime) return false
  const isOver = (item: Scope): boolean => item.over && !isAcknowledging(world, item)
  const running = items.filter((item) => item !== undefined && !isOver(item)).length
  const next = items.indexOf(undefined)
  if (next >= 0 && !world.paused && running < (node.concurrency ?? world.limit)) {
    const path = pathOf(execution, next)
    items[next] = openScope(world.flow, world.loops, path, execution, seenBefore(world, execution, path))
    return true
  }
  if (items.some((item) => item === undefined || !isOver(item))) return false
  execution.doing = 'instant'
  return true
}

const keepResult = (world: World, container: Execution, item: Scope, result: unknown): void => {
  container.results[container.items.indexOf(item)] = result
  world.items.push({ path: item.path, of: container, step: world.step, result })
}

/** An item is over when nothing in it is active; a child `end` ends it before that. */
export const itemEnded = (world: World, item: Scope): void => {
  const { container } = item
  if (container === undefined) throw new Error('The run itself is no item.')
  closeScope(world, item)
  keepResult(world, container, item, item.last)
}

const itemFailed = (world: World, container: Execution, item: Scope): void => {
  const { failure } = item
  if (failure === undefined) return
  delete item.failure
  const { final, ...error } = failure
  keepResult(world, container, item, { error })
  if (container.node.collect === true) return
  for (const other of container.items) if (other !== undefined) closeScope(world, other)
  fail(world, container, error, final)
}

/** One consequence for the containers of what has happened; false when there is none. */
export const tendContainers = (world: World): boolean => {
  const containers = activeOf(world).filter(({ doing }) => doing === 'containing')
  for (const container of containers) {
    const failed = container.items.find((item) => item?.failure !== undefined)
    if (failed === undefined) continue
    itemFailed(world, container, failed)
    return true
  }
  return containers.some((container) => moveOn(world, container))
}

/** One item that has come to its end, if there is one. */
export const endItem = (world: World): boolean => {
  const isQuiet = (scope: Scope): boolean => activeIn(scope).length === 0 && !isAcknowledging(world, scope)
  const item = liveScopes(world).find((scope) => scope.container !== undefined && isQuiet(scope))
  if (item !== undefined) itemEnded(world, item)
  return item !== undefined
}

export const outputOfContainer = ({ node, results }: Execution): unknown =>
  node.kind === 'group' ? results[0] : results
