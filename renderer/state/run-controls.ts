/** Pausing, stepping, stopping and undoing a run, as every part of the window asks for it. Each rejects with a CallError where it is refused. */
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { bridge } from '../bridge/bridge.ts'
import { breakpointsNow, setBreakpoints } from './breakpoints.ts'
import { isOpen } from './run-facts.ts'
import { runNow } from './runs.ts'
import { useView } from './view.ts'

/** The calls of the contract that this file makes, with what they take and give. */
interface ControlCalls {
  'run.pause': { readonly input: { readonly runId: string }; readonly output: unknown }
  'run.resume': { readonly input: { readonly runId: string }; readonly output: unknown }
  /** Lets exactly one held node go; without `nodeId` the one that has been held longest. */
  'run.step': { readonly input: { readonly runId: string; readonly nodeId?: string }; readonly output: unknown }
  'run.breakpoints': {
    readonly input: { readonly runId: string; readonly nodes: readonly string[] }
    readonly output: unknown
  }
  'run.stop': {
    readonly input: { readonly runId: string; readonly undo: boolean }
    readonly output: { readonly receipt: readonly ReceiptEntry[] }
  }
  'run.stopNode': { readonly input: { readonly runId: string } & ExecutionPlace; readonly output: unknown }
  'run.holdAtCheckpoint': { readonly input: { readonly runId: string }; readonly output: unknown }
}

/** One execution of a node. */
export interface ExecutionPlace {
  readonly nodeId: string
  readonly path?: string
  readonly iteration?: number
}

function call<N extends keyof ControlCalls>(
  name: N,
  input: ControlCalls[N]['input'],
): Promise<ControlCalls[N]['output']> {
  // The bridge parses every input against the contract; a call that main does not know is refused with a sentence.
  return (bridge.call as (name: string, input: object) => Promise<ControlCalls[N]['output']>)(name, input)
}

export const pauseRun = async (runId: string): Promise<void> => void (await call('run.pause', { runId }))

/** Goes on after a pause or a stop. */
export const resumeRun = async (runId: string): Promise<void> => void (await call('run.resume', { runId }))

export const stepRun = async (runId: string, nodeId?: string): Promise<void> =>
  void (await call('run.step', { runId, ...(nodeId !== undefined && { nodeId }) }))

export const stopNode = async (runId: string, place: ExecutionPlace): Promise<void> =>
  void (await call('run.stopNode', { runId, ...place }))

export const holdAtCheckpoint = async (runId: string): Promise<void> =>
  void (await call('run.holdAtCheckpoint', { runId }))

/** Resolves when everything has stopped; the receipt then stands in the transcript. */
export async function stopRun(runId: string, undo = false): Promise<void> {
  // Whoever presses Esc twice asks once.
  if (stopping.has(runId)) return
  stopping.add(runId)
  try {
    await call('run.stop', { runId, undo })
  } finally {
    stopping.delete(runId)
  }
}

const stopping = new Set<string>()

/** Sets or takes away the breakpoints of some nodes: all of them get what the first has not. A run that is open is told. */
export async function toggleBreakpoints(ref: string, nodeIds: readonly string[]): Promise<void> {
  const [first] = nodeIds
  if (first === undefined) return
  const nodes = [...setBreakpoints(ref, nodeIds, !breakpointsNow(ref).has(first))]
  const runId = useView.getState().tabs.find((tab) => tab.ref === ref)?.runId ?? null
  if (runId !== null && isOpen(runNow(runId).state)) await call('run.breakpoints', { runId, nodes })
}
