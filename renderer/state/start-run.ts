/** Starting and opening runs, as every part of the window does it. */
import { toast } from 'sonner'
import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import type { Json } from '#shared/json.ts'
import { bridge } from '../bridge/bridge.ts'
import { noteBegun } from './begun-runs.ts'
import { breakpointsNow } from './breakpoints.ts'
import { goToNode } from './go-to-node.ts'
import { pickPath } from './picked-items.ts'
import { refreshRunList, useRunList } from './run-list.ts'
import { followRun } from './runs.ts'
import { useSettings } from './settings.ts'
import { until } from './until.ts'
import { changeTab, foldPanel, openTab, runTabRef, shownNow, shownTab } from './view.ts'
import { commandNamed, useWorkflows } from './workflows.ts'

/** Starts what was typed and shows it. Rejects with a CallError that says what is missing or mistyped. */
export async function startLine(line: string): Promise<void> {
  const from = shownNow()
  const workspace = await knownWorkspace()
  const ref = refOfLine(line)
  const { runId } = await bridge.call('run.start', { line, workspace, ...breakpointsOf(ref) })
  showBegun(runId, ref, null, from)
}

/** The file of the command that a line calls. */
export function refOfLine(line: string): string | undefined {
  return refOfCommand(/^\s*\/([^\s]*)/.exec(line)?.[1] ?? '')
}

export const refOfCommand = (name: string): string | undefined => commandNamed(useWorkflows.getState().list, name)?.ref

/** Starts a command with the values of its form. */
export async function startWith(ref: string, args: Readonly<Record<string, Json>>): Promise<void> {
  const from = shownNow()
  const workspace = await knownWorkspace()
  const { runId } = await bridge.call('run.start', { ref, args: { ...args }, workspace, ...breakpointsOf(ref) })
  showBegun(runId, ref, null, from)
}

/** Where the run stops, told at its start so that it passes none of them. */
function breakpointsOf(ref: string | undefined): { breakpoints?: string[] } {
  const nodes = ref === undefined ? [] : [...breakpointsNow(ref)]
  return nodes.length === 0 ? {} : { breakpoints: nodes }
}

/** Opens a run on the canvas, in the tab of its command, or in one of its own where the file is gone. */
export function openRun(run: Pick<RunSummary, 'runId' | 'workflow'>, nodeId: string | null = null, path = ''): void {
  pickPath(run.runId, path)
  showRun(run.runId, refOfCommand(run.workflow), nodeId)
}

/** `path` is the container item that the node ran in. */
export async function openRunById(runId: string, nodeId: string | null = null, path = ''): Promise<void> {
  const known = useRunList.getState().runs.find((run) => run.runId === runId)
  const run = known ?? (await bridge.call('runs.summary', { runId }))
  const wasThere = nodeId !== null && shownTab()?.nodeId === nodeId
  openRun(run, nodeId, path)
  if (wasThere) goToNode(nodeId)
}

/** Takes the run off the canvas of the shown tab; it stays in the list. */
export function leaveRun(): void {
  const tab = shownTab()
  if (tab) changeTab(tab.ref, { runId: null, mode: 'edit' })
}

/** A run that was begun here just now. Whoever has left what was shown when it was asked for (`from`) is told, and stays there. */
export function showBegun(
  runId: string,
  ref: string | undefined,
  nodeId: string | null = null,
  from: string | null = null,
): void {
  noteBegun(runId)
  if (from === null || from === shownNow()) return showRun(runId, ref, nodeId)
  followRun(runId)
  refreshRunList()
  const name = useWorkflows.getState().list.find((each) => each.ref === ref)?.name
  toast(name === undefined ? 'The run has begun.' : `/${name} has begun.`, {
    action: { label: 'Show it', onClick: () => showRun(runId, ref, nodeId) },
  })
}

/** On the canvas, in the tab of its command. */
function showRun(runId: string, ref: string | undefined, nodeId: string | null = null): void {
  followRun(runId)
  openTab(ref ?? runTabRef(runId), { runId, nodeId, mode: 'run' })
  foldPanel('bottom', false)
  refreshRunList()
}

/** A line may be typed before main has told the folder and the commands: it must not run in none, or open in a tab of its own. */
async function knownWorkspace(): Promise<string> {
  await until(useSettings, ({ settings }) => settings !== undefined)
  await until(useWorkflows, ({ loaded }) => loaded)
  return useSettings.getState().settings?.workspace ?? ''
}
