/** Facts about a run as a whole. */
import { z } from 'zod'
import { Actor } from './actor.ts'
import { FailureData } from './node-events.ts'

/** The node of another run that this run was started for. `depth` counts from 1. */
export const ParentRef = z.object({
  runId: z.string(),
  nodeId: z.string(),
  path: z.string(),
  iteration: z.int(),
  depth: z.int(),
})
export type ParentRef = z.infer<typeof ParentRef>

/** Where a run takes over what an earlier one has recorded. */
export const ReplayRef = z.object({
  /** The run whose record is used. */
  of: z.string(),
  /** The first node that runs again; absent: all do. */
  from: z.string().optional(),
  /** The node after which the run ends. */
  until: z.string().optional(),
  /** Hash of the recorded endings: JSON of `{ [activation key]: { port, output } }`. */
  recorded: z.string(),
})
export type ReplayRef = z.infer<typeof ReplayRef>

/** One thing that a stop reached, and how it ended: `aborted`, `ended`, `killed after 2 s`, `kept` (a wait that resume finds again). */
export const ReceiptEntry = z.object({
  what: z.string(),
  how: z.string(),
  ms: z.number(),
  nodeId: z.string().optional(),
})
export type ReceiptEntry = z.infer<typeof ReceiptEntry>

/** With the node at which it failed, where it was one. */
const RunFailure = FailureData.extend({ nodeId: z.string().optional() })

export const runEvents = {
  /** A run began. `version` is the hash under which the exact workflow is kept; `trusted` says whether its `approve: never` counts. */
  'run.started': z.object({
    workflow: z.string(),
    version: z.string(),
    args: z.record(z.string(), z.json()),
    /** Absolute path; empty where the run needs no folder. */
    workspace: z.string(),
    trusted: z.boolean(),
    by: Actor,
    /** The entry node, where it is not the command's own. */
    entry: z.string().optional(),
    /** What the trigger delivered: the output of that entry. */
    payload: z.json().optional(),
    /** The delivery that began it; one delivery begins one run. */
    delivery: z.string().optional(),
    parent: ParentRef.optional(),
    replay: ReplayRef.optional(),
    /** A try in the editor: recorded outputs (`pinned`) count. */
    test: z.boolean().optional(),
    breakpoints: z.array(z.string()).optional(),
  }),
  /** Another process became the owner, because the one before is gone; what was running is looked after next. */
  'run.recovered': z.object({ owner: z.string() }),
  /** Nothing new starts until `run.resumed`. `nodeId`: the breakpoint that was reached. */
  'run.paused': z.object({ by: Actor, nodeId: z.string().optional() }),
  /** A node of a paused run, that of the event, was let go on. */
  'run.stepped': z.object({ by: Actor }),
  /** A run pauses before these nodes from now on. */
  'breakpoints.changed': z.object({ by: Actor, nodes: z.array(z.string()) }),
  /** The run holds at the next checkpoint that it reaches. */
  'checkpoint.requested': z.object({ by: Actor }),
  /** Goes on after an interrupt or a pause. */
  'run.resumed': z.object({ by: Actor }),
  /** Stop was asked for. The work is being ended; `run.interrupted` says when it has. */
  'run.stopping': z.object({ by: Actor, undo: z.boolean() }),
  /** Everything that was active has acknowledged; the receipt names it. */
  'run.interrupted': z.object({
    receipt: z.array(ReceiptEntry),
    /** What had been done was undone, so the run cannot go on. */
    undone: z.boolean().optional(),
  }),
  /** What the run did is being undone, latest first: because it failed (with what) or because a person asked for it. */
  'run.compensating': z.object({
    cause: z.enum(['failed', 'stopped']),
    error: RunFailure.optional(),
    receipt: z.array(ReceiptEntry).optional(),
  }),
  'run.succeeded': z.object({ result: z.json() }),
  'run.failed': RunFailure,
  /** What could not be processed was put aside with its cause, to be looked at, changed and replayed. */
  'letter.buried': z.object({ letterId: z.string(), code: z.string(), message: z.string() }),
  /** This run replays a letter that was put aside. */
  'letter.replayed': z.object({ letterId: z.string() }),
} as const
