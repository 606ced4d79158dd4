/** What a run's nodes are called, and how many of them count as steps. */
import { titleById } from '#shared/workflow/title-of-node.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { itemName } from '../canvas/model/items.ts'
import { takesItems } from '../canvas/model/tree.ts'
import type { RunView } from './followed-runs.ts'
import { useKinds } from './kinds.ts'

export function titleOf(run: Pick<RunView, 'workflow'>, nodeId: string): string {
  return titleById(run.workflow, nodeId)
}

/** How many steps a workflow has: notes do not run, and a container is one step however many nodes stand in it. */
export function stepCount(workflow: Workflow | undefined): number {
  const { catalog } = useKinds.getState()
  return (
    workflow?.nodes.filter((node) => node.parent === undefined && catalog.get(node.kind)?.runs !== false).length ?? 0
  )
}

/** Which item an execution belongs to: `item 3`; empty outside of containers. */
export function itemNameIn(run: Pick<RunView, 'workflow'>, path: string): string {
  if (path === '') return ''
  const { catalog } = useKinds.getState()
  return itemName(path, (id) => takesItems(catalog.get(run.workflow?.nodes.find((node) => node.id === id)?.kind ?? '')))
}
