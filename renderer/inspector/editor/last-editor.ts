/** The expression field that had the focus last, as long as it is on the screen: where a value goes that is picked elsewhere. */
import type { EditorView } from '@codemirror/view'
import type { EditorLanguage } from './editor-language.ts'
import { insertReference } from './insert-reference.ts'

let last: { readonly view: EditorView; readonly language: EditorLanguage } | undefined

export function rememberEditor(view: EditorView, language: EditorLanguage): void {
  // What is tried in a dialog goes into a field below it.
  if (view.dom.closest('[role="dialog"]')) return
  last = { view, language }
}

export const hasLastEditor = (): boolean => last?.view.dom.isConnected === true

/** Returns whether there was one. */
export function insertIntoLast(reference: string): boolean {
  if (!last?.view.dom.isConnected) return false
  insertReference(last.view, reference, last.language)
  return true
}
