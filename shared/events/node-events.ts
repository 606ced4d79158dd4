/** Facts about one execution of a node; the envelope carries `nodeId`, `path`, `iteration` and `attempt`. */
import { z } from 'zod'

/** Deep enough to match what `{{ loop.* }}` reads. */
export const LoopScope = z.object({ iteration: z.int(), feedback: z.json().optional() })
export type LoopScope = z.infer<typeof LoopScope>

/** A code for programs and a sentence for people. */
export const ErrorData = z.object({ code: z.string(), message: z.string() })
export type ErrorData = z.infer<typeof ErrorData>

/** `retryable: false`: the same once more would fail again, so what is around it is not tried again either. */
export const FailureData = ErrorData.extend({ retryable: z.literal(false).optional() })
export type FailureData = z.infer<typeof FailureData>

/** One execution of a node. */
export const ExecutionRef = z.object({ nodeId: z.string(), path: z.string(), iteration: z.int() })
export type ExecutionRef = z.infer<typeof ExecutionRef>

export const nodeEvents = {
  /**
   * The node's join is satisfied: it starts as soon as a place, an approval or a lock allows. `compensates` names the
   * execution that a compensator undoes.
   */
  'node.activated': z.object({ loop: LoopScope, compensates: ExecutionRef.optional() }),
  /** An attempt began. `input` is the evaluated config; it is never evaluated again in a recovery. */
  'node.started': z.object({ input: z.json() }),
  /** A piece of a node's text, in order. Pieces are coalesced in the log, so never count them. */
  'node.streamed': z.object({ channel: z.string(), offset: z.int(), text: z.string() }),
  /** Something a person should see that is not an error: text was cut to fit, bytes were not UTF-8, a process was killed. */
  'node.noticed': z.object({ code: z.string(), message: z.string() }),
  /** A file of the workspace was written; `path` is from the workspace, `bytes` what was written or, where `appended`, added at its end. */
  'file.written': z.object({ path: z.string(), bytes: z.int(), appended: z.literal(true).optional() }),
  /** The next attempt begins. */
  'node.retried': z.object({}),
  /** Left by `port`. `recorded`: taken over from an earlier run, or pinned; nothing was executed. */
  'node.completed': z.object({ port: z.string(), output: z.json(), recorded: z.boolean().optional() }),
  /** An attempt failed; `retryAt` (ISO) when another follows. */
  'node.failed': FailureData.extend({ retryAt: z.string().optional(), detail: z.json().optional() }),
  /** Can no longer start: every way to it is dead. */
  'node.skipped': z.object({ reason: z.string() }),
  /** Is being withdrawn and has work that is asked to end; `node.interrupted` says when it has. */
  'node.withdrawing': z.object({ reason: z.string() }),
  /** Withdrawn by a loop, an `end`, a failure, or cancelled. */
  'node.interrupted': z.object({ reason: z.string() }),
  /** What this node did was undone by the node `by`, or could not be: `error` says why. */
  'node.compensated': z.object({ by: z.string(), error: ErrorData.optional() }),
  /**
   * A container has so many items to work off. `apart` is its iteration, where the paths of its items hold it
   * (`all@1[0]`) because several executions of it may run at once.
   */
  'items.started': z.object({ total: z.int(), apart: z.int().optional() }),
  /** A container began its item `index`. The envelope is the container's; the item's nodes have the path `all[index]` (see `items.started`). */
  'item.started': z.object({ index: z.int() }),
  /** An item has ended, with its result or the error that ended it. */
  'item.ended': z.object({ index: z.int(), result: z.json().optional(), error: FailureData.optional() }),
  /** A child run was started for this node; it is in the same log under its own id. */
  'child.started': z.object({ runId: z.string(), workflow: z.string() }),
  /** The node waits until `dueAt` (ISO), or for something else until then. `isDate`: that date is meant, however the clock is set meanwhile. */
  'timer.set': z.object({ dueAt: z.string(), isDate: z.literal(true).optional() }),
  /** The time that was set has come. */
  'timer.fired': z.object({}),
  /** The node waits for the first of these events of the bus; `sinceRun`: also those that came since the run started. */
  'event.awaited': z.object({
    events: z.array(z.object({ port: z.string(), event: z.string() })),
    sinceRun: z.boolean(),
  }),
  /** An event of the bus, heard in the whole data folder. */
  'event.emitted': z.object({ event: z.string(), data: z.json() }),
  /** The lock is held by somebody else; the node waits for its turn. `holder` is for a person; `holderNode`: the id, in the same run. */
  'lock.awaited': z.object({ lock: z.string(), holder: z.string().optional(), holderNode: z.string().optional() }),
  /** The lock is this node's until it has ended. */
  'lock.taken': z.object({ lock: z.string() }),
  /** A process of this execution lives. Recovery ends it by these two before anything runs again. */
  'process.started': z.object({ pid: z.int(), startedAt: z.string(), command: z.string() }),
  'process.ended': z.object({ pid: z.int(), exitCode: z.int().nullable(), signal: z.string().nullable() }),
} as const
