/** Putting a node into an edge, and taking one out so that its neighbours stay joined. */

import { edgeFrom } from '#shared/workflow/edit/rename-ids.ts'
import { DEFAULT_PORT, type Edge, edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { isSidePort } from '../model/node-box.ts'
import { DEFAULT_LOOP_MAX, leadsTo } from './connect.ts'
import { removeNodes } from './remove.ts'

/** The port by which a node goes on: `out` where it has one, else its first way that is not taken rarely. */
export function wayOut(ports: readonly string[]): string | undefined {
  const ways = ports.filter((port) => !isSidePort(port))
  return ways.includes(DEFAULT_PORT) ? DEFAULT_PORT : ways[0]
}

export function isConnected(workflow: Pick<Workflow, 'edges'>, id: string): boolean {
  return workflow.edges.some((edge) => edge.to === id || edgeSource(edge).node === id)
}

/** The edge leads to the node, and from its port on to where the edge led. A loop goes back by the second half. */
export function insertOnEdge(workflow: Workflow, index: number, id: string, port: string): Workflow {
  const edge = workflow.edges[index]
  if (!edge || edge.to === id || edgeSource(edge).node === id) return workflow
  const { loop, ...rest } = edge
  const halves: Edge[] = [
    { ...rest, to: id },
    { from: edgeFrom(id, port), to: edge.to, ...(loop && { loop }) },
  ]
  return { ...workflow, edges: workflow.edges.toSpliced(index, 1, ...halves) }
}

/** As `canReconnect`, for any of them: the edges are gone through once, however many nodes are asked about. */
export function canReconnectAny({ edges }: Pick<Workflow, 'edges'>, ids: ReadonlySet<string>): boolean {
  const into = new Set<string>()
  const ways = new Map<string, number>()
  for (const edge of edges) {
    const { node, port } = edgeSource(edge)
    if (node === edge.to) continue
    if (ids.has(edge.to)) into.add(edge.to)
    if (ids.has(node) && !isSidePort(port)) ways.set(node, (ways.get(node) ?? 0) + 1)
  }
  return [...into].some((id) => ways.get(id) === 1)
}

/** Whether a node can be taken out so that its neighbours stay joined: something leads to it, and it goes on to one node. */
export function canReconnect(workflow: Pick<Workflow, 'edges'>, id: string): boolean {
  return canReconnectAny(workflow, new Set([id]))
}

/**
 * Takes nodes out; what led to one now leads to what followed it. One that goes on to several nodes, or to none, goes with its
 * edges. Edges by the ports that are taken rarely, such as `error`, go too.
 */
export function removeAndReconnect(workflow: Workflow, ids: ReadonlySet<string>): Workflow {
  let next = workflow
  for (const id of ids) if (canReconnect(next, id)) next = bridged(next, id)
  return removeNodes(next, ids)
}

function bridged(workflow: Workflow, id: string): Workflow {
  const { into, out } = waysOf(workflow, id)
  const [way] = out
  if (!way) return workflow
  const bare = { ...workflow, edges: workflow.edges.filter((edge) => edge.to !== id && edgeSource(edge).node !== id) }
  const seen = new Set(bare.edges.map((edge) => `${edge.from} ${edge.to}`))
  const edges = workflow.edges.flatMap((edge): Edge[] => {
    if (edgeSource(edge).node === id) return []
    if (!into.includes(edge)) return edge.to === id ? [] : [edge]
    const joined = join(bare, edge, way)
    const key = `${joined.from} ${joined.to}`
    if (seen.has(key)) return []
    seen.add(key)
    return [joined]
  })
  return { ...workflow, edges }
}

/** One edge for two. Whether it is a loop is found anew, since every cycle must hold one and nothing else may be one. */
function join(workflow: Workflow, first: Edge, second: Edge): Edge {
  const { loop: firstLoop, ...rest } = first
  const { loop: secondLoop, from: _from, ...later } = second
  const back = leadsTo(workflow, second.to, edgeSource(first).node)
  const loop = secondLoop ?? firstLoop ?? { max: DEFAULT_LOOP_MAX }
  return { ...rest, ...later, from: first.from, ...(back && { loop }) }
}

function waysOf({ edges }: Pick<Workflow, 'edges'>, id: string): { into: readonly Edge[]; out: readonly Edge[] } {
  const into = edges.filter((edge) => edge.to === id && edgeSource(edge).node !== id)
  const out = edges.filter((edge) => {
    const source = edgeSource(edge)
    return source.node === id && edge.to !== id && !isSidePort(source.port)
  })
  return { into, out }
}
