/** Puts a reference in: at the caret or where it is dropped, bare inside an expression, else as one of its own. */
import type { EditorView } from '@codemirror/view'
import { REFERENCE_TYPE } from './dragged-reference.ts'
import type { EditorLanguage } from './editor-language.ts'
import { startOfExpression } from './expression-completion.ts'
import { placeOfDropped, type TextChange } from './place-of-dropped.ts'

export function insertReference(view: EditorView, reference: string, language: EditorLanguage): void {
  const { from, to } = view.state.selection.main
  put(view, { from, to, insert: referenceFor(view, from, reference, language) })
}

function put(view: EditorView, change: TextChange): void {
  view.focus()
  view.dispatch({
    changes: change,
    selection: { anchor: change.from + change.insert.length },
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
  put(view, placeOfDropped(view.state.doc.toString(), at, reference, language))
  return true
}

function referenceFor(view: EditorView, at: number, reference: string, language: EditorLanguage): string {
  const bare = language === 'expression' || startOfExpression(view.state.doc.toString(), at) !== undefined
  return bare ? reference : `{{ ${reference} }}`
}
