/** Which item of each container the canvas shows, and so which execution of each node: children stand for one item at a time. */
import { executionKey, itemPath, type RunState } from '#shared/state/run-state.ts'
import { cellsOf, followedItem, itemsOf } from './items.ts'
import { TOP, type Tree } from './tree.ts'

/** A person's choices by run and container (`executionKey`): they hold until taken back. */
export type PickedItems = ReadonlyMap<string, number>

export interface ContainerItems {
  /** The container's execution: the key of a choice. */
  readonly key: string
  /** One letter an item; see `CELL`. */
  readonly cells: string
  readonly shown: number
  /** A person picked it; else it follows what needs a person or runs. */
  readonly picked: boolean
}

export interface ShownItems {
  /** The path of the children of each container, as shown. */
  readonly paths: ReadonlyMap<string, string>
  readonly byContainer: ReadonlyMap<string, ContainerItems>
}

const NOTHING: ShownItems = { paths: new Map(), byContainer: new Map() }

export function shownItems(tree: Tree, state: RunState | undefined, picked: PickedItems): ShownItems {
  if (!state || tree.children.size <= 1) return NOTHING
  const paths = new Map<string, string>()
  const byContainer = new Map<string, ContainerItems>()
  for (const id of tree.order) {
    if (!tree.children.has(id)) continue
    const path = pathOf(tree, paths, id)
    const key = executionKey(path, id)
    const cells = cellsOf(itemsOf(state, key))
    const choice = picked.get(key)
    const shown = choice !== undefined && choice < Math.max(1, cells.length) ? choice : followedItem(cells)
    byContainer.set(id, { key, cells, shown, picked: choice === shown })
    paths.set(id, itemPath(path, id, shown, state.items.get(key)?.apart))
  }
  return { paths, byContainer }
}

/** The path of a node as the canvas shows it. */
export function pathOf(tree: Pick<Tree, 'parents'>, paths: ReadonlyMap<string, string>, id: string): string {
  return paths.get(tree.parents.get(id) ?? TOP) ?? ''
}
