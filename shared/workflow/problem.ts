/** What is wrong with a workflow file or a call of it, with the place and the way out. */
import { z } from 'zod'
import { Fix } from './fix.ts'

export const Problem = z.object({
  /** An error blocks a run; a warning is most likely a mistake; a hint is a thought, and stands on no node. */
  severity: z.enum(['error', 'warning', 'hint']),
  /** Stable, for tests and fixes: `node.unknown-kind`, `edge.dangling`, `argument.missing` … */
  code: z.string(),
  /** A sentence for the person: what is wrong, where, and what to do. */
  message: z.string(),
  nodeId: z.string().optional(),
  /** Path inside the node's config, or of the file: `prompt`, `cases[1].when`, `retry.delay`. */
  field: z.string().optional(),
  /** What the expressions of that field name wrongly, as it stands there: `nodes.dif`. */
  names: z.string().optional(),
  /** Edits that would mend it, the likeliest first. */
  fixes: z.array(Fix).optional(),
  /** Index in `edges`. */
  edge: z.int().optional(),
  /** 1-based, where the text of the file is known. */
  line: z.int().optional(),
  column: z.int().optional(),
})
export type Problem = z.infer<typeof Problem>

export const errorsOf = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter((problem) => problem.severity === 'error')
