/** Runs: what is known of them, and how they are started and steered. */
import { z } from 'zod'
import type { RunEvent } from '../../events/event.ts'
import type { ReceiptEntry } from '../../events/run-events.ts'
import type { Signal } from '../../events/signal.ts'
import { Workflow } from '../../workflow/workflow.ts'
import { broadcast, command, query } from '../define.ts'
import type { CausalChain, ReplayPlan, RunPreview, RunSummary, Sample, SearchedRuns } from '../views/run-views.ts'
import { Folder, NodeId, type Nothing, Ref, RunId } from './inputs.ts'

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

export const runCalls = {
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
  /**
   * Runs in which a text stands, newest first, those that others called too: in what they were given, what their nodes gave, what
   * people said, errors. Upper and lower case are the same. A call takes a moment and looks at some; `next` is the `before` of
   * the next one.
   */
  'runs.search': query<SearchedRuns>()(
    z.object({
      text: z.string().trim().min(1).max(200),
      limit: z.int().min(1).max(1_000).default(100),
      before: RunId.optional(),
      status: z.array(RunStatusName).min(1).max(7).optional(),
    }),
  ),
  'runs.summary': query<RunSummary>()(z.object({ runId: RunId })),
  /**
   * A run's events from a `seq` on; later ones come as `run.event`. Refused with `run.retained` where retention has removed
   * them. `hashed`: false where `hash` may be left empty, as for folding: working it out takes as long again as reading.
   */
  'runs.events': query<readonly RunEvent[]>()(
    z.object({ runId: RunId, fromSeq: z.int().min(0).default(0), hashed: z.boolean().default(true) }),
  ),
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
  'run.why': query<CausalChain>()(z.object({ runId: RunId, seq: z.number().int().nonnegative() })),
  /** An event of any run of the data folder, also of another process's, after it is in the log. */
  'run.event': broadcast<RunEvent>(),
  /** Live text, for runs of this process. */
  'run.signal': broadcast<Signal>(),
} as const
