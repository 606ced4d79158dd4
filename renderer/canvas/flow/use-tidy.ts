import { useCallback } from 'react'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { NodeView } from '../model/node-views.ts'
import type { Tree } from '../model/tree.ts'
import type { Editing } from './use-editing.ts'
import { boxesOf, type PlacesHook, roomOf } from './use-places.ts'

/** Lays the whole graph out anew, in one step of undo. Notes stay where a person put them. */
export function useTidy(
  workflow: Workflow,
  views: ReadonlyMap<string, NodeView>,
  tree: Tree,
  editing: Editing,
  glide: PlacesHook['glide'],
  onTidied: () => void,
): () => void {
  return useCallback(() => {
    const tidy = async () => {
      const { layOut } = await import('../layout/lay-out.ts')
      const moved = boxesOf(new Map([...views].filter(([, view]) => view.box.shape !== 'note')))
      const places = await layOut(workflow, moved, tree, roomOf(views))
      glide(places, () => {
        editing.move(places)
        onTidied()
      })
    }
    void tidy()
  }, [workflow, views, tree, editing, glide, onTidied])
}
