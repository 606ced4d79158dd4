import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import { changeDocument, documentNow } from '../../state/documents.ts'
import { removeEdges, removeNodes } from '../edit/remove.ts'
import { tellEdit } from './tell-edit.ts'

/** Takes nodes and edges out, and says so where more went than was selected: the inside of a container goes with it. */
export function removeWithInner(
  documentRef: string,
  ids: ReadonlySet<string>,
  edges: ReadonlySet<number> = new Set(),
): void {
  const before = documentNow(documentRef)?.workflow
  changeDocument(documentRef, (workflow) => removeNodes(removeEdges(workflow, edges), ids))
  const after = documentNow(documentRef)?.workflow
  if (!before || !after) return
  const left = new Set(after.nodes.map((node) => node.id))
  const gone = before.nodes.filter((node) => !left.has(node.id))
  const inner = gone.filter((node) => !ids.has(node.id)).length
  if (inner === 0) return
  const asked = gone.filter((node) => ids.has(node.id))
  const what = asked.length === 1 && asked[0] ? titleOfNode(asked[0]) : `${asked.length} nodes`
  tellEdit(documentRef, `Deleted ${what} with ${inner === 1 ? 'the node' : `the ${inner} nodes`} inside.`)
}
