/** Loops that hold each other: nothing would be active, and the run would end as if all were done. */
import { type Entanglement, entangledLoops } from '../graph-entangled.ts'
import type { Problem } from '../problem.ts'
import { type CheckContext, nodeProblem } from './check-context.ts'

export function checkLoops(context: CheckContext): readonly Problem[] {
  const { nodes } = context.graph
  const anyhow = entangledLoops(context.graph, () => true)
  if (anyhow.length === 0) return []
  // What starts at its first token may be started by another edge before it comes to that.
  const always = entangledLoops(context.graph, (node) => (nodes[node]?.node.join ?? 'all') === 'all')
  const isSure = ({ loops }: Entanglement) =>
    always.some((one) => one.loops[0] === loops[0] && one.loops[1] === loops[1])
  return anyhow.flatMap((found) => problemOf(context, found, isSure(found)))
}

function problemOf(context: CheckContext, { loops, edges }: Entanglement, isSure: boolean): readonly Problem[] {
  const { graph, workflow } = context
  const [one, other] = loops.map((loop) => graph.loops[loop])
  const target = graph.nodes[one?.target ?? -1]
  const second = graph.nodes[other?.target ?? -1]
  if (!one || !target || !second) return []
  const [out, back] = edges.map((edge) => `${workflow.edges[edge]?.from} → ${workflow.edges[edge]?.to}`)
  const what = isSure ? 'hold each other for ever' : 'may hold each other for ever'
  const message = `The loops back to "${target.id}" and to "${second.id}" ${what}: what leaves a loop goes on only once it has been left, and each waits for what leaves the other (${out}, ${back}). Put one loop wholly inside the other or behind it, or take one of these two edges away.`
  return [
    nodeProblem(context, target.index, target.node, {
      severity: isSure ? 'error' : 'warning',
      code: 'graph.entangled-loops',
      message,
    }),
  ]
}
