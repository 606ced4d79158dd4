/** What both ways, a part becoming a command and a command becoming a part, ask of a graph. */
import type { KindCatalog } from '../kind-descriptor.ts'
import { portsOf } from '../kind-descriptor.ts'
import { titleOfNode } from '../title-of-node.ts'
import { DEFAULT_PORT, type Edge, edgeSource, type WorkflowNode } from '../workflow.ts'
import { textsIn } from './references.ts'
import { type ScopeName, scopeNamesIn } from './scope-names.ts'

export const CALL = 'workflow'
export const START = 'start'
export const END = 'end'
export const COMPUTE = 'transform'

/** Ways that are rarely taken: without an edge they fail the node, as the run of the new command would fail. */
const FAILING_PORTS: ReadonlySet<string> = new Set(['error', 'interrupted', 'timeout'])

export const namesRead = (node: WorkflowNode): readonly ScopeName[] =>
  textsIn(node.config).flatMap((text) => (text.includes('{{') ? scopeNamesIn(text) : []))

/** Where a run could end before `last` has ended, as a sentence; undefined where every way leads there. */
export function looseEnd(
  nodes: readonly WorkflowNode[],
  edges: readonly Edge[],
  catalog: KindCatalog,
  isEnd: (node: WorkflowNode, port: string) => boolean,
): string | undefined {
  const left = new Set(edges.map((edge) => `${edgeSource(edge).node} ${edgeSource(edge).port}`))
  const compensators = new Set(nodes.flatMap(({ compensate }) => compensate ?? []))
  for (const node of nodes) {
    const descriptor = catalog.get(node.kind)
    if (!descriptor) return `${titleOfNode(node)} is of a kind that this version does not know.`
    if (!descriptor.runs || compensators.has(node.id)) continue
    for (const port of portsOf(descriptor, node.config)) {
      if (FAILING_PORTS.has(port) || isEnd(node, port) || left.has(`${node.id} ${port}`)) continue
      return `${titleOfNode(node)} may leave by “${port}”, where nothing follows: it would have ended there without what comes last.`
    }
  }
  return undefined
}

/** The id of the one node at which everything ends, where there is one; it has no way on. `edges` are those between `nodes`. */
export function lastOf(
  nodes: readonly WorkflowNode[],
  edges: readonly Edge[],
  catalog: KindCatalog,
): string | undefined {
  const sources = new Set(edges.flatMap((edge) => (edge.loop ? [] : [edgeSource(edge).node])))
  const ends = nodes.filter(({ id, kind }) => catalog.get(kind)?.runs !== false && !sources.has(id))
  const [only] = ends
  if (!only || ends.length > 1) return undefined
  const loose = looseEnd(nodes, edges, catalog, ({ id }, port) => id === only.id && port === DEFAULT_PORT)
  return loose === undefined ? only.id : undefined
}

/** A node that goes on before everything before it has ended, as a sentence: in a command of its own it would wait. */
export function earlyJoin(nodes: readonly WorkflowNode[], edges: readonly Edge[]): string | undefined {
  for (const node of nodes) {
    if (node.join === undefined || node.join === 'all') continue
    const ways = edges.filter((edge) => edge.to === node.id && !edge.loop).length
    if (ways < 2 && node.join !== 'each') continue
    return `${titleOfNode(node)} does not wait for all that leads to it (its join is ${typeof node.join === 'string' ? `“${node.join}”` : `a count of ${node.join.count}`}), which cannot cross the border of a command.`
  }
  return undefined
}

/** What remembers under the name of its command. */
export function ownMemory(nodes: readonly WorkflowNode[]): string | undefined {
  const node = nodes.find(({ kind, config }) => kind === 'store' && config?.scope !== 'workspace')
  return (
    node &&
    `${titleOfNode(node)} remembers for this command alone; elsewhere it would begin with nothing. Let the workspace share it first.`
  )
}
