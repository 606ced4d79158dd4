/** Facts about a run as a whole. */
import { z } from 'zod'
import { Actor } from './actor.ts'

/** One thing that a stop reached, and how it ended: `aborted`, `ended`, `killed after 2 s`, `kept` (a wait that resume finds again). */
export const ReceiptEntry = z.object({
  what: z.string(),
  how: z.string(),
  ms: z.number(),
  nodeId: z.string().optional(),
})
export type ReceiptEntry = z.infer<typeof ReceiptEntry>

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
  }),
  /** Another process became the owner, because the one before is gone; what was running is looked after next. */
  'run.recovered': z.object({ owner: z.string() }),
  /** Nothing new starts until `run.resumed`. */
  'run.paused': z.object({ by: Actor }),
  /** Goes on after an interrupt or a pause. */
  'run.resumed': z.object({ by: Actor }),
  /** Stop was asked for. The work is being ended; `run.interrupted` says when it has. */
  'run.stopping': z.object({ by: Actor, undo: z.boolean() }),
  /** Everything that was active has acknowledged; the receipt names it. */
  'run.interrupted': z.object({ receipt: z.array(ReceiptEntry) }),
  'run.succeeded': z.object({ result: z.json() }),
  'run.failed': z.object({ code: z.string(), message: z.string(), nodeId: z.string().optional() }),
} as const
