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
  // The events are one array that grows, and an earlier time may get more of them: it is undone, or runs beside the latest.
  const picked = useMemo(
    () => (earlier === undefined || !run ? undefined : executionAt(run.events, nodeId, path, earlier)),
    [run, nodeId, path, earlier],
  )
  return picked ?? latest
}
