import { toast } from 'sonner'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import { errorsOf } from '#shared/workflow/problem.ts'
import { focusGraphOf } from '../canvas/walk/focus-graph-of.ts'
import { openTab } from '../state/view.ts'
import { refreshWorkflows } from '../state/workflows.ts'

/** Shows what was imported, and says what it still needs. */
export function keepImported(made: WorkflowDocument & { readonly replaced?: string }): void {
  refreshWorkflows()
  openTab(made.ref, { mode: 'edit', runId: null })
  focusGraphOf(made.ref)
  const errors = errorsOf(made.problems).length
  const sentences = [
    `Imported /${made.workflow?.name ?? ''}.`,
    made.replaced !== undefined && `The one before is kept as ${made.replaced}.`,
    errors > 0 && `It has ${errors === 1 ? 'an error' : `${errors} errors`} to mend before it runs.`,
  ]
  toast(sentences.filter(Boolean).join(' '))
}
