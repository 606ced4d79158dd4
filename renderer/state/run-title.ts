/** What a run's nodes are called, and how many of them count as steps. */
import type { Workflow } from '#shared/workflow/workflow.ts'
import { nodeTitle } from '../canvas/model/node-title.ts'
import { useKinds } from './kinds.ts'
import type { RunView } from './runs.ts'

export function titleOf(run: Pick<RunView, 'workflow'>, nodeId: string): string {
  return nodeTitle(run.workflow?.nodes.find((node) => node.id === nodeId) ?? { id: nodeId })
}

/** How many nodes of a workflow run at all: notes do not. */
export function stepCount(workflow: Workflow | undefined): number {
  const { catalog } = useKinds.getState()
  return workflow?.nodes.filter((node) => catalog.get(node.kind)?.runs !== false).length ?? 0
}
