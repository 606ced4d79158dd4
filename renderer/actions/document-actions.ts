/** What is done with the command in front: made, saved, taken back, run. */
import { FilePlus, FileX, Play, Redo2, Save, Undo2 } from 'lucide-react'
import { toast } from 'sonner'
import { confirmFirst } from '../parts/confirm.tsx'
import { redoDocument, revertDocument, saveDocument, undoDocument } from '../state/documents.ts'
import { shownTab } from '../state/view.ts'
import type { Action } from './action.ts'
import { openOverlay } from './overlays.ts'
import { runShownCommand } from './run-command.ts'
import { isBeingRead, isEditing, shownDocument } from './shown-document.ts'

export const documentActions: readonly Action[] = [
  {
    id: 'new',
    label: 'New command…',
    icon: FilePlus,
    group: 'file',
    keys: 'mod+alt+n',
    inFields: true,
    perform: () => openOverlay('new-command'),
  },
  {
    id: 'save',
    label: 'Save',
    icon: Save,
    group: 'file',
    keys: 'mod+s',
    inFields: true,
    available: () => shownDocument()?.dirty === true,
    perform: () => void saveShown(),
  },
  {
    id: 'undo',
    label: 'Undo',
    icon: Undo2,
    group: 'edit',
    keys: 'mod+z',
    inFields: 'of-document',
    available: () => isEditing() && (shownDocument()?.past.length ?? 0) > 0,
    perform: () => undoDocument(shownTab()?.ref ?? ''),
  },
  {
    id: 'redo',
    label: 'Redo',
    icon: Redo2,
    group: 'edit',
    keys: ['mod+shift+z', 'mod+y'],
    inFields: 'of-document',
    available: () => isEditing() && (shownDocument()?.future.length ?? 0) > 0,
    perform: () => redoDocument(shownTab()?.ref ?? ''),
  },
  {
    id: 'revert',
    label: 'Discard unsaved changes…',
    words: 'revert',
    icon: FileX,
    group: 'file',
    available: () => shownDocument()?.dirty === true,
    perform: askRevert,
  },
  {
    id: 'run',
    label: 'Run this command',
    icon: Play,
    group: 'run',
    keys: 'mod+enter',
    inFields: true,
    available: () => shownDocument()?.workflow !== undefined || isBeingRead(),
    perform: runShownCommand,
  },
]

async function saveShown(): Promise<void> {
  const ref = shownTab()?.ref
  if (ref === undefined) return
  const written = await saveDocument(ref)
  if (written !== null && written !== ref) toast('Saved as a command of your own. The bundled one stays as it is.')
}

function askRevert(): void {
  const ref = shownTab()?.ref
  if (ref === undefined) return
  confirmFirst({
    title: 'Discard unsaved changes?',
    message: 'The command goes back to what is on disk. Undo brings the changes back.',
    yes: 'Discard changes',
    onYes: () => void revertDocument(ref),
  })
}
