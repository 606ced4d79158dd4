/** What is set on the selected nodes as a whole, apart from their settings. */
import { CircleSlash, Power } from 'lucide-react'
import { setNodeField } from '../canvas/edit/change-node.ts'
import { changeDocument, documentNow } from '../state/documents.ts'
import type { Action } from './action.ts'
import { EDIT_FIRST, editableCanvas, SELECT_FIRST, shownCanvas } from './canvas-actions.ts'
import { nodesThatRun } from './nodes-that-run.ts'

export const nodeActions: readonly Action[] = [
  {
    id: 'disable',
    label: 'Disable',
    icon: CircleSlash,
    group: 'edit',
    scope: 'canvas',
    words: 'switch off skip node',
    keys: 'd',
    places: ['node'],
    available: () => selected().some((node) => node.disabled !== true),
    whyNot: () => (editableCanvas() ? SELECT_FIRST : shownCanvas() && EDIT_FIRST),
    perform: () => setDisabled(true),
  },
  {
    id: 'enable',
    label: 'Enable',
    icon: Power,
    group: 'edit',
    scope: 'canvas',
    words: 'switch on node',
    sharesKeysWith: 'disable',
    places: ['node'],
    available: () => selected().length > 0 && selected().every((node) => node.disabled === true),
    perform: () => setDisabled(undefined),
  },
]

function selected() {
  const canvas = editableCanvas()
  if (!canvas) return []
  const ids = new Set(nodesThatRun(canvas.documentRef, canvas.selected()))
  return documentNow(canvas.documentRef)?.workflow?.nodes.filter(({ id }) => ids.has(id)) ?? []
}

function setDisabled(disabled: true | undefined): void {
  const canvas = editableCanvas()
  if (!canvas) return
  const ids = nodesThatRun(canvas.documentRef, canvas.selected())
  changeDocument(canvas.documentRef, (workflow) =>
    ids.reduce((next, id) => setNodeField(next, id, 'disabled', disabled), workflow),
  )
}
