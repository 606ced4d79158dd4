import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { titleById } from '#shared/workflow/title-of-node.ts'
import type { RunView } from './followed-runs.ts'

/** What a stop reached, as a person knows it: the engine knows a node by its id, and a program by its name. */
export function reachedName(run: Pick<RunView, 'workflow'>, { what, nodeId }: ReceiptEntry): string {
  if (nodeId === undefined) return what
  const title = titleById(run.workflow, nodeId)
  const named = what.replace(` of ${nodeId}`, ` of ${title}`)
  if (named.includes(title)) return named
  // A title such as "Keep it?" has its mark already.
  return /[?!.:…]$/.test(title) ? `${title} (${named})` : `${title}: ${named}`
}
