import { isUnkept } from '../state/document/store.ts'
import { useDocument } from '../state/documents.ts'
import type { Tab } from '../state/view.ts'

/** What became of the edits, in two words; why, and the way out, stand above the canvas. */
export function SaveState({ tab }: { readonly tab: Tab }) {
  const document = useDocument(tab.ref)
  if (!document?.workflow) return null
  const { draft, dirty, error } = document
  if (error) return <span className="save-state wrong">Not saved</span>
  if (isUnkept(document)) return <span className="save-state wrong">Draft not kept</span>
  if (!dirty || tab.mode !== 'edit') return null
  return <span className="save-state">{draft.status === 'kept' ? 'Draft kept' : 'Keeping draft'}</span>
}
