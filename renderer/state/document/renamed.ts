/** A document goes to another ref: its file was renamed, or a bundled command became the person's own. */
import { keepDraft, moveDraft } from './drafts.ts'
import { drop, type OpenDocument, put } from './store.ts'

type Renamed = (from: string, to: string) => void
const renames = new Set<Renamed>()

/** Hears when a document has another ref from now on. */
export function onRenamed(renamed: Renamed): void {
  renames.add(renamed)
}

/** The document goes to another ref, with its draft and its undo. */
export function moveDocument(document: OpenDocument, to: string): void {
  const from = document.ref
  if (from !== to) drop(from)
  put({ ...document, ref: to })
  if (from === to) return keepDraft(to)
  void moveDraft(from, to).catch(() => undefined) // the draft of the old ref stays in the list, where it can be discarded
  for (const renamed of renames) renamed(from, to)
}
