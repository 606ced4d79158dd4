/** An open command whose file got another name or folder: its tab, its draft, its undo and its breakpoints go along. */
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { moveDocument } from '../state/document/renamed.ts'
import { documentAt } from '../state/document/store.ts'

export function followMoved(ref: string, moved: WorkflowDocument): void {
  const now = documentAt(ref)
  const name = moved.workflow?.name
  if (!now || name === undefined) return
  const named = (workflow: Workflow): Workflow => ({ ...workflow, name })
  const document = {
    ...now,
    saved: moved,
    workflow: now.dirty && now.workflow ? named(now.workflow) : moved.workflow,
    disk: { status: 'same' } as const,
    error: undefined,
    // Undo takes back what was edited, not the name that the file has by now.
    past: now.past.map((step) => ({ ...step, workflow: named(step.workflow) })),
    future: now.future.map((step) => ({ ...step, workflow: named(step.workflow) })),
  }
  moveDocument(document, moved.ref)
}
