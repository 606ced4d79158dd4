import { toast } from 'sonner'
import { applyFix, type Fix } from '#shared/workflow/fix.ts'
import { changeDocument, documentNow } from '../state/documents.ts'
import { canvasCommands } from './canvas-commands.ts'
import { placesOfMended } from './edit/places-of-mended.ts'
import { announce } from './walk/announce.ts'

/** Carries a fix out, as one step of undo. Returns whether it still fitted what is there. */
export function mend(documentRef: string, fix: Fix): boolean {
  const workflow = documentNow(documentRef)?.workflow
  const mended = workflow && applyFix(workflow, fix)
  if (!mended) {
    toast('The command was changed meanwhile. Look at its problems again.')
    return false
  }
  const canvas = canvasCommands()
  const shown = canvas?.documentRef === documentRef ? canvas.places() : undefined
  changeDocument(documentRef, () => (shown ? placesOfMended(workflow, mended, shown) : mended))
  announce(`Done: ${fix.label}`)
  return true
}
