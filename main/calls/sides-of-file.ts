/** The two versions that git left in a file, each as a workflow, for a merge by nodes instead of lines. */
import type { SidesView, SideView } from '#shared/ipc/views/draft-views.ts'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import { type MergeStage, markedConflict, type SideOfConflict } from '#shared/workflow/conflict-markers.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

/**
 * The file's own text comes first, since some of its places may have been settled by hand; `staged` (git's index) says what it
 * cannot: where both come from, and a side that lines of the other make unreadable. Null where a side is no workflow.
 */
export async function sidesOf(
  { text, hash }: WorkflowDocument,
  staged: (stage: MergeStage) => Promise<string | null>,
): Promise<SidesView | null> {
  const marked = markedConflict(text)
  if (!marked) return null
  const stagedWorkflow = async (stage: MergeStage) => workflowIn(await staged(stage))
  const side = async ({ label, text }: SideOfConflict, stage: MergeStage): Promise<SideView | undefined> => {
    const workflow = workflowIn(text) ?? (await stagedWorkflow(stage))
    return workflow && { label, workflow }
  }
  const [ours, theirs] = [await side(marked.ours, 2), await side(marked.theirs, 3)]
  if (!ours || !theirs) return null
  const base = workflowIn(marked.base) ?? (await stagedWorkflow(1))
  return { hash, ours, theirs, ...(base && { base }) }
}

function workflowIn(text: string | null | undefined): Workflow | undefined {
  return text == null ? undefined : parseWorkflow(text).workflow
}
