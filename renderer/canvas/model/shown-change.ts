/** Which node shows what an undo or a redo changed. */
import { diffWorkflows } from '#shared/workflow/diff.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

export interface ShownChange {
  readonly nodeId: string
  /** What changed is seen in its settings only, so it has to be selected. */
  readonly select: boolean
}

/** Undefined where nothing that is there changed, or a selected node shows it already. */
export function shownChange(before: Workflow, after: Workflow, selected: ReadonlySet<string>): ShownChange | undefined {
  const { nodes, edges, moved, restyled } = diffWorkflows(before, after)
  const settings = nodes.changed.map(({ key }) => key)
  // Beside a node that came back, the settings of others only name it again.
  const chosen = settings.find((id) => selected.has(id)) ?? (nodes.added.length === 0 ? settings[0] : undefined)
  if (chosen !== undefined) return { nodeId: chosen, select: !selected.has(chosen) }
  const [nodeId] = [
    ...nodes.added,
    ...moved,
    ...restyled,
    ...targetsOf([...edges.added, ...edges.changed.map(({ key }) => key)]),
  ]
  return nodeId === undefined ? undefined : { nodeId, select: false }
}

const targetsOf = (edgeKeys: readonly string[]): readonly string[] =>
  edgeKeys.flatMap((key) => key.split(' → ')[1]?.split(' ')[0] ?? [])
