/** A draft as it is kept, of one that came as a change: a file of drafts is whole, whatever becomes of the version it began with. */
import { changed, type WorkflowChange } from '#shared/workflow/change.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { KeptDraft } from '../services/drafts/draft-store.ts'
import { baseUnknown } from '../services/workflows/sent-edits.ts'

export type SentDraft = Omit<KeptDraft, 'workflow'> & { readonly workflow: string | WorkflowChange }

/** `version` throws where it is not at hand. Throws CallError `workflow.base-unknown` too where the change was made for another. */
export function wholeDraft(
  { workflow, ...draft }: SentDraft,
  version: (hash: string) => { readonly text: string; readonly workflow: Workflow },
): KeptDraft {
  if (typeof workflow === 'string') return { ...draft, workflow }
  const base = version(workflow.base)
  // As it was edited, and not read: a draft may be no workflow yet.
  const now = changed(base.workflow, workflow)
  if (now === undefined) throw baseUnknown()
  return { ...draft, baseText: base.text, workflow: JSON.stringify(now) }
}
