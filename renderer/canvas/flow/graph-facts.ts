import type { Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

/** The gravest problem of each node; a hint is none. */
export function worstProblems(problems: readonly Problem[]): ReadonlyMap<string, Problem['severity']> {
  const worst = new Map<string, Problem['severity']>()
  for (const { nodeId, severity } of problems) {
    if (nodeId !== undefined && severity !== 'hint' && worst.get(nodeId) !== 'error') worst.set(nodeId, severity)
  }
  return worst
}

/** Below an entry: the parameters while editing, what they were in a run. */
export function captionOf(workflow: Workflow, args: Readonly<Record<string, Json>> | undefined): string {
  const names = (workflow.parameters ?? []).map((parameter) => parameter.name)
  if (!args || Object.keys(args).length === 0) return args ? '' : names.join(', ')
  const given = names.filter((name) => args[name] !== undefined).map((name) => `${name}=${asText(args[name])}`)
  return given.join('\n')
}
