/** Live text, sent at once and past the log; the offset lets a listener drop what it already has. */
import { z } from 'zod'

export const Signal = z.object({
  runId: z.string(),
  nodeId: z.string(),
  path: z.string().optional(),
  iteration: z.int(),
  attempt: z.int(),
  /** `text` for a model, `stdout` and `stderr` for a program. */
  channel: z.string(),
  /** Characters (UTF-16 units) of this channel before this piece, in this attempt. */
  offset: z.int(),
  text: z.string(),
})
export type Signal = z.infer<typeof Signal>
