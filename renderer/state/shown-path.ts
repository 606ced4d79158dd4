/** Which execution of a node the window shows: the canvas, the inspector and the transcript agree on the item. */
import { useMemo } from 'react'
import { pathOf, shownItems } from '../canvas/model/shown-items.ts'
import { treeOf } from '../canvas/model/tree.ts'
import { useKinds } from './kinds.ts'
import { usePickedItems } from './picked-items.ts'
import { useRun } from './runs.ts'

export function useShownPath(runId: string | null, nodeId: string): string {
  const run = useRun(runId)
  const picked = usePickedItems(runId)
  const catalog = useKinds((kinds) => kinds.catalog)
  // `run` is a new object whenever anything of the run changed.
  return useMemo(() => {
    if (!run?.workflow) return ''
    const tree = treeOf(run.workflow, catalog)
    if (!tree.parents.has(nodeId)) return ''
    return pathOf(tree, shownItems(tree, run.state, picked).paths, nodeId)
  }, [run, picked, catalog, nodeId])
}
