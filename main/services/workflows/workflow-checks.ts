/** Problems of a workflow, with what the node kinds know of their configs. */

import type { CheckOptions } from '#shared/workflow/checks/check-context.ts'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import type { Locate } from '#shared/workflow/json-source.ts'
import type { KindCatalog } from '#shared/workflow/kind-descriptor.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

/** What the kinds know; handed in, since their folder is not this one's to read. */
export interface KindKnowledge {
  readonly catalog: KindCatalog
  readonly checks: Omit<CheckOptions, 'locate'>
}

export function problemsOf(
  workflow: Workflow,
  { catalog, checks }: KindKnowledge,
  locate?: Locate,
): readonly Problem[] {
  return checkWorkflow(workflow, catalog, { ...checks, ...(locate && { locate }) })
}
