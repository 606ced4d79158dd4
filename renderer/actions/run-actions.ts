/** What can be done with the run that is shown: each only while it can do something. */
import {
  CircleDot,
  CircleOff,
  CirclePlay,
  Hand,
  ListRestart,
  Pause,
  RotateCcw,
  Square,
  SquareX,
  StepForward,
  Undo2,
} from 'lucide-react'
import { toast } from 'sonner'
import { isJsonObject } from '#shared/json.ts'
import type { RunState } from '#shared/state/run-state.ts'
import { titleById, titleOfNode } from '#shared/workflow/title-of-node.ts'
import { errorSentence } from '../bridge/bridge.ts'
import { canvasCommands } from '../canvas/canvas-commands.ts'
import { announce } from '../canvas/walk/announce.ts'
import { askReplay } from '../inspector/run/replay.ts'
import { confirmFirst } from '../parts/confirm.tsx'
import { breakpointsNow } from '../state/breakpoints.ts'
import { documentNow } from '../state/documents.ts'
import { useKinds } from '../state/kinds.ts'
import { holdAtCheckpoint, pauseRun, resumeRun, stepRun, stopRun, toggleBreakpoints } from '../state/run-controls.ts'
import { canPause, canStep, isOpen, isPaused } from '../state/run-facts.ts'
import { itemNameIn } from '../state/run-title.ts'
import { runNow } from '../state/runs.ts'
import { type Undoable, undoable } from '../state/undoable.ts'
import { shownTab } from '../state/view.ts'
import type { Action } from './action.ts'
import { nodesThatRun } from './nodes-that-run.ts'

export const runActions: readonly Action[] = [
  {
    id: 'stop',
    label: 'Stop',
    icon: Square,
    group: 'run',
    keys: 'escape',
    available: () => shownRun(isOpen),
    perform: () => withRun(stopRun),
  },
  {
    id: 'stop-undo',
    label: 'Stop and undo…',
    icon: SquareX,
    group: 'run',
    available: () => shownRun((state) => isOpen(state) && toUndo().length > 0),
    perform: askUndo,
  },
  {
    id: 'undo-stopped',
    label: 'Undo what it did…',
    icon: Undo2,
    group: 'run',
    available: () => shownRun(isStopped) && toUndo().length > 0,
    perform: askUndo,
  },
  {
    id: 'pause',
    label: 'Pause this run',
    icon: Pause,
    group: 'run',
    keys: 'f8',
    inFields: true,
    available: () => shownRun(canPause),
    perform: () => withRun(pauseRun),
  },
  {
    id: 'resume',
    label: 'Resume this run',
    icon: CirclePlay,
    group: 'run',
    sharesKeysWith: 'pause',
    inFields: true,
    available: () => shownRun((state) => isPaused(state) || isStopped(state)),
    perform: () => withRun(resumeRun),
  },
  {
    id: 'step',
    label: 'Step: start one held node',
    icon: StepForward,
    group: 'run',
    keys: 'f10',
    inFields: true,
    available: () => shownRun(canStep),
    perform: () => withRun((runId) => stepRun(runId)),
  },
  {
    id: 'hold-at-checkpoint',
    label: 'Hold at the next checkpoint',
    icon: Hand,
    group: 'run',
    available: () => shownRun((state) => isOpen(state) && hasCheckpoint(state.runId)),
    perform: () => withRun(holdAtCheckpoint),
  },
  {
    id: 'replay',
    label: 'Replay this run…',
    icon: RotateCcw,
    group: 'run',
    available: () => shownRun(hasEnded),
    perform: () => replayShown(false),
  },
  {
    id: 'replay-from',
    label: 'Replay from the selected node…',
    icon: ListRestart,
    group: 'run',
    available: () => shownRun(hasEnded) && shownTab()?.nodeId != null,
    perform: () => replayShown(true),
  },
  {
    id: 'breakpoint',
    label: 'Set a breakpoint',
    icon: CircleDot,
    group: 'run',
    words: 'debug stop before',
    keys: 'f9',
    places: ['node'],
    inFields: true,
    available: () => breakable().some((id) => !breakpointsNow(shownTab()?.ref ?? '').has(id)),
    whyNot: () => 'Select a node first.',
    perform: toggleSelected,
  },
  {
    id: 'breakpoint-clear',
    label: 'Clear the breakpoint',
    icon: CircleOff,
    group: 'run',
    words: 'debug',
    sharesKeysWith: 'breakpoint',
    places: ['node'],
    inFields: true,
    available: () => breakable().length > 0 && breakable().every((id) => breakpointsNow(shownTab()?.ref ?? '').has(id)),
    perform: toggleSelected,
  },
]

/** Can still go on, or be undone. */
const isStopped = (state: RunState): boolean => state.status === 'interrupted' && !state.undone

const hasEnded = (state: RunState): boolean => !isOpen(state) && state.startedAt !== ''

function replayShown(fromSelected: boolean): void {
  const { runId, nodeId } = shownTab() ?? {}
  if (runId != null) askReplay({ runId, ...(fromSelected && nodeId != null && { from: nodeId }) })
}

function shownRun(holds: (state: RunState) => boolean): boolean {
  const runId = shownTab()?.runId
  return runId != null && holds(runNow(runId).state)
}

/** What goes wrong with a run is told where it is shown; a refusal of the request itself has no such place. */
function withRun(deed: (runId: string) => Promise<void>): void {
  const runId = shownTab()?.runId
  if (runId != null) void deed(runId).catch(tellRefusal)
}

const tellRefusal = (error: unknown): void => void toast.error(errorSentence(error))

function toUndo() {
  const runId = shownTab()?.runId
  return runId == null ? [] : undoable(runNow(runId).events, runNow(runId).workflow)
}

/** Says what will be undone before it is: latest first, each by the node that undoes it. */
function askUndo(): void {
  const runId = shownTab()?.runId
  if (runId == null || runNow(runId).state.status === 'compensating') return
  const nodes = toUndo()
  const stops = isOpen(runNow(runId).state)
  const titles = new Map(runNow(runId).workflow?.nodes.map((node) => [node.id, titleOfNode(node)]))
  confirmFirst({
    title: stops ? 'Stop and undo?' : 'Undo what it did?',
    message: stops
      ? 'Everything that runs is stopped. Then what was done is undone, latest first:'
      : 'The run cannot go on after that. What it did is undone, latest first:',
    points: nodes.map((done) => {
      const item = itemNameIn(runNow(runId), done.path)
      const by = titles.get(done.node.compensate ?? '') ?? done.node.compensate
      return [titleOfNode(done.node), item, passName(done, nodes), `by ${by}`].filter(Boolean).join(', ')
    }),
    yes: `${stops ? 'Stop and undo' : 'Undo'} ${nodes.length === 1 ? 'it' : nodes.length}`,
    onYes: () => void stopRun(runId, true).catch(tellRefusal),
  })
}

/** `pass 2`, where it is undone more than once at its place. */
function passName({ node, path, iteration }: Undoable, all: readonly Undoable[]): string {
  const again = all.some((each) => each.node === node && each.path === path && each.iteration !== iteration)
  return again ? `pass ${iteration + 1}` : ''
}

const hasCheckpoint = (runId: string): boolean =>
  runNow(runId).workflow?.nodes.some((node) => holdsOnRequest(node.kind)) ?? false

/** A kind that holds only when it is asked to says so in its config: `when` may be `requested`. */
function holdsOnRequest(kind: string): boolean {
  const fields = useKinds.getState().catalog.get(kind)?.configSchema.properties
  const when = isJsonObject(fields) ? fields.when : undefined
  return isJsonObject(when) && Array.isArray(when.enum) && when.enum.includes('requested')
}

/** The selected nodes that run. */
function breakable(): readonly string[] {
  const selected = canvasCommands()?.selected() ?? new Set<string>()
  const tab = shownTab()
  if (!tab || canvasCommands()?.documentRef !== tab.ref) return []
  return nodesThatRun(tab.ref, selected)
}

function toggleSelected(): void {
  const ref = shownTab()?.ref
  const nodes = breakable()
  if (ref === undefined || nodes.length === 0) return
  const sets = !nodes.every((id) => breakpointsNow(ref).has(id))
  void toggleBreakpoints(ref, nodes).catch(tellRefusal)
  const where = nodes.length === 1 ? titleById(documentNow(ref)?.workflow, nodes[0] ?? '') : `${nodes.length} nodes`
  announce(`Breakpoint ${sets ? 'set on' : 'cleared from'} ${where}`)
}
