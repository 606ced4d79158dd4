import { toast } from 'sonner'
import { documentNow, undoDocument } from '../../state/documents.ts'

/** Says what an edit did beyond what was asked for, with the way back while nothing else was edited. */
export function tellEdit(documentRef: string, sentence: string): void {
  const after = documentNow(documentRef)?.workflow
  toast(sentence, {
    action: {
      label: 'Undo',
      onClick: () => {
        if (documentNow(documentRef)?.workflow === after) undoDocument(documentRef)
      },
    },
  })
}
