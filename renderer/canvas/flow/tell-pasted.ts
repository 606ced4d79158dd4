import { toast } from 'sonner'
import type { PastedText } from '#shared/workflow/edit/read-fragment.ts'
import { openImport } from '../../files/import-state.ts'
import { documentNow, undoDocument } from '../../state/documents.ts'

/** Says what a paste did; a whole file may have been meant as a command of its own, and is one click away from it. */
export function tellPasted(documentRef: string, pasted: PastedText, sentence: string): void {
  if (sentence === '') return
  if (pasted.type !== 'workflow') return void toast(sentence)
  const after = documentNow(documentRef)?.workflow
  toast(sentence, {
    duration: 12_000,
    action: {
      label: 'Import as a command',
      onClick: () => {
        if (documentNow(documentRef)?.workflow === after) undoDocument(documentRef)
        openImport({ text: JSON.stringify(pasted.workflow), from: 'the clipboard' })
      },
    },
  })
}
