/** The command in front, which most actions are about. */
import type { OpenDocument } from '../state/document/store.ts'
import { documentNow } from '../state/documents.ts'
import { shownTab } from '../state/view.ts'

export const shownDocument = (): OpenDocument | undefined => documentNow(shownTab()?.ref ?? '')

export const isEditing = (): boolean => shownTab()?.mode === 'edit'
