/** The Run button: saves first, asks for arguments where some are missing, and starts. */
import { toast } from 'sonner'
import { errorSentence } from '../bridge/bridge.ts'
import { documentNow, saveDocument } from '../state/documents.ts'
import { startWith } from '../state/start-run.ts'
import { openOverlay } from './overlays.ts'
import { shownDocument } from './shown-document.ts'

export function runShownCommand(): void {
  const document = shownDocument()
  if (!document?.workflow) return
  // Whoever runs a command with parameters sees what it is given; without parameters there is nothing to ask.
  if ((document.workflow.parameters ?? []).length > 0) return openOverlay('tab-form')
  void saveAndStart(document.ref).catch((error: unknown) => toast.error(errorSentence(error)))
}

/** What runs is what is on disk, so an edited draft is saved first. Rejects with a CallError. */
export async function saveAndStart(ref: string, args: Parameters<typeof startWith>[1] = {}): Promise<void> {
  const written = documentNow(ref)?.dirty ? await saveDocument(ref) : ref
  if (written !== null) await startWith(written, args)
}
