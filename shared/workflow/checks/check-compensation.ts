/** What undoes what: a compensator runs where the node that it undoes has run, so it must be seen from there (DESIGN 4.8). */
import { closest, didYouMean } from '../did-you-mean.ts'
import type { GraphNode } from '../graph.ts'
import type { Problem } from '../problem.ts'
import { type CheckContext, nodeProblem } from './check-context.ts'
import { removeAt, writeInstead } from './fixes.ts'
import { sees } from './places.ts'

export function checkCompensation(context: CheckContext): readonly Problem[] {
  const { graph, workflow } = context
  const compensators = new Set(workflow.nodes.flatMap((node) => node.compensate ?? []))
  return graph.nodes.flatMap((node) => {
    const { compensate } = node.node
    if (compensate === undefined) return []
    const compensator = graph.nodes[graph.byId.get(compensate) ?? -1]
    const found = compensator ? wrongWith(context, node, compensator) : unknown(context, node, compensate)
    if (found) return [problem(context, node, found)]
    if (!compensators.has(node.id)) return []
    const message = `Node "${node.id}" undoes another node, and what undoes is never undone itself: its "compensate" counts for nothing. Take it away.`
    return [problem(context, node, { severity: 'warning', code: 'node.compensate-of-compensator', message })]
  })
}

type Found = Pick<Problem, 'code' | 'message'> & Partial<Problem>

function problem(context: CheckContext, node: GraphNode, found: Found): Problem {
  const path = ['nodes', node.index, 'compensate']
  const meant =
    found.code === 'node.unknown-compensate'
      ? closest(node.node.compensate ?? '', context.graph.byId.keys())
      : undefined
  const fixes = [
    ...writeInstead(context.workflow, path, meant),
    ...removeAt(context.workflow, path, 'Undo it by nothing'),
  ]
  return nodeProblem(context, node.index, node.node, { ...found, fixes }, ['compensate'])
}

function unknown({ graph }: CheckContext, node: GraphNode, compensate: string): Found {
  return {
    code: 'node.unknown-compensate',
    message: `Node "${node.id}" is compensated by "${compensate}", which does not exist.${didYouMean(compensate, graph.byId.keys())}`,
  }
}

function wrongWith({ graph, descriptors }: CheckContext, node: GraphNode, compensator: GraphNode): Found | undefined {
  const found = (code: string, message: string): Found => ({ code, message: `Node "${node.id}" ${message}` })
  const { id, index } = compensator
  if (index === node.index) return found('node.compensates-itself', 'cannot compensate itself. Name another node.')
  const descriptor = descriptors[index]
  if (descriptor && (descriptor.entry || !descriptor.runs || descriptor.ports.length === 0))
    return found(
      'node.cannot-compensate',
      `is compensated by "${id}", but a "${compensator.node.kind}" undoes nothing. Name a node that does some work.`,
    )
  if (compensator.incoming.length + compensator.outgoing.length > 0)
    return found(
      'node.compensate-has-edges',
      `is compensated by "${id}", which has edges. A node that compensates runs only for that: take its edges away.`,
    )
  if (!sees(graph, node, compensator))
    return found(
      'node.compensate-elsewhere',
      `is compensated by "${id}", which stands inside "${graph.nodes[compensator.parent]?.id}" and cannot be seen from "${node.id}". Put the two into one container.`,
    )
  return undefined
}
