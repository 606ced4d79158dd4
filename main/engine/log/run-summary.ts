/** What the list of runs shows, kept beside the log so that a list of 100,000 runs folds nothing. */
import type { InboxItem, RunOwner, RunSummary, StepStatus } from '#shared/ipc/views/run-views.ts'
import type { NodeState, NodeStatus, RunState } from '#shared/state/run-state.ts'
import type { RunRow, RunStanding } from './run-row.ts'

/** Enough for the row of squares; a graph of 10,000 nodes must not write 10,000 words with every event. */
const MAX_STEPS = 60

type Undoing = Exclude<StepStatus, NodeStatus>

interface Stored {
  readonly args: RunSummary['args']
  readonly version: string
  readonly workspace: string
  readonly startedBy: string
  readonly steps: readonly NodeStatus[]
  /** Where steps of it were undone: what became of each. */
  readonly undone?: readonly { readonly step: number; readonly status: Undoing }[]
  readonly errorMessage?: string
  readonly waits: readonly InboxItem[]
}

/** What the row of a run says, of a state as it stands now. */
export function standingOf(state: RunState): RunStanding {
  const { status, endedAt, waits } = state
  return { status, endedAt, waiting: waits.size, summary: () => runSummaryText(state) }
}

export function runSummaryText(state: RunState): string {
  const undone = undoneOf(state)
  const stored: Stored = {
    args: state.args,
    version: state.version,
    workspace: state.workspace,
    startedBy: state.startedBy,
    steps: stepsOf(state),
    ...(undone.length > 0 && { undone }),
    ...(state.error && { errorMessage: state.error.message }),
    waits: waitsOf(state),
  }
  return JSON.stringify(stored)
}

function stepsOf(state: RunState): NodeStatus[] {
  const steps: NodeStatus[] = []
  for (const node of state.nodes.values()) {
    if (steps.length === MAX_STEPS) break
    steps.push(node.status)
  }
  return steps
}

/** Beside the steps and not in place of them: rows of earlier versions say the same of those, and `verify` holds them against the events. */
function undoneOf(state: RunState): NonNullable<Stored['undone']> {
  const undone: { readonly step: number; readonly status: Undoing }[] = []
  let step = 0
  for (const node of state.nodes.values()) {
    if (step === MAX_STEPS) break
    const status = undoingOf(node)
    if (status) undone.push({ step, status })
    step += 1
  }
  return undone
}

function undoingOf({ compensatedBy, compensationError }: NodeState): Undoing | undefined {
  if (compensationError) return 'not-undone'
  return compensatedBy === undefined ? undefined : 'undone'
}

function waitsOf(state: RunState): InboxItem[] {
  return [...state.waits.values()].map((wait) => ({
    runId: state.runId,
    workflow: state.workflow,
    workspace: state.workspace,
    nodeId: wait.nodeId,
    path: wait.path,
    waitId: wait.id,
    type: wait.type,
    purpose: wait.request.purpose,
    title: wait.request.title,
    since: wait.since,
    ...(wait.dueAt !== undefined && { dueAt: wait.dueAt }),
  }))
}

export function toRunSummary(row: RunRow, owner: RunOwner): RunSummary {
  const stored = storedOf(row)
  return {
    runId: row.runId,
    workflow: row.workflow,
    version: stored.version ?? '',
    args: stored.args ?? {},
    workspace: stored.workspace ?? '',
    status: row.status,
    waiting: row.waiting,
    startedAt: row.startedAt,
    ...(row.endedAt !== undefined && { endedAt: row.endedAt }),
    startedBy: stored.startedBy ?? '',
    ...(row.parent !== undefined && { parent: row.parent }),
    correlationId: row.correlation,
    steps: shownSteps(stored),
    ...(stored.errorMessage !== undefined && { errorMessage: stored.errorMessage }),
    owner,
  }
}

function shownSteps({ steps = [], undone = [] }: Partial<Stored>): readonly StepStatus[] {
  if (undone.length === 0) return steps
  const became = new Map(undone.map(({ step, status }) => [step, status]))
  return steps.map((status, step) => became.get(step) ?? status)
}

const ANSWERABLE: ReadonlySet<string> = new Set(['running', 'paused', 'compensating'])

/** Open questions of a run that can be answered now (a stopped run is resumed first), and the version that its nodes stand in. */
export function inboxOf(row: RunRow): { readonly version: string; readonly items: readonly InboxItem[] } {
  const { version = '', waits = [] } = ANSWERABLE.has(row.status) ? storedOf(row) : {}
  return { version, items: waits }
}

function storedOf(row: RunRow): Partial<Stored> {
  return JSON.parse(row.summary) as Partial<Stored> // written by runSummaryText in the same transaction as the events; `{}` before the first
}
