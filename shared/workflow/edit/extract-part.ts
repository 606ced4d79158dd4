/** The nodes that are to be a command of their own, and what leads there and away. */
import type { KindCatalog } from '../kind-descriptor.ts'
import { type Edge, edgeSource, type Workflow, type WorkflowNode } from '../workflow.ts'
import { withChildren } from './inner-nodes.ts'

export interface Part {
  readonly workflow: Workflow
  readonly catalog: KindCatalog
  readonly inside: ReadonlySet<string>
  readonly nodes: readonly WorkflowNode[]
  readonly outside: readonly WorkflowNode[]
  /** Those that no other of them holds. */
  readonly top: readonly WorkflowNode[]
  readonly inner: readonly Edge[]
  readonly entering: readonly Edge[]
  readonly leaving: readonly Edge[]
  /** What is entered first. */
  readonly first: readonly string[]
}

export function partOf(workflow: Workflow, ids: ReadonlySet<string>, catalog: KindCatalog): Part {
  const inside = withChildren(workflow, ids)
  const nodes = workflow.nodes.filter(({ id }) => inside.has(id))
  const top = nodes.filter(({ parent }) => parent === undefined || !inside.has(parent))
  const isInside = (edge: Edge) => [inside.has(edgeSource(edge).node), inside.has(edge.to)] as const
  const edges = workflow.edges.map((edge) => [edge, ...isInside(edge)] as const)
  const inner = edges.flatMap(([edge, from, to]) => (from && to ? [edge] : []))
  const entering = edges.flatMap(([edge, from, to]) => (!from && to ? [edge] : []))
  const leaving = edges.flatMap(([edge, from, to]) => (from && !to ? [edge] : []))
  const isRoot = ({ id }: WorkflowNode) => !inner.some((edge) => edge.to === id && !edge.loop)
  const roots = runningTop({ top, nodes, catalog }).filter(isRoot)
  const entered = new Set(entering.map(({ to }) => to))
  const first = entering.length > 0 ? [...entered] : roots.map(({ id }) => id)
  const outside = workflow.nodes.filter(({ id }) => !inside.has(id))
  return { workflow, catalog, inside, nodes, outside, top, inner, entering, leaving, first }
}

/** Those of the outermost that run by themselves. */
export function runningTop({ top, nodes, catalog }: Pick<Part, 'top' | 'nodes' | 'catalog'>): readonly WorkflowNode[] {
  const compensators = new Set(nodes.flatMap(({ compensate }) => compensate ?? []))
  return top.filter((node) => catalog.get(node.kind)?.runs !== false && !compensators.has(node.id))
}
