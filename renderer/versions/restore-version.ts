import { toast } from 'sonner'
import type { VersionSummary } from '#shared/ipc/views/draft-views.ts'
import type { Json } from '#shared/json.ts'
import { applyDelta, deltaOf } from '#shared/json-delta.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { tellEdit } from '../canvas/flow/tell-edit.ts'
import { changeDocument, documentNow } from '../state/documents.ts'
import { closeVersions, readVersion } from './comparison.ts'
import { titleOfVersion } from './version-words.ts'

/** An earlier version becomes the draft. What was there is kept as a version first, and undo brings it back too. */
export async function restoreVersion(ref: string, version: VersionSummary): Promise<void> {
  try {
    const earlier = await readVersion(ref, version.id)
    if (!earlier) {
      toast.error('This version cannot be read as a workflow, so it cannot be restored.')
      return
    }
    const { workflow, dirty } = documentNow(ref) ?? {}
    if (workflow && dirty) await bridge.call('versions.keep', { ref, workflow, reason: 'draft' })
    changeDocument(ref, (now) => applyDelta(now as Json, deltaOf(now as Json, earlier as Json)) as Workflow) // both are JSON
    closeVersions()
    const kept = dirty ? ' What was there is kept as a version.' : ''
    tellEdit(ref, `Restored “${titleOfVersion(version)}” as a draft.${kept}`)
  } catch (error) {
    toast.error(errorSentence(error))
  }
}
