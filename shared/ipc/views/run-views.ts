/** What the calls about runs answer with, and about what waits in them. */
import type { RunEvent } from '../../events/event.ts'
import type { Json } from '../../json.ts'
import type { NodeStatus, RunStatus } from '../../state/run-state.ts'

/** Where a node stands, and whether what it did was undone, or should have been and still stands. */
export type StepStatus = NodeStatus | 'undone' | 'not-undone'

export interface RunSummary {
  readonly runId: string
  readonly workflow: string
  readonly version: string
  readonly args: Readonly<Record<string, Json>>
  readonly workspace: string
  readonly status: RunStatus
  /** Open approvals and questions. */
  readonly waiting: number
  readonly startedAt: string
  readonly endedAt?: string
  readonly startedBy: string
  /** The run that called this one. */
  readonly parent?: string
  /** How many runs it called itself, where the list is one of runs at the top. */
  readonly called?: number
  /** Shared by a run and all that it led to. */
  readonly correlationId: string
  /** Of each node that was reached, in order of first activation. */
  readonly steps: readonly StepStatus[]
  readonly errorMessage?: string
  readonly owner: RunOwner
}

/** Where a text stands in what a run recorded. */
export interface FoundText {
  readonly nodeId?: string
  /** The container item that the node ran in. */
  readonly path?: string
  /** Of the event's data: `output.stdout`. */
  readonly field: string
  readonly excerpt: string
}

export interface FoundRun extends RunSummary {
  /** Absent where it stands in what a list of runs shows anyway. */
  readonly found?: FoundText
}

/** What one call of a search found. */
export interface SearchedRuns {
  readonly runs: readonly FoundRun[]
  /** Runs that were looked at. */
  readonly looked: number
  /** Where the next call goes on; null where all were looked at. */
  readonly next: string | null
}

/**
 * Whose process goes on with a run: this one, or another, which is reached without a difference for the caller. `nobody`: it
 * has ended, or was let go of in order. `gone`: its process died, and nobody has taken it over yet.
 */
export type RunOwner = 'this' | 'other' | 'nobody' | 'gone'

/** An open approval or question, for the inbox. */
export interface InboxItem {
  readonly runId: string
  readonly workflow: string
  readonly workspace: string
  readonly nodeId: string
  readonly path: string
  readonly waitId: string
  readonly type: 'approval' | 'input'
  readonly purpose: 'approval' | 'effect' | 'ask' | 'show' | 'checkpoint' | 'recovery'
  readonly title: string
  /** What the node is called, where that is known. */
  readonly nodeTitle?: string
  readonly since: string
  readonly dueAt?: string
}

/** What a run that takes over an earlier one's record would do, before it does. */
export interface ReplayPlan {
  readonly runId: string
  readonly workflow: string
  readonly from?: string
  readonly until?: string
  /** Executions whose recorded ending is taken over. */
  readonly recorded: readonly { readonly nodeId: string; readonly execution: string; readonly port: string }[]
  /** Nodes that run again, or for the first time. */
  readonly again: readonly ReplayedNode[]
}

export interface ReplayedNode {
  readonly nodeId: string
  readonly title: string
  readonly kind: string
  /** Whether it changes the world outside the run. */
  readonly effect: 'never' | 'always' | 'depends'
  /** It had begun in the earlier run, so what it does would happen once more. */
  readonly happened: boolean
  /** It does not ask, where the file is trusted. */
  readonly unasked: boolean
  /** It runs only if a loop goes round again, which is not known before. */
  readonly onlyInLoop: boolean
  /** What runs before it decides anew whether the run comes here. */
  readonly perhaps: boolean
}

/** Arguments kept for a command under a name. */
export interface Sample {
  readonly name: string
  readonly args: Readonly<Record<string, Json>>
}

/** What a start would run, in an order in which it can happen. */
export interface RunPreview {
  readonly workflow: string
  readonly title: string
  readonly args: Readonly<Record<string, Json>>
  readonly workspace: string
  readonly trusted: boolean
  readonly steps: readonly PreviewedStep[]
}

export interface PreviewedStep {
  readonly nodeId: string
  readonly title: string
  readonly kind: string
  /** The container that it is in. */
  readonly parent?: string
  /** Whether it changes the world outside the run. */
  readonly effect: 'never' | 'always' | 'depends'
  /** A person is asked: always, or where the effect happens (`effect`). */
  readonly asks: 'never' | 'effect' | 'always'
  /** The token passes by it. */
  readonly disabled: boolean
  /** It may be passed over: not every way leads here. */
  readonly conditional: boolean
  /** It runs only to undo what these nodes did. */
  readonly undoes?: readonly string[]
}

/** What could not be processed, with its cause. */
export interface LetterView {
  readonly id: string
  /** The entry node of the trigger that delivered it. */
  readonly source: string
  readonly code: string
  readonly message: string
  readonly payload: Json
  readonly workflow?: string
  readonly workspace?: string
  /** The run that failed on it. */
  readonly runId?: string
  readonly at: string
  readonly state: 'open' | 'replayed' | 'discarded'
  readonly settledAt?: string
  /** The run that it was replayed as. */
  readonly replayedAs?: string
}

/** Why an event happened: the events that led to it, first the cause of all, last the event itself. */
export interface CausalChain {
  readonly chain: readonly RunEvent[]
  /** Where the chain goes on but its events are not there any more. */
  readonly missing?: string
}
