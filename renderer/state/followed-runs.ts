/**
 * The runs that the window looks at, folded live from their events.
 *
 *   R1. Events are folded in order of `seq`. Where one is missing, the rest is fetched from the log before any later one counts.
 *   R2. React hears of changes at most once a frame, of further text less often while the canvas is in motion, and a node's hooks
 *       only when that node changed.
 *   R3. A run is kept as long as the window lives: its state is small, and switching back to it must not flicker.
 */
import type { RunEvent } from '#shared/events/event.ts'
import type { Signal } from '#shared/events/signal.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import { applyRunEvent } from '#shared/state/fold-run.ts'
import { newRunState, type RunState } from '#shared/state/run-state.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { onReconnected } from '../bridge/connection.ts'
import { oncePerFrame } from './frame.ts'
import { channelKey, type LivePiece, mergeSignal } from './live-text.ts'
import { isInMotion, onRest, WAIT_FOR_REST_MS } from './motion.ts'

/** A run as the screen sees it; a new object whenever anything of the run changed. `state` itself is changed in place. */
export interface RunView {
  readonly runId: string
  readonly state: RunState
  readonly events: readonly RunEvent[]
  /** The exact workflow the run was started with, once it has arrived. */
  readonly workflow: Workflow | undefined
  readonly loading: boolean
  /** Why it could not be read. */
  readonly error: string | undefined
  /** Its events were removed to keep the log small: when and why, and what is left. */
  readonly removed: RemovedRun | undefined
}

export interface RemovedRun {
  readonly sentence: string
  readonly summary: RunSummary
}

export interface RunEntry {
  view: RunView
  readonly events: RunEvent[]
  readonly live: Map<string, LivePiece>
  readonly listeners: Set<() => void>
  readonly nodeListeners: Map<string, Set<() => void>>
  readonly dirtyNodes: Set<string>
  fetching: boolean
  /** An event beyond the next one came while fetching, or caused it. */
  behind: boolean
  changed: boolean
}

const entries = new Map<string, RunEntry>()

/** `listener` hears of every change of the run. Returns how to stop. */
export function subscribeRun(runId: string | null, listener: () => void): () => void {
  if (runId === null) return () => undefined
  const { listeners } = entryOf(runId)
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** `listener` hears of changes of one node. Returns how to stop. */
export function subscribeNode(runId: string | null, nodeId: string, listener: () => void): () => void {
  if (runId === null) return () => undefined
  const { nodeListeners } = entryOf(runId)
  const heard = nodeListeners.get(nodeId) ?? new Set()
  nodeListeners.set(nodeId, heard)
  heard.add(listener)
  return () => heard.delete(listener)
}

/** Known from now on, and read from the log where it was not. */
export function entryOf(runId: string): RunEntry {
  const known = entries.get(runId)
  if (known) return known
  const events: RunEvent[] = []
  const entry: RunEntry = {
    view: {
      runId,
      state: newRunState(runId),
      events,
      workflow: undefined,
      loading: true,
      error: undefined,
      removed: undefined,
    },
    events,
    live: new Map(),
    listeners: new Set(),
    nodeListeners: new Map(),
    dirtyNodes: new Set(),
    fetching: false,
    behind: false,
    changed: false,
  }
  entries.set(runId, entry)
  void catchUp(entry)
  void readWorkflow(entry)
  return entry
}

/** R1: fetches from the first missing event on, and again while broadcasts ran ahead meanwhile. */
async function catchUp(entry: RunEntry): Promise<void> {
  if (entry.fetching) return
  entry.fetching = true
  try {
    do {
      entry.behind = false
      const before = entry.view.state.seq
      const events = await bridge.call('runs.events', { runId: entry.view.runId, fromSeq: before + 1, hashed: false })
      for (const event of events) fold(entry, event)
      if (entry.view.state.seq === before) break
    } while (entry.behind)
    change(entry, { loading: false, error: undefined })
  } catch (error) {
    change(entry, { loading: false, ...(await whyUnread(entry, error)) })
  } finally {
    entry.fetching = false
  }
}

/** A run that was removed is no fault: its summary takes the place of its events. */
async function whyUnread({ view }: RunEntry, error: unknown): Promise<Pick<RunView, 'error' | 'removed'>> {
  const sentence = errorSentence(error)
  if (!(error instanceof CallError) || error.code !== 'run.retained' || view.state.seq >= 0)
    return { error: sentence, removed: undefined }
  try {
    const summary = await bridge.call('runs.summary', { runId: view.runId })
    return { error: undefined, removed: { sentence, summary } }
  } catch {
    return { error: sentence, removed: undefined }
  }
}

async function readWorkflow(entry: RunEntry): Promise<void> {
  try {
    change(entry, { workflow: await bridge.call('runs.workflow', { runId: entry.view.runId }) })
  } catch {
    // `catchUp` tells why the run cannot be read; without its workflow the open document stands in.
  }
}

function fold(entry: RunEntry, event: RunEvent): void {
  if (event.seq !== entry.view.state.seq + 1 || !applyRunEvent(entry.view.state, event)) return
  entry.events.push(event)
  entry.changed = true
  if (event.nodeId === undefined) for (const nodeId of entry.nodeListeners.keys()) entry.dirtyNodes.add(nodeId)
  else entry.dirtyNodes.add(event.nodeId)
  if (event.type === 'node.streamed') tellText()
  else tellLater()
}

function change(entry: RunEntry, fields: Partial<RunView>): void {
  entry.view = { ...entry.view, ...fields }
  entry.changed = true
  tellLater()
}

const tellLater = oncePerFrame(() => {
  for (const entry of entries.values()) {
    if (entry.changed) {
      entry.changed = false
      entry.view = { ...entry.view }
      for (const listener of [...entry.listeners]) listener()
    }
    const nodes = [...entry.dirtyNodes]
    entry.dirtyNodes.clear()
    for (const nodeId of nodes) for (const listener of [...(entry.nodeListeners.get(nodeId) ?? [])]) listener()
  }
})

let textWaits: ReturnType<typeof setTimeout> | undefined

/** While the canvas is in motion, further text waits, instead of being laid out in those frames. */
function tellText(): void {
  if (!isInMotion()) return tellLater()
  textWaits ??= setTimeout(tellWaiting, WAIT_FOR_REST_MS)
}

function tellWaiting(): void {
  if (textWaits === undefined) return
  clearTimeout(textWaits)
  textWaits = undefined
  tellLater()
}

onRest(tellWaiting)

function hearEvent(event: RunEvent): void {
  const entry = entries.get(event.runId)
  if (!entry) return
  if (event.seq === entry.view.state.seq + 1 && !entry.fetching) return fold(entry, event)
  if (event.seq <= entry.view.state.seq) return
  entry.behind = true
  void catchUp(entry)
}

function hearSignal(signal: Signal): void {
  const entry = entries.get(signal.runId)
  if (!entry) return
  const key = channelKey(signal.path, signal.nodeId, signal.channel)
  const before = entry.live.get(key)
  const merged = mergeSignal(before, signal)
  entry.live.set(key, merged)
  entry.dirtyNodes.add(signal.nodeId)
  // The first text of an attempt waits for nothing.
  if (before?.iteration === merged.iteration && before.attempt === merged.attempt) tellText()
  else tellLater()
}

bridge.on('run.event', hearEvent)
bridge.on('run.signal', hearSignal)
onReconnected(() => {
  for (const entry of entries.values()) {
    void catchUp(entry)
    if (!entry.view.workflow) void readWorkflow(entry)
  }
})
