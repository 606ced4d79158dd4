import { setNodeField } from '../canvas/edit/change-node.ts'
import { changeDocument } from '../state/documents.ts'

/** All of them get what the first has not. */
export function toggleDisabled(ref: string, ids: readonly string[]): void {
  changeDocument(ref, (workflow) => {
    const on = workflow.nodes.find(({ id }) => id === ids[0])?.disabled !== true
    return ids.reduce((next, id) => setNodeField(next, id, 'disabled', on ? true : undefined), workflow)
  })
}
