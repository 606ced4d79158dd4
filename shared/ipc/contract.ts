/**
 * Everything that crosses the bridge. What is not here does not exist: the Electron preload, the web host, the command
 * line and the renderer are all derived from this object. Inputs are parsed with Zod by the side that receives them.
 */
import { z } from 'zod'
import type { RunEvent } from '../events/event.ts'
import type { ReceiptEntry } from '../events/run-events.ts'
import type { Signal } from '../events/signal.ts'
import type { KindDescriptor } from '../workflow/kind-descriptor.ts'
import type { Problem } from '../workflow/problem.ts'
import { Workflow } from '../workflow/workflow.ts'
import { broadcast, command, query } from './define.ts'
import type { CommittedView, DraftSummary, DraftView, VersionSummary, VersionView } from './draft-views.ts'
import type {
  AppInfo,
  CausalChain,
  DeletedCommand,
  HistoryView,
  InboxItem,
  LetterView,
  MachineCatalog,
  MetricsView,
  ModelInfo,
  ReplayPlan,
  RunPreview,
  RunSummary,
  Sample,
  SettingsView,
  TrimmedHistory,
  WorkflowCaller,
  WorkflowDocument,
  WorkflowSummary,
  WorkspaceInfo,
} from './views.ts'

/** The menus that the window's actions stand in. */
export const MENU_TITLES = ['File', 'Edit', 'Graph', 'Run', 'Go', 'View', 'Help'] as const

/** Less would not hold one working day. */
export const SMALLEST_LOG_MEGABYTES = 16

const RunId = z.string().min(1).max(100)
const Ref = z.string().min(1).max(4_096)
const Folder = z.string().max(4_096)
const NodeId = z.string().min(1).max(200)
/** A workflow as it stands in the editor, tried without being saved. It is trusted as the file that it is a draft of. */
const Draft = z.object({ ref: Ref, workflow: Workflow })
const ReplayInput = z.object({
  runId: RunId,
  from: NodeId.optional(),
  until: NodeId.optional(),
  /** A try of the draft on the run's data, instead of the version that was run; its pins count. */
  draft: Draft.optional(),
})
const SampleName = z.string().trim().min(1).max(80)
const Args = z.record(z.string(), z.json())
const RunStatusName = z.enum(['running', 'paused', 'stopping', 'compensating', 'interrupted', 'succeeded', 'failed'])
/** What starts a run; `line` is what was typed (`/pr-review base=main`), or `ref` with `args`. */
const StartInput = z.object({
  line: z.string().max(100_000).optional(),
  ref: Ref.optional(),
  args: z.record(z.string(), z.json()).optional(),
  workspace: Folder,
  /** A try: recorded outputs (`pinned`) count. */
  test: z.boolean().optional(),
  /** Of a try: the workflow as it stands in the editor, instead of what is on disk under `ref`. */
  draft: Workflow.optional(),
  /** Runs only what leads to this node, and ends behind it. */
  until: NodeId.optional(),
  breakpoints: z.array(NodeId).optional(),
})
const Shortcuts = z.record(z.string().max(100), z.array(z.string().min(1).max(60)).max(8))
const MenuItem = z.object({
  menu: z.enum(MENU_TITLES),
  /** Between different sections stands a line. */
  section: z.string().max(40),
  /** An action's id, which comes back as the intent. */
  id: z.string().min(1).max(100),
  label: z.string().min(1).max(200),
  /** As the system's menu writes it: `CmdOrCtrl+Shift+Z`. It is shown; the window hears the keys itself. */
  accelerator: z.string().max(60).optional(),
  enabled: z.boolean(),
})
export type MenuItem = z.infer<typeof MenuItem>
type Nothing = Record<string, never>

export const contract = {
  'app.info': query<AppInfo>()(z.object({})),
  'kinds.list': query<readonly KindDescriptor[]>()(z.object({})),

  /** Bundled, the user's, and those of the workspace's `.slashflow/`. */
  'workflows.list': query<readonly WorkflowSummary[]>()(z.object({ workspace: Folder })),
  'workflows.read': query<WorkflowDocument>()(z.object({ ref: Ref })),
  /** Problems of a workflow that is being edited, without saving it. */
  'workflows.check': query<readonly Problem[]>()(z.object({ workflow: z.json() })),
  /**
   * Writes the canonical text. `baseHash` is the version the edit began with, empty where there was no file: another one on
   * disk refuses with `workflow.changed` and writes nothing. A bundled command is saved as a copy of the user's with the same name.
   */
  'workflows.save': command<WorkflowDocument>()(
    z.object({ ref: Ref, workflow: Workflow, baseHash: z.string().optional() }),
  ),
  'workflows.create': command<WorkflowDocument & { readonly replaced?: string }>()(
    z.object({
      name: z.string(),
      title: z.string().optional(),
      source: z.enum(['user', 'workspace']),
      workspace: Folder,
      from: Ref.optional(),
      /** What it says: an imported file, or a part of another command. Not trusted, unless `madeFrom` is. */
      workflow: Workflow.optional(),
      madeFrom: Ref.optional(),
      /** Moves a file of this name aside, and says where to. */
      replace: z.boolean().optional(),
    }),
  ),
  /** Renames a command, or moves it between the user's and the workspace's; its file moves. Callers keep the old name. */
  'workflows.move': command<WorkflowDocument>()(
    z.object({ ref: Ref, name: z.string(), source: z.enum(['user', 'workspace']), workspace: Folder }),
  ),
  /** What can be brought back, the newest first. */
  'workflows.deleted': query<readonly DeletedCommand[]>()(z.object({})),
  /** Brings a deleted file back to where it was. Refused with `workflow.name-taken` where another stands there by now: give it another `name`. */
  'workflows.restore': command<WorkflowDocument>()(
    z.object({ ref: Ref, keptAt: z.string().max(4_096), name: z.string().max(200).optional() }),
  ),
  /** The files of the user and the workspace that run a command. */
  'workflows.callers': query<readonly WorkflowCaller[]>()(z.object({ name: z.string().max(200), workspace: Folder })),
  /** Shows the file in the system's file manager; false where the host has none. */
  'workflows.reveal': command<{ shown: boolean }>()(z.object({ ref: Ref })),
  /** Moves the file aside (into the data folder's `deleted/`), never destroys it. */
  'workflows.delete': command<{ keptAt: string }>()(z.object({ ref: Ref })),
  /** Trusts exactly this content; a changed file asks again. */
  'workflows.trust': command<WorkflowDocument>()(z.object({ ref: Ref, hash: z.string() })),

  /** The file beside `ref` that has this content, where `ref` is gone: it was renamed. */
  'workflows.movedTo': query<{ ref: string | null }>()(z.object({ ref: Ref, hash: z.string() })),

  /** Drafts that differ from their file, the newest first. */
  'drafts.list': query<readonly DraftSummary[]>()(z.object({})),
  'drafts.read': query<DraftView | null>()(z.object({ ref: Ref })),
  /** Resolves once it is on the disk. Refused with `draft.moved` where `over` is not the newest revision: another window wrote. */
  'drafts.keep': command<{ revision: string }>()(
    z.object({
      ref: Ref,
      name: z.string().max(1_000),
      over: z.string().nullable(),
      dirty: z.boolean(),
      baseHash: z.string().nullable(),
      baseText: z.string().nullable(),
      /** JSON text. */
      workflow: z.string(),
      history: z.string(),
    }),
  ),
  /** Does nothing where the draft has another revision by now. */
  'drafts.remove': command<Nothing>()(z.object({ ref: Ref, revision: z.string() })),

  /** What was saved before, newest first. */
  'versions.list': query<readonly VersionSummary[]>()(z.object({ ref: Ref })),
  'versions.read': query<VersionView>()(z.object({ ref: Ref, id: z.string().max(200) })),
  /** Keeps a content beside the file: under a name, or a draft that gives way to a restored version. */
  'versions.keep': command<VersionSummary>()(
    z.object({
      ref: Ref,
      workflow: Workflow,
      reason: z.enum(['draft', 'named']),
      name: z.string().max(200).optional(),
    }),
  ),
  /** An empty name takes it away. Named versions are never removed. */
  'versions.name': command<VersionSummary>()(
    z.object({ ref: Ref, id: z.string().max(200), name: z.string().max(200) }),
  ),
  /** The file as the last commit has it; null where it is in no repository or was never committed. */
  'versions.committed': query<CommittedView | null>()(z.object({ ref: Ref })),

  /**
   * A command as text for others. `xstate`: an ES module with one machine of the whole workflow. `mermaid`: a diagram of the
   * graph, or with `machine` (`run`, or a node's id) of that state machine. `svg`: a picture of the canvas.
   * `claude-command`: a slash command of Claude Code. Refused with `export.not-expressible`, which says why.
   */
  'workflows.export': query<{ text: string }>()(
    z.object({
      ref: Ref.optional(),
      name: z.string().max(200).optional(),
      workspace: Folder,
      as: z.enum(['xstate', 'mermaid', 'svg', 'claude-command']),
      /** Of a picture. */
      theme: z.enum(['light', 'dark']).optional(),
      machine: NodeId.optional(),
    }),
  ),
  /** The state machines that a run and its nodes go through. */
  'machines.describe': query<MachineCatalog>()(z.object({})),

  /** Newest first. */
  'runs.list': query<readonly RunSummary[]>()(
    z.object({
      limit: z.int().min(1).max(1_000).default(100),
      workflow: z.string().optional(),
      /** Only runs that began before this one: the next page. */
      before: RunId.optional(),
      /** Without the runs that other runs have called. */
      roots: z.boolean().optional(),
      /** Only a run and what it led to. */
      correlationId: z.string().optional(),
      /** Only runs that stand so. */
      status: z.array(RunStatusName).min(1).max(7).optional(),
    }),
  ),
  'runs.summary': query<RunSummary>()(z.object({ runId: RunId })),
  /** A run's events from a `seq` on; later ones come as `run.event`. Refused with `run.retained` where retention has removed them. */
  'runs.events': query<readonly RunEvent[]>()(z.object({ runId: RunId, fromSeq: z.int().min(0).default(0) })),
  /** The exact workflow that a run was started with. */
  'runs.workflow': query<Workflow>()(z.object({ runId: RunId })),
  /** A value kept by hash beside the log, as JSON text, in slices of at most 4 MB. */
  'blobs.read': query<{ text: string; total: number }>()(
    z.object({
      hash: z.string().regex(/^[0-9a-f]{64}$/),
      offset: z.int().min(0).default(0),
      length: z.int().min(1).max(4_194_304).default(1_048_576),
    }),
  ),
  'inbox.list': query<readonly InboxItem[]>()(z.object({})),

  /**
   * Starts a command. Resolves when the run is in the log, not when it ends. Refused with problems where an argument is
   * missing or mistyped, or the file has errors.
   */
  'run.start': command<{ runId: string }>()(StartInput),
  /** What `run.start` would run, node by node, and what would ask first. Refused as the start would be. */
  'run.preview': query<RunPreview>()(StartInput.extend({ trusted: z.boolean().optional() })),
  /** Resolves when the run has stopped, with everything that acknowledged, not when the request arrived. */
  'run.stop': command<{ receipt: readonly ReceiptEntry[] }>()(
    z.object({ runId: RunId, undo: z.boolean().default(false) }),
  ),
  /** Goes on after a stop or a pause. */
  'run.resume': command<{ runId: string }>()(z.object({ runId: RunId })),
  /** Nothing new starts until `run.resume`; what is under way goes on. */
  'run.pause': command<Nothing>()(z.object({ runId: RunId })),
  /** Lets one held node of a paused run go on: the first, or the named one. Refused with `run.not-held` where none is. */
  'run.step': command<Nothing>()(z.object({ runId: RunId, nodeId: NodeId.optional() })),
  /** The nodes before which the run pauses, instead of those it had. */
  'run.breakpoints': command<Nothing>()(z.object({ runId: RunId, nodes: z.array(NodeId) })),
  /** Ends one node alone. Refused with `node.not-active`, and with `node.ambiguous` where several items have it. */
  'run.stopNode': command<Nothing>()(
    z.object({ runId: RunId, nodeId: NodeId, path: z.string().optional(), iteration: z.int().optional() }),
  ),
  /** The run holds at the next checkpoint that it reaches. */
  'run.holdAtCheckpoint': command<Nothing>()(z.object({ runId: RunId })),
  /**
   * What a replay would take over and what it would do again. `from`: the first node that runs again; without it all do.
   * `until`: the node behind which it ends; the same as `from` runs one node alone.
   */
  'run.plan': query<ReplayPlan>()(ReplayInput),
  /** A new run with the version and arguments of an earlier one, as `run.plan` says. Effects ask as they do elsewhere. */
  'run.replay': command<{ runId: string }>()(ReplayInput.extend({ breakpoints: z.array(NodeId).optional() })),
  /** Arguments that a person keeps for a command, by its name, in the data folder; in the order of their names. */
  'samples.list': query<readonly Sample[]>()(z.object({ command: z.string().max(200) })),
  /** Writes over the one of that name. Refused with `samples.not-saved`, which says why. */
  'samples.save': command<readonly Sample[]>()(
    z.object({ command: z.string().min(1).max(200), name: SampleName, args: Args }),
  ),
  'samples.remove': command<readonly Sample[]>()(z.object({ command: z.string().max(200), name: SampleName })),
  /** Why an event happened, across runs. */
  'run.why': query<CausalChain>()(z.object({ eventId: z.string().min(1).max(200) })),

  /** Newest first. */
  'letters.list': query<readonly LetterView[]>()(
    z.object({
      limit: z.int().min(1).max(1_000).default(100),
      open: z.boolean().default(true),
      code: z.string().optional(),
    }),
  ),
  /** Delivers them again, each as a new run; `payload` instead of what was delivered, where there is one letter. */
  'letters.replay': command<{ runs: readonly { letterId: string; runId: string }[] }>()(
    z.object({ ids: z.array(z.string()).min(1).max(512), payload: z.json().optional() }),
  ),
  'letters.discard': command<{ discarded: number }>()(z.object({ ids: z.array(z.string()).min(1).max(512) })),

  /** How much this data folder runs, how fast, and what it waits for: since this process started, and of late. */
  'metrics.read': query<MetricsView>()(z.object({})),

  /** Refused with `approval.not-open` where it was answered, has expired, or its run has ended. */
  'approval.decide': command<Record<string, never>>()(
    z.object({
      runId: RunId,
      approvalId: z.string(),
      decision: z.enum(['approved', 'rejected']),
      /** The payload as the person left it; as proposed where it is not given. */
      value: z.json().optional(),
      feedback: z.string().optional(),
    }),
  ),
  'input.answer': command<Record<string, never>>()(
    z.object({ runId: RunId, inputId: z.string(), values: z.record(z.string(), z.json()) }),
  ),

  'settings.read': query<SettingsView>()(z.object({})),
  'settings.change': command<SettingsView>()(
    z.object({
      baseUrl: z.string().max(2_000).optional(),
      model: z.string().max(500).optional(),
      contextTokens: z.int().min(256).max(100_000_000).optional(),
      theme: z.enum(['system', 'dark', 'light']).optional(),
      /** All that differ from what the actions come with. */
      shortcuts: Shortcuts.optional(),
      workspace: Folder.optional(),
      /** Null: for ever. */
      keepRunsDays: z.int().min(1).max(36_500).nullable().optional(),
      keepMegabytes: z.int().min(SMALLEST_LOG_MEGABYTES).max(10_000_000).optional(),
      /** Kept in the secret store, or for the session; empty forgets it. Never in the settings file. */
      apiKey: z.string().max(10_000).optional(),
    }),
  ),
  /** The window's actions for the system's menu, where the host has one; choosing one comes back as `window.intent`. */
  'window.menu': command<Nothing>()(z.object({ items: z.array(MenuItem).max(500) })),
  /** How large the log is, and what the settings would remove of it. */
  'history.read': query<HistoryView>()(z.object({})),
  /** Removes the events of old runs now, as the settings say. Their summaries stay. */
  'history.trim': command<TrimmedHistory>()(z.object({})),
  /** The models a server offers; the address and key being typed, or the kept ones. */
  'models.list': query<readonly ModelInfo[]>()(
    z.object({ baseUrl: z.string().max(2_000).optional(), apiKey: z.string().max(10_000).optional() }),
  ),

  'workspace.info': query<WorkspaceInfo>()(z.object({ path: Folder })),
  /** The system's clipboard, for a paste that no key began; null where the page is to read it itself. */
  'clipboard.read': query<{ text: string | null }>()(z.object({})),
  /** The system's folder dialog where the host has one (Electron); null where it has none or the person cancelled. */
  'workspace.choose': command<{ path: string | null; supported: boolean }>()(z.object({})),
  /** Folders below a path, for completion where there is no dialog. */
  'workspace.folders': query<readonly string[]>()(z.object({ prefix: Folder })),

  /** An event of any run of the data folder, also of another process's, after it is in the log. */
  'run.event': broadcast<RunEvent>(),
  /** Live text, for runs of this process. */
  'run.signal': broadcast<Signal>(),
  /** A command was added, changed or removed. */
  'workflows.changed': broadcast<{ refs: readonly string[] }>(),
  /** A draft was kept by some window of the data folder, or went away (`revision` null). */
  'drafts.changed': broadcast<{ ref: string; revision: string | null }>(),
  'versions.changed': broadcast<{ ref: string }>(),
  'settings.changed': broadcast<SettingsView>(),
  /** A menu item or a notification asks the window for something it does itself: `new`, `save`, `run`, `stop`, `settings`, `open-run:<id>` … */
  'window.intent': broadcast<{ intent: string }>(),
} as const

type Contract = typeof contract
export type CallName = { [N in keyof Contract]: Contract[N]['type'] extends 'broadcast' ? never : N }[keyof Contract]
export type BroadcastName = Exclude<keyof Contract, CallName>
/** As the caller writes it: defaults may be left out. */
export type CallInput<N extends CallName> = Contract[N] extends { input: infer I extends z.ZodType }
  ? z.input<I>
  : never
/** As the callee gets it. */
export type ParsedInput<N extends CallName> = Contract[N] extends { input: infer I extends z.ZodType }
  ? z.output<I>
  : never
export type CallOutput<N extends CallName> = Contract[N] extends { output?: infer O } ? Exclude<O, undefined> : never
export type BroadcastPayload<N extends BroadcastName> = Contract[N] extends { payload?: infer P }
  ? Exclude<P, undefined>
  : never

export const CALL_NAMES = Object.entries(contract).flatMap(([name, entry]) =>
  entry.type === 'broadcast' ? [] : [name as CallName],
) // entries() widens keys
export const BROADCAST_NAMES = Object.entries(contract).flatMap(([name, entry]) =>
  entry.type === 'broadcast' ? [name as BroadcastName] : [],
)

/** How any home talks to main: Electron's preload, the web socket and the command line each supply one. */
export interface Bridge {
  /** Rejects with a CallError for an expected refusal. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  /** The listener hears payloads in order until the returned function is called. */
  on<N extends BroadcastName>(name: N, listener: (payload: BroadcastPayload<N>) => void): () => void
}
