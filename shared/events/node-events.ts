/** Facts about one execution of a node; the envelope carries `nodeId`, `path`, `iteration` and `attempt`. */
import { z } from 'zod'

/** Deep enough to match what `{{ loop.* }}` reads. */
export const LoopScope = z.object({ iteration: z.int(), feedback: z.json().optional() })
export type LoopScope = z.infer<typeof LoopScope>

export const nodeEvents = {
  /** The node's join is satisfied: it starts as soon as a place, an approval or a lock allows. */
  'node.activated': z.object({ loop: LoopScope }),
  /** An attempt began. `input` is the evaluated config; it is never evaluated again in a recovery. */
  'node.started': z.object({ input: z.json() }),
  /** A piece of a node's text, in order. Pieces are coalesced in the log, so never count them. */
  'node.streamed': z.object({ channel: z.string(), offset: z.int(), text: z.string() }),
  /** Something a person should see that is not an error: text was cut to fit, bytes were not UTF-8, a process was killed. */
  'node.noticed': z.object({ code: z.string(), message: z.string() }),
  /** The next attempt begins. */
  'node.retried': z.object({}),
  /** Left by `port`. */
  'node.completed': z.object({ port: z.string(), output: z.json() }),
  /** An attempt failed; `retryAt` (ISO) when another follows. */
  'node.failed': z.object({
    code: z.string(),
    message: z.string(),
    retryAt: z.string().optional(),
    detail: z.json().optional(),
  }),
  /** Can no longer start: every way to it is dead. */
  'node.skipped': z.object({ reason: z.string() }),
  /** Withdrawn by a loop, an `end`, a failure, or stopped on its own. */
  'node.interrupted': z.object({ reason: z.string() }),
  /** A process of this execution lives. Recovery ends it by these two before anything runs again. */
  'process.started': z.object({ pid: z.int(), startedAt: z.string(), command: z.string() }),
  'process.ended': z.object({ pid: z.int(), exitCode: z.int().nullable(), signal: z.string().nullable() }),
} as const
