/** How an edited workflow goes to main: as what was changed of the file's version, and whole where main does not know that one. */
import { CallError } from '#shared/ipc/call-error.ts'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import { changeOf, type WorkflowChange } from '#shared/workflow/change.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

/** `ask` is asked with the change first, if there is a version, and again with undefined where that is not enough. */
export async function asChange<Answer>(
  saved: WorkflowDocument | undefined,
  workflow: Workflow,
  ask: (change: WorkflowChange | undefined) => Promise<Answer>,
): Promise<Answer> {
  if (!saved?.workflow) return ask(undefined)
  try {
    return await ask(changeOf(saved.hash, saved.workflow, workflow))
  } catch (error) {
    if (error instanceof CallError && error.code === 'workflow.base-unknown') return ask(undefined)
    throw error
  }
}
