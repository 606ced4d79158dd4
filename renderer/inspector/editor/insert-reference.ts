/** Where a reference goes: at the caret or where it is dropped, bare inside an expression, else as one of its own. */
import type { EditorView } from '@codemirror/view'
import type { EditorLanguage } from './editor-language.ts'
import { startOfExpression } from './expression-completion.ts'

/** What a dragged value carries beside its text: the reference without braces. */
export const REFERENCE_TYPE = 'application/x-slashflow-reference'

export function insertReference(view: EditorView, reference: string, language: EditorLanguage): void {
  const { from, to } = view.state.selection.main
  const insert = referenceFor(view, from, reference, language)
  view.focus()
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    scrollIntoView: true,
    userEvent: 'input.paste',
  })
}

/** Takes what was dropped; false where it is no reference. */
export function dropReference(view: EditorView, event: DragEvent, language: EditorLanguage): boolean {
  const reference = event.dataTransfer?.getData(REFERENCE_TYPE)
  if (!reference) return false
  event.preventDefault()
  const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length
  view.dispatch({ selection: { anchor: at } })
  insertReference(view, reference, language)
  return true
}

function referenceFor(view: EditorView, at: number, reference: string, language: EditorLanguage): string {
  const bare = language === 'expression' || startOfExpression(view.state.doc.toString(), at) !== undefined
  return bare ? reference : `{{ ${reference} }}`
}
