import { toast } from 'sonner'
import { applyFix, type Fix } from '#shared/workflow/fix.ts'
import { changeDocument, documentNow } from '../state/documents.ts'
import { announce } from './walk/announce.ts'

/** Carries a fix out, as one step of undo. Returns whether it still fitted what is there. */
export function mend(documentRef: string, fix: Fix): boolean {
  const workflow = documentNow(documentRef)?.workflow
  const mended = workflow && applyFix(workflow, fix)
  if (!mended) {
    toast('The command was changed meanwhile. Look at its problems again.')
    return false
  }
  changeDocument(documentRef, () => mended)
  announce(`Done: ${fix.label}`)
  return true
}
