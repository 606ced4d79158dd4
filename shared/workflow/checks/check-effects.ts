/** Thoughts about what changes the world: whether anybody is asked before it, and what is left behind where it fails. */
import type { Fix } from '../fix.ts'
import type { GraphNode } from '../graph.ts'
import type { Problem } from '../problem.ts'
import { ERROR_PORT } from '../workflow.ts'
import { type CheckContext, nodeProblem } from './check-context.ts'
import { addNodeAfter, freeId, insertBefore, removeAt } from './fixes.ts'
import { nodesBefore } from './nodes-before.ts'
import { containersAround } from './places.ts'
import { isPlainRead } from './plain-reads.ts'

export function checkEffects(context: CheckContext): readonly Problem[] {
  const effects = context.graph.nodes.filter((node) => (context.descriptors[node.index]?.effect ?? 'never') !== 'never')
  const changing = effects.filter(({ node }) => !isPlainRead(node))
  const unasked = changing.filter(({ node, reachable }) => node.approve === 'never' && reachable)
  return [...withoutApproval(context, unasked), ...withoutErrorExit(context, changing)]
}

/** Every way to it leads by someone who may say no: an approval by `approved`, a guard by `pass`. */
function withoutApproval(context: CheckContext, unasked: readonly GraphNode[]): readonly Problem[] {
  if (unasked.length === 0) return []
  const open = reachedUnasked(context)
  return unasked.flatMap((node) => {
    if (!open.has(node.index) || containersAround(context.graph, node).some((index) => !open.has(index))) return []
    const message = `"${node.id}" changes something outside the run and asks nobody: it has "approve": "never", and no approval stands before it on some way.`
    return [
      nodeProblem(context, node.index, node.node, {
        severity: 'hint',
        code: 'node.unasked-effect',
        message,
        fixes: askFirst(context, node),
      }),
    ]
  })
}

function askFirst({ workflow }: CheckContext, { id, index, node }: GraphNode): Fix[] {
  const approval = {
    id: freeId(workflow, 'approve'),
    kind: 'approval',
    ...(node.parent !== undefined && { parent: node.parent }),
    config: { title: `Go on with ${node.title ?? id}?` },
  }
  const refused = {
    id: freeId(workflow, 'refused'),
    kind: 'end',
    ...(node.parent !== undefined && { parent: node.parent }),
    title: 'Not approved',
    config: { status: 'failed' },
  }
  return [
    ...removeAt(workflow, ['nodes', index, 'approve'], 'Ask before it'),
    ...insertBefore(
      workflow,
      id,
      { gate: approval, yes: 'approved', no: 'rejected', refused },
      'Add an approval before it',
    ),
  ]
}

/** Nodes that a token can come to without anybody having agreed. */
function reachedUnasked({ graph, descriptors }: CheckContext): ReadonlySet<number> {
  const seen = new Set<number>(graph.entries)
  const open = [...seen]
  const visit = (index: number): void => {
    if (index < 0 || seen.has(index)) return
    seen.add(index)
    open.push(index)
  }
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const ports = descriptors[index]?.ports ?? []
    const agreed = ports.includes('approved') ? 'approved' : ports.includes('block') ? 'pass' : undefined
    for (const at of graph.nodes[index]?.outgoing ?? []) {
      const edge = graph.edges[at]
      if (edge && edge.port !== agreed) visit(edge.to)
    }
    // What stands first in a container starts with it.
    for (const child of graph.levels.get(index) ?? [])
      if (graph.nodes[child]?.incoming.every((at) => graph.edges[at]?.max !== undefined)) visit(child)
  }
  return seen
}

/** One failing effect behind another: what the first did stays, and nothing tells of it or undoes it. Said once, at the first. */
function withoutErrorExit(context: CheckContext, effects: readonly GraphNode[]): readonly Problem[] {
  const { graph, workflow } = context
  if (effects.length < 2 || workflow.nodes.some((node) => node.compensate !== undefined)) return []
  if (graph.edges.some((edge) => edge.port === ERROR_PORT)) return []
  const isBefore = nodesBefore(graph)
  const second = effects.find((node) =>
    effects.some((other) => other !== node && isBefore(node.index, other.index) && !isBefore(other.index, node.index)),
  )
  const first = second && effects.find((other) => other !== second && isBefore(second.index, other.index))
  if (!second || !first) return []
  const message = `When "${second.id}" fails, what "${first.id}" has done stays, and the run just ends. Draw an edge from "${second.id}.${ERROR_PORT}", or name a node that undoes "${first.id}".`
  const fixes = leadToEnd(context, second)
  return [
    nodeProblem(context, second.index, second.node, { severity: 'hint', code: 'node.no-error-exit', message, fixes }),
  ]
}

/** Where what is left behind can be mended: an end that says what failed, to draw something in front of. */
function leadToEnd({ workflow }: CheckContext, { id, node }: GraphNode): Fix[] {
  const end = {
    id: freeId(workflow, `${id}_failed`),
    kind: 'end',
    ...(node.parent !== undefined && { parent: node.parent }),
    title: `${node.title ?? id} failed`,
    config: { status: 'failed' },
  }
  return addNodeAfter(workflow, `${id}.${ERROR_PORT}`, end, 'Add an exit for its failure')
}
