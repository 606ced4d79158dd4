/** The file of an open document: reading it, and hearing when another program changes it. */
import type { WorkflowDocument } from '#shared/ipc/views.ts'
import { bridge, errorSentence } from '../../bridge/bridge.ts'
import { onReconnected } from '../../bridge/connection.ts'
import { keptDraft } from './drafts.ts'
import { checkSoon } from './problems.ts'
import { documentAt, existing, type OpenDocument, openDocuments, put } from './store.ts'

export async function readDocument(ref: string): Promise<void> {
  try {
    const saved = await bridge.call('workflows.read', { ref })
    const before = existing(ref)
    const draft = before.dirty ? undefined : keptDraft(ref)
    if (before.dirty)
      return put({ ...before, saved: before.saved ?? saved, conflict: before.saved?.hash !== saved.hash })
    if (!draft) return put({ ...before, ...fresh(before, saved), saved, error: undefined, conflict: false })
    put({
      ...before,
      saved: { ...saved, hash: draft.baseHash },
      workflow: draft.workflow,
      dirty: true,
      conflict: draft.baseHash !== saved.hash,
      error: undefined,
    })
    checkSoon(ref)
  } catch (error) {
    put({ ...existing(ref), error: errorSentence(error) })
  }
}

/** Unchanged text keeps the draft's identity and its undo; other text begins anew. */
function fresh(before: OpenDocument, saved: WorkflowDocument): Partial<OpenDocument> {
  if (before.workflow && before.saved?.hash === saved.hash) return {}
  return { workflow: saved.workflow, problems: saved.problems, past: [], future: [] }
}

/** A clean document follows its file; a draft notices that the file moved on. */
function rereadOpen(refs: readonly string[]): void {
  for (const ref of refs) if (documentAt(ref)?.saving === false) void readDocument(ref)
}

bridge.on('workflows.changed', ({ refs }) => rereadOpen(refs))
onReconnected(() => {
  rereadOpen(openDocuments().map(({ ref }) => ref))
  for (const { ref, dirty } of openDocuments()) if (dirty) checkSoon(ref)
})
