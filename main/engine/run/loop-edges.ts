/** What holds for edges that lead back (DESIGN 4.4): their limit, and what they carry. */
import { isBlobRef } from '#shared/events/blob.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { NodeError } from '../node-error.ts'
import type { Execution } from './execution.ts'
import type { LevelRun } from './level-run.ts'
import type { RunContext } from './run-context.ts'

/** The error, where leaving by `port` would take a loop past its limit. */
export function exhausted({ level, node }: Execution, port: string): NodeError | undefined {
  const edge = level.routing.exhausts(node.index, port)
  if (!edge) return undefined
  const target = level.level.nodes[edge.to]?.title ?? ''
  return new NodeError(
    'loop.exhausted',
    `${node.title} would go back to ${target} once more, but the loop's limit is ${edge.max}.`,
    { retryable: false },
  )
}

/** What an edge that leads back would carry; undefined where the level has none. `output` as it stands in an event. */
export function feedbackOf(run: RunContext, { level }: LevelRun, output: Json): Json | undefined {
  if (level.table.loops.length === 0) return undefined
  const whole = isBlobRef(output) ? run.whole(output) : output
  return isJsonObject(whole) && whole.feedback !== undefined ? whole.feedback : output
}
