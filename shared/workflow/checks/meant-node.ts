/** Which node an expression meant that names one there is not, and what it could have named. */
import { closest } from '../did-you-mean.ts'
import type { References } from '../expression-references.ts'
import type { GraphNode } from '../graph.ts'
import { type CheckContext, listed } from './check-context.ts'
import { sees } from './places.ts'

export interface UnknownName {
  readonly id: string
  readonly node: GraphNode
  /** Where the node runs. */
  readonly places: readonly GraphNode[]
  readonly references: References
}

const MOST_NAMED = 4

/** The one of that spelling; else the only one whose output has what is read, of those right before it or of all before it. */
export function meantNode(
  context: CheckContext,
  unknown: UnknownName,
  isBefore: (other: number) => boolean,
): string | undefined {
  const spelt = closest(unknown.id, context.graph.byId.keys())
  if (spelt !== undefined) return spelt
  const wanted = fieldsRead(unknown)
  const right = rightBefore(context, unknown.node).filter((other) => gives(context, other, wanted))
  if (right.length > 0 || wanted.length === 0) return only(right)
  return only(readable(context, unknown, isBefore).filter((other) => gives(context, other, wanted)))
}

/** ` Before it run "a" and "b".` Goes behind a sentence; empty where nothing does. */
export function namesBefore(context: CheckContext, unknown: UnknownName, isBefore: (other: number) => boolean): string {
  const ids = readable(context, unknown, isBefore).map(({ id }) => id)
  const named = ids.slice(0, MOST_NAMED)
  if (named.length === 0) return ' No node runs before it whose output it could read.'
  if (ids.length > MOST_NAMED) return ` Before it run ${named.map((id) => `"${id}"`).join(', ')} and others.`
  return ` Before it ${ids.length === 1 ? 'runs' : 'run'} ${listed(named)}.`
}

const only = (found: readonly GraphNode[]): string | undefined => (found.length === 1 ? found[0]?.id : undefined)

function fieldsRead({ id, references }: UnknownName): readonly string[] {
  return references.nodeFields.flatMap(({ node, path: [name] }) => (node === id && name !== undefined ? [name] : []))
}

const hasOutput = ({ descriptors }: CheckContext, { index }: GraphNode): boolean =>
  descriptors[index]?.runs === true && descriptors[index]?.entry === false

function readable(
  context: CheckContext,
  { node, places }: UnknownName,
  isBefore: (other: number) => boolean,
): readonly GraphNode[] {
  return context.graph.nodes.filter(
    (other) =>
      other.index !== node.index &&
      hasOutput(context, other) &&
      places.every((place) => sees(context.graph, place, other)) &&
      isBefore(other.index),
  )
}

function rightBefore(context: CheckContext, node: GraphNode): readonly GraphNode[] {
  const { nodes, edges } = context.graph
  const sources = new Set(
    node.incoming.flatMap((index) => (edges[index]?.loop === undefined ? (edges[index]?.from ?? []) : [])),
  )
  return [...sources].flatMap((index) => nodes[index] ?? []).filter((other) => hasOutput(context, other))
}

/** A kind that says nothing of its output may give anything, so it is not what is meant for sure. */
function gives({ descriptors }: CheckContext, { index }: GraphNode, wanted: readonly string[]): boolean {
  const names = Object.keys(descriptors[index]?.output ?? {})
  return wanted.every((name) => names.includes(name))
}
