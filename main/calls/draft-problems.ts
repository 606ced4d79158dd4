/** Problems of a workflow that is being edited: of its shape first, then of what it says. */
import type { Json } from '#shared/json.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import { readWorkflow } from '#shared/workflow/read-parts.ts'
import { schemaProblem } from '#shared/workflow/schema-problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

export function draftProblems(draft: Json, check: (workflow: Workflow) => readonly Problem[]): readonly Problem[] {
  const parsed = readWorkflow(draft)
  return parsed.success
    ? check(parsed.data)
    : parsed.error.issues.map((issue) => schemaProblem(issue, draft, undefined))
}
