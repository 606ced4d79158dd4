/** Pausing, stepping, stopping and undoing a run, as every part of the window asks for it. Each rejects with a CallError where it is refused. */
import { bridge } from '../bridge/bridge.ts'
import { breakpointsNow, setBreakpoints } from './breakpoints.ts'
import { isOpen } from './run-facts.ts'
import { runNow } from './runs.ts'
import { useView } from './view.ts'

/** One execution of a node. */
export interface ExecutionPlace {
  readonly nodeId: string
  readonly path?: string
  readonly iteration?: number
}

export const pauseRun = async (runId: string): Promise<void> => void (await bridge.call('run.pause', { runId }))

/** Goes on after a pause or a stop. */
export const resumeRun = async (runId: string): Promise<void> => void (await bridge.call('run.resume', { runId }))

export const stepRun = async (runId: string, nodeId?: string): Promise<void> =>
  void (await bridge.call('run.step', { runId, ...(nodeId !== undefined && { nodeId }) }))

export const stopNode = async (runId: string, place: ExecutionPlace): Promise<void> =>
  void (await bridge.call('run.stopNode', { runId, ...place }))

export const holdAtCheckpoint = async (runId: string): Promise<void> =>
  void (await bridge.call('run.holdAtCheckpoint', { runId }))

/** Resolves when everything has stopped; the receipt then stands in the transcript. */
export async function stopRun(runId: string, undo = false): Promise<void> {
  // Whoever presses Esc twice asks once.
  if (stopping.has(runId)) return
  stopping.add(runId)
  try {
    await bridge.call('run.stop', { runId, undo })
  } finally {
    stopping.delete(runId)
  }
}

const stopping = new Set<string>()

/** Sets or takes away the breakpoints of some nodes: all of them get what the first has not. A run that is open is told. */
export async function toggleBreakpoints(ref: string, nodeIds: readonly string[]): Promise<void> {
  if (nodeIds.length === 0) return
  const set = breakpointsNow(ref)
  const nodes = [...setBreakpoints(ref, nodeIds, !nodeIds.every((id) => set.has(id)))]
  const runId = useView.getState().tabs.find((tab) => tab.ref === ref)?.runId ?? null
  if (runId !== null && isOpen(runNow(runId).state)) await bridge.call('run.breakpoints', { runId, nodes })
}
