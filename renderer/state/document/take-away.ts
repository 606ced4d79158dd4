/** A document whose file the person deleted: it goes with its draft, and both come back where the file does. */
import { bridge } from '../../bridge/bridge.ts'
import { forgetDraft, keepDraft } from './drafts.ts'
import { drop, type OpenDocument, put } from './store.ts'

/** `document` as it was while there was a file. What was edited and not saved is kept among the versions too. Resolves with the way back. */
export async function takeAway(document: OpenDocument): Promise<() => void> {
  const { ref } = document
  drop(ref)
  await leaveNoDraft(document)
  return () => {
    put({ ...document, saving: false })
    keepDraft(ref)
  }
}

/** Of a command that a person deleted. What was edited in it stands among its versions. */
export async function leaveNoDraft({ ref, dirty, workflow }: OpenDocument): Promise<void> {
  if (dirty && workflow) await bridge.call('versions.keep', { ref, workflow, reason: 'draft' })
  await forgetDraft(ref)
}
