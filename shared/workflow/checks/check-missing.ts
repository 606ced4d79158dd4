/** References to what may have been left out: some way to the reader leads past the node that it reads. */
import type { GraphNode } from '../graph.ts'
import { portsOf } from '../kind-descriptor.ts'
import type { Problem } from '../problem.ts'
import { ERROR_PORT } from '../workflow.ts'
import type { CheckContext } from './check-context.ts'
import { type ExpressionField, expressionProblem } from './expression-field.ts'
import { containersAround } from './places.ts'
import { runsWith, type SurelyRan } from './surely-ran.ts'

/** An expression that asks itself whether there is something. */
const ASKS = /\?|\$exists|\$count|\$boolean/

export function missingOutputs(
  context: CheckContext,
  surely: SurelyRan,
): (field: ExpressionField, text: string) => readonly Problem[] {
  const { graph } = context
  let known: ((reader: number, other: number) => boolean) | undefined
  return (field, text) => {
    const { nodes } = field.references
    if (nodes === 'all' || ASKS.test(text) || !field.node.reachable) return []
    return [...nodes].flatMap((id) => {
      const other = graph.nodes[graph.byId.get(id) ?? -1]
      const reader = other && beside(context, field.node, other)
      if (!other || reader === undefined || reader === other.index || !other.reachable) return []
      known ??= mayBeLeftOut(context, surely)
      if (!known(reader, other.index)) return []
      const message = `"${id}" is left out on some way to "${field.node.id}"; then there is nothing to read. Ask first, as in {{ nodes.${id} ? nodes.${id} : "" }}.`
      return [expressionProblem(context, field, { severity: 'hint', code: 'expression.may-be-missing', message })]
    })
  }
}

/** The node itself, or the container around it that stands beside the other. */
function beside({ graph }: CheckContext, node: GraphNode, other: GraphNode): number | undefined {
  return [node.index, ...containersAround(graph, node)].find((index) => graph.nodes[index]?.parent === other.parent)
}

function mayBeLeftOut(context: CheckContext, surely: SurelyRan): (reader: number, other: number) => boolean {
  const { graph, descriptors } = context
  const together = runsWith(graph, (index) => waysOut(context, index))
  const leads = leadsTo(graph)
  return (reader, other) => {
    // Where not all tokens are waited for, it is about order, which another check tells.
    if ((graph.nodes[reader]?.node.join ?? 'all') !== 'all') return false
    if (graph.entries.length > 1 && descriptors[other]?.entry) return false
    const isSure = (index: number): boolean =>
      surely(reader, index) || (graph.entries.length === 1 && graph.entries[0] === index)
    return !isSure(other) && leads(other, reader) && !together(other, reader)
  }
}

/** Ways by which a node may go on: those with an edge, and those that end there. */
function waysOut({ graph, descriptors }: CheckContext, index: number): number {
  const node = graph.nodes[index]
  const descriptor = descriptors[index]
  if (!node || !descriptor) return 0
  const joined = new Set(node.outgoing.map((edge) => graph.edges[edge]?.port))
  return portsOf(descriptor, node.node.config).filter(
    (port) => joined.has(port) || (port !== ERROR_PORT && port !== 'interrupted' && port !== 'timeout'),
  ).length
}

/** By edges that go forward: what comes by a loop is of an earlier pass, and the first pass has none. */
function leadsTo({ nodes, edges }: CheckContext['graph']): (from: number, to: number) => boolean {
  let searched = -1
  let before = new Set<number>()
  let open: number[] = []
  let next = 0
  return (from, to) => {
    if (searched !== to) {
      searched = to
      before = new Set()
      open = [to]
      next = 0
    }
    // Goes on only as far as the answer needs.
    while (!before.has(from)) {
      const index = open[next]
      if (index === undefined) return false
      next += 1
      for (const at of nodes[index]?.incoming ?? []) {
        const edge = edges[at]
        if (!edge || edge.max !== undefined || before.has(edge.from)) continue
        before.add(edge.from)
        open.push(edge.from)
      }
    }
    return true
  }
}
