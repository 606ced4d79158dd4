/** What every edit of containers needs: the graph as it is drawn, and telling which edges it cost. */
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { documentNow } from '../../state/documents.ts'
import type { Reparented } from '../edit/change-parent.ts'
import { edgesInWords } from '../edit/edges-in-words.ts'
import type { Places } from '../layout/lay-out.ts'
import type { NodeView } from '../model/node-view.ts'
import type { Tree } from '../model/tree.ts'
import { tellEdit } from './tell-edit.ts'
import type { Editing } from './use-editing.ts'

export interface ContainersInput {
  readonly documentRef: string
  readonly views: ReadonlyMap<string, NodeView>
  readonly places: Places | undefined
  readonly absolute: Places | undefined
  readonly tree: Tree
  readonly editing: Editing
}

/** Makes an edit that may cost edges. Returns what it did, where it was made. */
export function applied(editing: Editing, edit: (workflow: Workflow) => Reparented): Reparented | undefined {
  let result: Reparented | undefined
  editing.change((workflow) => {
    result = edit(workflow)
    return result.workflow
  })
  return result
}

/** Names the edges that went, with the way back. */
export function tellDropped(
  documentRef: string,
  result: Reparented | undefined,
  sentence: (edges: string) => string,
): void {
  const workflow = documentNow(documentRef)?.workflow
  if (!result || !workflow || result.dropped.length === 0) return
  const { dropped } = result
  tellEdit(
    documentRef,
    sentence(
      `${dropped.length === 1 ? 'an edge went' : `${dropped.length} edges went`}: ${edgesInWords(workflow, dropped)}`,
    ),
  )
}

export function titleIn({ views }: ContainersInput, id: string | undefined): string {
  const node = id === undefined ? undefined : views.get(id)?.node
  return node ? titleOfNode(node) : 'its container'
}
