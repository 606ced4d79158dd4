/** Rule 5: `each` and `group`, whose items are scopes of their own. A group is a container of one item. */

import type { FlowNode } from './flow.ts'
import { activeIn, type Execution, type Failure, openScope, type Scope } from './state.ts'
import { closeScope, fail } from './steps.ts'
import { pathOf, type World } from './world.ts'

export const isContainer = (node: FlowNode): boolean => node.kind === 'each' || node.kind === 'group'

const itemsOf = (node: FlowNode): number => (node.kind === 'group' ? 1 : (node.items ?? 0))

export const beginItems = (world: World, execution: Execution): void => {
  execution.items = Array.from({ length: itemsOf(execution.node) })
  execution.results = Array.from({ length: itemsOf(execution.node) }, () => null)
  moveOn(world, execution)
}

/** Begins as many items as may run, in item order; with none left the container is about to complete. */
const moveOn = (world: World, execution: Execution): void => {
  const { node, items, scope } = execution
  const concurrency = node.concurrency ?? world.limit
  for (const [index, item] of items.entries()) {
    const running = items.filter((other) => other !== undefined && !other.over).length
    if (item === undefined && running < concurrency) {
      const path = pathOf(scope, node.id, index)
      const before = world.started.findLast((other) => other.scope.path === path)?.scope.outputs
      items[index] = openScope(world.flow, world.loops, path, execution, before)
    }
  }
  if (items.every((item) => item?.over === true)) execution.doing = 'instant'
}

/** An item is over when nothing in it is active; a child `end` ends it before that. */
export const itemEnded = (world: World, item: Scope): void => {
  const { container } = item
  if (container === undefined) throw new Error('The run itself is no item.')
  closeScope(world, item)
  container.results[container.items.indexOf(item)] = item.last
  moveOn(world, container)
}

export const isItemDone = (scope: Scope): boolean => scope.container !== undefined && activeIn(scope).length === 0

export const itemFailed = (world: World, container: Execution, item: Scope, failure: Failure): void => {
  if (container.node.collect === true) {
    container.results[container.items.indexOf(item)] = { error: failure }
    moveOn(world, container)
    return
  }
  for (const other of container.items) if (other !== undefined) closeScope(world, other)
  fail(world, container, failure, true)
}

export const outputOfContainer = ({ node, results }: Execution): unknown =>
  node.kind === 'group' ? results[0] : results
