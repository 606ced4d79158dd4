/**
 * Where the engine is known to part from the design. A case that one of these concerns is left out, so that the rest
 * can be seen; whoever mends one deletes its entry. Empty is how this list should be.
 */
import { type Flow, INSTANT, nodeOf } from '#test/engine/reference/flow.ts'

interface Deviation {
  readonly what: string
  concerns(flow: Flow): boolean
}

export const KNOWN_DEVIATIONS: readonly Deviation[] = [
  {
    what: 'Of several executions of an `each` node that end at once, those after one that went back over a loop edge still end, and may exhaust the loop.',
    concerns: (flow) =>
      flow.edges.some(({ from, max }) => {
        const { join, kind } = nodeOf(flow, from)
        return max !== undefined && join === 'each' && INSTANT.includes(kind)
      }),
  },
]

/** A loop edge that carried a token in an earlier pass still counts as live in the engine's result. */
export const KNOWN_WRONG_RESULT = (flow: Flow): boolean => flow.edges.some(({ max }) => max !== undefined)
