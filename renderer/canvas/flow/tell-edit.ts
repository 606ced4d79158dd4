import { toast } from 'sonner'
import { useDocuments } from '../../state/document/store.ts'
import { documentNow, undoDocument } from '../../state/documents.ts'

/** Says what an edit did beyond what was asked for, with the way back until something else is edited. */
export function tellEdit(documentRef: string, sentence: string): void {
  const after = documentNow(documentRef)?.workflow
  const unsubscribe = useDocuments.subscribe(() => {
    const now = documentNow(documentRef)
    if (now?.workflow === after) return
    unsubscribe()
    // Undone, it is not so any more.
    if (!now || now.future.length > 0) toast.dismiss(told)
    else toast(sentence, { id: told, action: null })
  })
  const told = toast(sentence, {
    action: { label: 'Undo', onClick: () => undoDocument(documentRef) },
    onAutoClose: unsubscribe,
    onDismiss: unsubscribe,
  })
}
