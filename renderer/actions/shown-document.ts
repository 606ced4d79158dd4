/** The command in front, which most actions are about. */
import type { OpenDocument } from '../state/document/store.ts'
import { documentNow } from '../state/documents.ts'
import { RUN_TAB_PREFIX, shownTab } from '../state/view.ts'

export const shownDocument = (): OpenDocument | undefined => documentNow(shownTab()?.ref ?? '')

export const isEditing = (): boolean => shownTab()?.mode === 'edit'

/** A file that was opened a moment ago, and whose text has not come yet. */
export function isBeingRead(): boolean {
  const tab = shownTab()
  if (!tab || tab.ref.startsWith(RUN_TAB_PREFIX)) return false
  const document = documentNow(tab.ref)
  return !document || (!document.workflow && !document.saved && document.error === undefined)
}
