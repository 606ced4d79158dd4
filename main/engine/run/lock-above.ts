/** Whether a run stands inside a lock that a run above it holds: at the node that started it, or at a container around that. */
import type { LevelRun } from './level-run.ts'
import type { RunContext } from './run-context.ts'
import type { RunProcess } from './run-process.ts'

export function holdsLockAbove(
  run: RunContext,
  lock: string,
  live: (runId: string) => RunProcess | undefined,
): boolean {
  for (let { parent } = run.state; parent; ) {
    const above = live(parent.runId)
    const [node] = above?.executionsOf(parent.nodeId, parent.path, parent.iteration) ?? []
    if (node?.node.definition.lock === lock) return true
    for (let level: LevelRun | undefined = node?.level; level; level = level.parent)
      if (level.owner?.execution.node.definition.lock === lock) return true
    parent = above?.state.parent
  }
  return false
}
