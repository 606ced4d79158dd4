/** Putting a container around nodes, and taking one away from around its children. What was joined before stays joined. */
import { withParent } from '#shared/workflow/edit/inner-nodes.ts'
import { edgeFrom } from '#shared/workflow/edit/rename-ids.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { DEFAULT_PORT, type Edge, ERROR_PORT, edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { addNode } from './add-node.ts'
import type { Reparented } from './change-parent.ts'
import { type At, moveNodes } from './places.ts'

export interface Wrapping {
  readonly ids: ReadonlySet<string>
  readonly descriptor: Pick<KindDescriptor, 'kind' | 'initialConfig'>
  /** Where the container stands, beside the nodes as they stood. */
  readonly at: At
  /** Places of the nodes inside it. */
  readonly places: ReadonlyMap<string, At>
}

export interface Wrapped extends Reparented {
  /** The new container. */
  readonly id: string
}

/** Edges over the new border now lead to the container and from it; loops over it cannot, and are dropped. */
export function wrapNodes(workflow: Workflow, { ids, descriptor, at, places }: Wrapping): Wrapped {
  const parent = workflow.nodes.find((node) => ids.has(node.id))?.parent
  const added = addNode(workflow, descriptor, at)
  const nodes = added.workflow.nodes.map((node) =>
    node.id === added.id ? withParent(node, parent) : ids.has(node.id) ? withParent(node, added.id) : node,
  )
  const dropped: Edge[] = []
  const edges = workflow.edges.flatMap((edge): Edge[] => {
    const source = edgeSource(edge)
    const [out, into] = [ids.has(source.node) && !ids.has(edge.to), !ids.has(source.node) && ids.has(edge.to)]
    if (!out && !into) return [edge]
    if (edge.loop) {
      dropped.push(edge)
      return []
    }
    const port = source.port === ERROR_PORT ? ERROR_PORT : DEFAULT_PORT
    return [out ? { ...edge, from: edgeFrom(added.id, port) } : { ...edge, to: added.id }]
  })
  const ordered = beforeChildren(nodes, added.id, ids)
  return {
    workflow: moveNodes({ ...added.workflow, nodes: ordered, edges: once(edges) }, places),
    dropped,
    id: added.id,
  }
}

/** In the file a container stands before what it holds. */
function beforeChildren(nodes: Workflow['nodes'], id: string, ids: ReadonlySet<string>): Workflow['nodes'] {
  const container = nodes.filter((node) => node.id === id)
  const first = nodes.findIndex((node) => ids.has(node.id))
  const others = nodes.filter((node) => node.id !== id)
  return [...others.slice(0, first), ...container, ...others.slice(first)]
}

export interface Unwrapping {
  readonly id: string
  /** Places of the children where the container stood. */
  readonly places: ReadonlyMap<string, At>
  /** The port by which a node goes on, of those that end a way through the container. */
  wayOn(nodeId: string): string | undefined
}

/** What led to the container leads to its first children; from its last ones it goes on. */
export function unwrapNode(workflow: Workflow, { id, places, wayOn }: Unwrapping): Reparented {
  const container = workflow.nodes.find((node) => node.id === id)
  const children = workflow.nodes.filter((node) => node.parent === id)
  if (!container) return { workflow, dropped: [] }
  const forward = workflow.edges.filter((edge) => !edge.loop)
  const ways = children.filter((child) => wayOn(child.id) !== undefined)
  const first = ways.filter((child) => !forward.some((edge) => edge.to === child.id))
  const last = ways.filter((child) => !forward.some((edge) => edgeSource(edge).node === child.id))
  const dropped: Edge[] = []
  const edges = workflow.edges.flatMap((edge): Edge[] => {
    const source = edgeSource(edge)
    if (source.node !== id && edge.to !== id) return [edge]
    const joins = edge.loop === undefined && (edge.to === id || source.port === DEFAULT_PORT)
    const next = !joins
      ? []
      : edge.to === id
        ? first.map((child) => ({ ...edge, to: child.id }))
        : last.map((child) => ({ ...edge, from: edgeFrom(child.id, wayOn(child.id) ?? DEFAULT_PORT) }))
    if (next.length === 0) dropped.push(edge)
    return next
  })
  const nodes = workflow.nodes.flatMap((node) => {
    if (node.id === id) return []
    return [node.parent === id ? withParent(node, container.parent) : node]
  })
  const { [id]: _gone, ...layout } = workflow.layout ?? {}
  return { workflow: moveNodes({ ...workflow, nodes, edges: once(edges), layout }, places), dropped }
}

/** Two edges that became the same are one. */
function once(edges: readonly Edge[]): Edge[] {
  const seen = new Set<string>()
  return edges.filter((edge) => {
    const key = `${edge.from} ${edge.to}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
