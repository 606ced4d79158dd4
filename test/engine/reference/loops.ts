import { type Flow, type FlowEdge, incomingOf, loopEdgesOf } from './flow.ts'

/** Rule 4: the loop edges with one target are one loop, and its body is the union of theirs. */
export interface Loop {
  readonly target: string
  readonly edges: readonly FlowEdge[]
  readonly body: readonly string[]
}

/** All nodes that a loop-free path leads to, `from` included. */
const reachedFrom = (flow: Flow, from: string): string[] => {
  const reached = [from]
  for (const id of reached) {
    for (const node of flow.nodes) {
      const linked = incomingOf(flow, node.id).some((edge) => edge.from === id)
      if (linked && !reached.includes(node.id)) reached.push(node.id)
    }
  }
  return reached
}

/** Rule 4: the body of a loop edge is every node on a loop-free path from its target to its source. */
const bodyOf = (flow: Flow, edge: FlowEdge): string[] =>
  reachedFrom(flow, edge.to).filter((id) => reachedFrom(flow, id).includes(edge.from))

export const loopsOf = (flow: Flow): Loop[] => {
  const targets = [...new Set(loopEdgesOf(flow).map((edge) => edge.to))]
  return targets.map((target) => {
    const edges = loopEdgesOf(flow).filter((edge) => edge.to === target)
    return { target, edges, body: [...new Set(edges.flatMap((edge) => bodyOf(flow, edge)))] }
  })
}

/** A loop that lies wholly in the body of another, and so begins anew with each of its passes. */
export const isInner = (inner: Loop, outer: Loop): boolean =>
  inner !== outer && inner.body.every((id) => outer.body.includes(id))

/** Reading R5: of the loops that hold a node, the innermost is the one with the smallest body, the last of several. */
export const innermostOf = (loops: readonly Loop[], id: string): Loop | undefined =>
  loops
    .filter((loop) => loop.body.includes(id))
    .reverse()
    .sort((a, b) => a.body.length - b.body.length)[0]
