/** An open command whose file got another name or folder: its tab, its draft, its undo and its breakpoints go along. */
import type { WorkflowDocument } from '#shared/ipc/views.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { moveBreakpoints } from '../state/breakpoints.ts'
import { forgetDraft, keepDraft } from '../state/document/drafts.ts'
import { documentAt, drop, put } from '../state/document/store.ts'
import { renameTab } from '../state/view.ts'

export function moveDocument(ref: string, moved: WorkflowDocument): void {
  const now = documentAt(ref)
  const name = moved.workflow?.name
  if (now && name !== undefined) {
    const named = (workflow: Workflow): Workflow => ({ ...workflow, name })
    forgetDraft(ref)
    if (moved.ref !== ref) drop(ref)
    put({
      ...now,
      ref: moved.ref,
      saved: moved,
      workflow: now.dirty && now.workflow ? named(now.workflow) : moved.workflow,
      error: undefined,
      // Undo takes back what was edited, not the name that the file has by now.
      past: now.past.map((step) => ({ ...step, workflow: named(step.workflow) })),
      future: now.future.map((step) => ({ ...step, workflow: named(step.workflow) })),
    })
    keepDraft(moved.ref)
  }
  moveBreakpoints(ref, moved.ref)
  renameTab(ref, moved.ref)
}
