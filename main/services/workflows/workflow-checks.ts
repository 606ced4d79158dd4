/** Problems of a workflow, with what the node kinds know of their configs. */

import { sameJson } from '#shared/same-json.ts'
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

/** Latest last: graphs in which nothing was wrong. That is so wherever their nodes stand, and a Save follows a check. */
const SOUND_KEPT = 8
const sound = new WeakMap<KindKnowledge, readonly Workflow[]>()

export function problemsOf(workflow: Workflow, kinds: KindKnowledge, locate?: Locate): readonly Problem[] {
  const known = sound.get(kinds) ?? []
  if (known.some((other) => isSameButForPlaces(workflow, other))) return []
  const problems = checkWorkflow(workflow, kinds.catalog, { ...kinds.checks, ...(locate && { locate }) })
  if (problems.length === 0) sound.set(kinds, [...known, workflow].slice(-SOUND_KEPT))
  return problems
}

/** Parts that were read before are the same objects (`shared/workflow/read-parts.ts`), so this costs a look at each. */
function isSameButForPlaces({ layout: _, ...one }: Workflow, { layout: __, ...other }: Workflow): boolean {
  return sameJson(one, other)
}
