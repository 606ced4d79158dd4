/** What the head of the inspector tells of: the time of a node that its body shows. */
import { useMemo } from 'react'
import type { NodeState } from '#shared/state/run-state.ts'
import { usePickedTime } from '../../state/picked-time.ts'
import { useNodeState, useRun } from '../../state/runs.ts'
import { executionAt } from './executions.ts'

/** The latest, unless a person chose an earlier one; that alone is folded from the events. */
export function useShownExecution(runId: string, nodeId: string, path: string): NodeState | undefined {
  const run = useRun(runId)
  const latest = useNodeState(runId, nodeId, path)
  const iteration = usePickedTime(runId, nodeId, path)
  const earlier = iteration === latest?.iteration ? undefined : iteration
  const events = earlier === undefined ? undefined : run?.events
  const picked = useMemo(
    () => (earlier === undefined || !events ? undefined : executionAt(events, nodeId, path, earlier)),
    [events, nodeId, path, earlier],
  )
  return picked ?? latest
}
