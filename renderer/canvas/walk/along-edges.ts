/** From a node along its edges, and among those that stand beside it: the ways a person goes through a graph without a mouse. */
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'

type Graph = Pick<Workflow, 'nodes' | 'edges'>
export type Along = 'forward' | 'back' | 'next' | 'previous'

/** `next` and `previous` are what follows from the same node, in a circle. Undefined where the way ends. */
export function along(workflow: Graph, from: string, way: Along): string | undefined {
  switch (way) {
    case 'forward':
      return followersOf(workflow, from)[0]
    case 'back':
      return sourcesOf(workflow, from)[0]
    case 'next':
      return beside(workflow, from, 1)
    case 'previous':
      return beside(workflow, from, -1)
  }
}

/** In the order of the edges, each once; loops last, since they go back. */
export const followersOf = ({ edges }: Graph, id: string): readonly string[] =>
  loopsLast(edges.filter((edge) => edgeSource(edge).node === id)).map((edge) => edge.to)

export const sourcesOf = ({ edges }: Graph, id: string): readonly string[] =>
  loopsLast(edges.filter((edge) => edge.to === id)).map((edge) => edgeSource(edge).node)

const loopsLast = (edges: Workflow['edges']): Workflow['edges'] => [
  ...edges.filter((edge) => !edge.loop),
  ...edges.filter((edge) => edge.loop),
]

function beside(workflow: Graph, id: string, step: 1 | -1): string | undefined {
  const [source] = sourcesOf(workflow, id)
  const [follower] = followersOf(workflow, id)
  const ring = [
    ...new Set(
      source === undefined
        ? follower === undefined
          ? []
          : sourcesOf(workflow, follower)
        : followersOf(workflow, source),
    ),
  ]
  const at = ring.indexOf(id)
  const other = at < 0 ? undefined : ring[(at + step + ring.length) % ring.length]
  return other === id ? undefined : other
}

/**
 * All nodes as a person reads the graph: each behind what leads to it, where it can be, else as in the file. Of a container
 * its inside follows it. Loops are not followed.
 */
export function inReadingOrder(workflow: Graph): readonly string[] {
  const place = new Map(workflow.nodes.map(({ id }, index) => [id, index]))
  const waiting = new Map(workflow.nodes.map(({ id }) => [id, 0]))
  const next = new Map<string, string[]>()
  const lead = (from: string, to: string) => {
    if (!place.has(from) || !place.has(to)) return
    waiting.set(to, (waiting.get(to) ?? 0) + 1)
    const known = next.get(from)
    if (known) known.push(to)
    else next.set(from, [to])
  }
  for (const edge of workflow.edges) if (!edge.loop) lead(edgeSource(edge).node, edge.to)
  for (const { id, parent } of workflow.nodes) if (parent !== undefined) lead(parent, id)
  const order: string[] = []
  const seen = new Set<string>()
  // What waits for nothing goes first; the last that became free goes on, so that a branch is read to its end.
  const open = workflow.nodes.flatMap(({ id }) => (waiting.get(id) === 0 ? [id] : [])).reverse()
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    order.push(id)
    const free: string[] = []
    for (const to of next.get(id) ?? []) {
      const left = (waiting.get(to) ?? 0) - 1
      waiting.set(to, left)
      if (left === 0) free.push(to)
    }
    open.push(...free.reverse())
  }
  // A circle without a loop edge: its nodes as they stand in the file.
  return [...order, ...workflow.nodes.flatMap(({ id }) => (seen.has(id) ? [] : [id]))]
}

/** The one behind `from` in a list that goes round; the first where `from` is not in the order. */
export function nextOf(
  order: readonly string[],
  wanted: ReadonlySet<string>,
  from: string | undefined,
  step: 1 | -1 = 1,
): string | undefined {
  const ring = order.filter((id) => wanted.has(id) || id === from)
  const at = from === undefined ? -1 : ring.indexOf(from)
  if (at < 0) return step > 0 ? ring[0] : ring.at(-1)
  const other = ring[(at + step + ring.length) % ring.length]
  return other !== undefined && wanted.has(other) ? other : undefined
}
