/** What queries answer with, where it is not a domain type already. Plain data. */

import type { RunEvent } from '../events/event.ts'
import type { Json } from '../json.ts'
import type { NodeStatus, RunStatus } from '../state/run-state.ts'
import type { Problem } from '../workflow/problem.ts'
import type { Parameter, Workflow } from '../workflow/workflow.ts'

export type WorkflowSource = 'bundled' | 'user' | 'workspace'

/** A command in the list. `ref` names it in later calls: an absolute path, or `bundled:<name>`. */
export interface WorkflowSummary {
  readonly ref: string
  readonly source: WorkflowSource
  readonly name: string
  readonly title: string
  readonly description: string
  readonly parameters: readonly Parameter[]
  readonly trusted: boolean
  /** Errors keep it from running. A file that is not JSON has its name from the file and one problem. */
  readonly problems: readonly Problem[]
  /** Another command of that name comes first (workspace before user before bundled). */
  readonly shadowed: boolean
}

export interface WorkflowDocument {
  readonly ref: string
  readonly source: WorkflowSource
  /** Absent where the text cannot be read as a workflow at all; then `problems` says why and `text` is what is there. */
  readonly workflow?: Workflow
  readonly text: string
  /** Hex SHA-256 of the file's text; names the version in `workflows.save`. */
  readonly hash: string
  readonly trusted: boolean
  readonly problems: readonly Problem[]
  /** What it can do, for the trust question. */
  readonly capabilities: Capabilities
}

export interface Capabilities {
  readonly programs: readonly string[]
  /** Where requests go: hosts, and servers of tools. */
  readonly hosts: readonly string[]
  readonly paths: readonly string[]
  readonly models: readonly string[]
  /** What a model or the workflow itself may call: `file.read`. */
  readonly tools: readonly string[]
  /** Names of secrets that it sends out. */
  readonly secrets: readonly string[]
  /** Other commands that it runs: `/pr-review`. */
  readonly commands: readonly string[]
  /** Events that it publishes, and that begin a run of it (once trusted). */
  readonly emits: readonly string[]
  readonly beginsOn: readonly string[]
  /** Keys of what it keeps across runs. */
  readonly remembers: readonly string[]
  readonly delays: readonly string[]
  /** Effects that would run unasked once trusted, by node id. */
  readonly unasked: readonly string[]
  /** Approvals and effects that are switched off or recorded, which counts once trusted only; by node id. */
  readonly passedOver: readonly string[]
  /** Kinds of nodes that this version does not know, so that it cannot tell what they do. */
  readonly unknown: readonly string[]
}

/** A command whose file was deleted, or gave way to another. */
export interface DeletedCommand {
  /** Its file now; names it. */
  readonly keptAt: string
  /** Where it goes when it is brought back. */
  readonly ref: string
  readonly source: Exclude<WorkflowSource, 'bundled'>
  readonly name: string
  readonly title: string
  /** When it was deleted. */
  readonly at: string
}

/** A command that runs another one. */
export interface WorkflowCaller {
  readonly ref: string
  readonly name: string
  /** Ids of the nodes that run it. */
  readonly nodes: readonly string[]
}

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
  /** Latest status of each node that was reached, in order of first activation. */
  readonly steps: readonly NodeStatus[]
  readonly errorMessage?: string
  readonly owner: RunOwner
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

/** Figures of runs that began in a window of time. Durations in ms, of those that have ended. */
export interface RunFigures {
  readonly byStatus: Readonly<Partial<Record<RunStatus, number>>>
  readonly byCommand: readonly CommandFigures[]
}

export interface CommandFigures {
  readonly workflow: string
  readonly runs: number
  readonly failed: number
  readonly medianMs: number | undefined
  readonly p95Ms: number | undefined
}

export interface MetricsView {
  readonly at: string
  /** When this process began to count. */
  readonly since: string
  readonly lastHour: RunFigures
  readonly lastDay: RunFigures
  /** Of this process, since it started; rates over the last minute. */
  readonly process: {
    readonly events: number
    readonly steps: number
    readonly eventsPerSecond: number
    readonly stepsPerSecond: number
    /** Events staged for the next commit. */
    readonly staged: number
    readonly commits: number
    /** Absent before the first commit. */
    readonly commitMs: { readonly p50: number; readonly p95: number; readonly longest: number } | undefined
    readonly placesUsed: number
    readonly placesLimit: number
    readonly placesQueued: number
    readonly liveRuns: number
  }
  /** Of the whole data folder. */
  readonly openRuns: number
  readonly openWaits: number
  readonly runsInAll: number
  readonly logBytes: number
  /** Open letters, the most frequent cause first. */
  readonly letters: readonly { readonly code: string; readonly open: number; readonly message: string }[]
  /** Where events are sent to, and how that goes. */
  readonly sinks: readonly SinkFigures[]
}

export interface SinkFigures {
  readonly name: string
  readonly sent: number
  /** Events that wait to be sent. */
  readonly queued: number
  readonly failures: number
  readonly lastError: string | undefined
}

export interface WorkspaceInfo {
  readonly path: string
  readonly exists: boolean
  readonly name: string
  /** Absent where it is not a git repository (or git is not there: see `note`). */
  readonly branch?: string
  readonly note?: string
}

export interface ModelInfo {
  readonly id: string
  /** Tokens, where the server says so. */
  readonly contextTokens?: number
}

export interface SettingsView {
  readonly baseUrl: string
  readonly model: string
  /** Tokens the model takes; what does not fit is cut with a note. */
  readonly contextTokens: number
  readonly theme: 'system' | 'dark' | 'light'
  /** Keys that the person gave to actions, by the action's id: none where it has lost them. */
  readonly shortcuts: Readonly<Record<string, readonly string[]>>
  readonly workspace: string
  readonly recentWorkspaces: readonly string[]
  /** Events of runs that ended longer ago are removed; null: they are kept for ever. */
  readonly keepRunsDays: number | null
  /** Above this size of the log the events of the oldest ended runs are removed. A megabyte is 1,000,000 bytes. */
  readonly keepMegabytes: number
  /** Whether a key is kept, and where: never the key itself. */
  readonly apiKey: 'none' | 'store' | 'session' | 'environment'
  /** `session`: this machine has no secret store, so a key lasts until the app closes. */
  readonly secretStore: 'os' | 'session'
  /** Settings that environment variables override, by name. */
  readonly overridden: readonly string[]
  /** True where no model is configured, so the built-in demo model answers. */
  readonly demo: boolean
}

export interface HistoryView {
  /** What the log takes on disk. */
  readonly bytes: number
  /** Ended runs whose events would be removed now, by the settings. */
  readonly removable: number
}

export interface TrimmedHistory {
  /** Whose events were removed. */
  readonly runs: number
  /** Given back to the system. */
  readonly bytes: number
}

export interface AppInfo {
  readonly version: string
  readonly host: 'electron' | 'web' | 'cli'
  readonly platform: string
  readonly home: string
  /** Things that went wrong at start-up and need a sentence: a damaged database kept aside, a read-only folder. */
  readonly warnings: readonly string[]
}

/** A state machine of the engine, as it is drawn. */
export interface MachineView {
  /** `run`, or the machine of a node's family: `instant`, `work`, `person`. */
  readonly id: string
  readonly initial: string
  readonly states: readonly MachineStateView[]
  readonly transitions: readonly MachineTransitionView[]
}

export interface MachineStateView {
  readonly name: string
  readonly isFinal: boolean
  /** What is done on entering it, by name. */
  readonly entry: readonly string[]
}

export interface MachineTransitionView {
  readonly from: string
  readonly to: string
  readonly signal: string
  /** Taken only where this holds; of several for one signal the first that holds. */
  readonly guard?: string
  readonly actions: readonly string[]
}

/** The machines of a run and of its nodes. */
export interface MachineCatalog {
  readonly run: MachineView
  /** By kind; kinds that never run are left out. */
  readonly byKind: Readonly<Record<string, MachineView>>
}
