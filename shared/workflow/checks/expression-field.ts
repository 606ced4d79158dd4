/** A field of a config with expressions in it, and a problem of it. */
import type { References } from '../expression-references.ts'
import type { GraphNode } from '../graph.ts'
import type { JsonPath } from '../json-source.ts'
import type { Problem } from '../problem.ts'
import { type CheckContext, nodeProblem } from './check-context.ts'

export interface ExpressionField {
  readonly node: GraphNode
  /** From the node. */
  readonly path: readonly (string | number)[]
  readonly references: References
  /** Where the node runs: what it sees, it sees from all of them. */
  readonly places: readonly GraphNode[]
}

/** Of its text, in the file. */
export const placeOf = ({ node, path }: Pick<ExpressionField, 'node' | 'path'>): JsonPath => [
  'nodes',
  node.index,
  ...path,
]

export function expressionProblem(
  context: CheckContext,
  { node, path }: Pick<ExpressionField, 'node' | 'path'>,
  found: Pick<Problem, 'code' | 'message'> & Partial<Problem>,
): Problem {
  const problem = nodeProblem(context, node.index, node.node, found, path)
  return { ...problem, message: `Node "${node.id}", field "${problem.field}": ${found.message}` }
}
