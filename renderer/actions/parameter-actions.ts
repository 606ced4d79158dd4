import { TextCursorInput } from 'lucide-react'
import { freshParameter, setParameters } from '../canvas/edit/change-workflow.ts'
import { focusWhenDrawn } from '../canvas/walk/focus-when-drawn.ts'
import { changeDocument } from '../state/documents.ts'
import { foldPanel, selectNode } from '../state/view.ts'
import type { Action } from './action.ts'
import { editableCanvas } from './canvas-actions.ts'

export const parameterActions: readonly Action[] = [
  {
    id: 'add-parameter',
    label: 'Add a parameter',
    icon: TextCursorInput,
    group: 'add',
    words: 'argument input of the command',
    available: () => editableCanvas() !== undefined,
    perform: addParameter,
  },
]

/** It stands among the settings of the command, which are there while no node is selected. */
function addParameter(): void {
  const canvas = editableCanvas()
  if (!canvas) return
  selectNode(null)
  foldPanel('inspector', false)
  let count = 0
  changeDocument(canvas.documentRef, (workflow) => {
    const parameters = workflow.parameters ?? []
    count = parameters.length + 1
    return setParameters(workflow, [...parameters, freshParameter(parameters)])
  })
  focusWhenDrawn(() => {
    const rows = document.querySelectorAll('.inspector .form-object[aria-label^="Parameter "]')
    const name = rows.length === count ? rows[count - 1]?.querySelector('input') : undefined
    name?.scrollIntoView({ block: 'nearest' })
    name?.select()
    return name
  })
}
