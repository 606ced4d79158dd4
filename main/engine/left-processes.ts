/**
 * The processes that a dead owner has left behind under an execution. They may still do what its lock was for, so they are
 * ended before the lock counts as free (DESIGN 4.3, 4.9). The run's log stays as it is: who takes the run over writes it.
 */
import { foldRun } from '#shared/state/fold-run.ts'
import type { NodeState } from '#shared/state/run-state.ts'
import type { ProcessPort } from './ports/process.ts'
import type { LeftLock } from './run/locks.ts'
import type { Runs } from './stores.ts'

interface LeftProcessesOptions {
  readonly stores: { readonly runs: Runs }
  readonly adapters: { readonly process: Pick<ProcessPort, 'endOrphan'> }
  readonly onBug: (error: unknown, runId: string) => void
}

/** Tells why it could not, and rejects. */
export async function endLeftProcesses(
  { stores: { runs }, adapters: { process }, onBug }: LeftProcessesOptions,
  { runId, key }: LeftLock,
): Promise<void> {
  try {
    for (const [pid, startedAt] of leftBehind(runs, runId, key)) await process.endOrphan(Number(pid), startedAt)
  } catch (error) {
    onBug(error, runId)
    throw error
  }
}

/** Of an execution, of what stands inside it, and of the runs that these have started; without `key` of the whole run. */
function leftBehind(runs: Runs, runId: string, key?: string): readonly (readonly [string, string])[] {
  const row = runs.find(runId)
  if (!row) return []
  const active = [...foldRun(runs.events(row.key), runId).active]
  const within = active.filter(([other, node]) => key === undefined || other === key || isInside(node, key))
  return within.flatMap(([, { processes, childRunId }]) => [
    ...Object.entries(processes),
    ...(childRunId === undefined ? [] : leftBehind(runs, childRunId)),
  ])
}

/** `key` is `path/node/iteration`. */
function isInside({ path }: NodeState, key: string): boolean {
  const name = key.slice(0, key.lastIndexOf('/'))
  return path.startsWith(name) && /^(@\d+)?\[/.test(path.slice(name.length))
}
