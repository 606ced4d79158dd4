/** What the calls about commands answer with. */
import type { Problem } from '../../workflow/problem.ts'
import type { Parameter, Workflow } from '../../workflow/workflow.ts'

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
