/** The graph as a whole: where it begins, whether it goes round for ever, what can never run. */
import type { Fix, FixEdit } from '../fix.ts'
import type { Problem } from '../problem.ts'
import { type CheckContext, edgeProblem, fileProblem, nodeProblem } from './check-context.ts'
import { changeEdge, freeId, removeEdge, removeNode } from './fixes.ts'

export function checkShape(context: CheckContext): readonly Problem[] {
  return [...checkEntries(context), ...checkStarts(context), ...checkCycle(context), ...checkReach(context)]
}

function checkEntries(context: CheckContext): readonly Problem[] {
  const { graph, workflow } = context
  if (graph.entries.length === 0) {
    const message =
      'The workflow has no entry, so a run could not begin. Add a node of the kind "start" and an edge from it to the first step.'
    return [fileProblem(context, { code: 'graph.no-entry', message, fixes: addStart(context) }, ['nodes'])]
  }
  if (graph.entries.some((entry) => (graph.nodes[entry]?.outgoing.length ?? 0) > 0)) return []
  const [first = 0] = graph.entries
  const node = workflow.nodes[first]
  if (!node) return []
  const message = `Nothing follows "${node.id}", so a run would end as soon as it begins. Add an edge from it to the first step.`
  return [nodeProblem(context, first, node, { severity: 'warning', code: 'graph.nothing-follows', message })]
}

/** A start before all that nothing leads to. */
function addStart({ graph, workflow, descriptors }: CheckContext): Fix[] {
  const id = freeId(workflow, 'start')
  const first = graph.nodes.filter(
    ({ index, parent, incoming, node }) =>
      parent < 0 &&
      descriptors[index]?.runs !== false &&
      !workflow.nodes.some((other) => other.compensate === node.id) &&
      incoming.every((edge) => graph.edges[edge]?.max !== undefined),
  )
  return [
    {
      label: 'Add a start',
      edits: [
        { op: 'add', path: ['nodes'], value: { id, kind: 'start' } },
        ...first.map((node): FixEdit => ({ op: 'add', path: ['edges'], value: { from: id, to: node.id } })),
      ],
    },
  ]
}

/** A typed command begins at one place. Triggers may stand beside it. */
function checkStarts(context: CheckContext): readonly Problem[] {
  const [first, ...further] = context.graph.nodes.filter(({ node }) => node.kind === 'start')
  return further.map(({ index, id, node }) => {
    const message = `"${id}" never begins a run: a typed command begins at "${first?.id}". Join what follows to "${first?.id}", and remove "${id}".`
    return nodeProblem(context, index, node, { severity: 'warning', code: 'graph.second-start', message })
  })
}

function checkCycle(context: CheckContext): readonly Problem[] {
  const { cycle, nodes } = context.graph
  if (!cycle) return []
  const ids = cycle.nodes.map((index) => nodes[index]?.id ?? '')
  const shown = ids.length > 12 ? [...ids.slice(0, 6), '…', ...ids.slice(-5)] : ids
  const message = `closes a circle without a loop edge: ${[...shown, ids[0]].join(' → ')}. If it should go round, make this edge a loop with a highest number of rounds; else remove it.`
  const { workflow } = context
  const fixes = [
    ...changeEdge(workflow, cycle.edge, { loop: { max: 3 } }, 'Make it a loop, at most 3 times'),
    ...removeEdge(workflow, cycle.edge),
  ]
  return [edgeProblem(context, cycle.edge, { code: 'graph.cycle', message, fixes }, ids.at(-1))]
}

function checkReach(context: CheckContext): readonly Problem[] {
  const { graph, descriptors } = context
  if (graph.entries.length === 0) return []
  return graph.nodes.flatMap((node) => {
    if (node.reachable || descriptors[node.index]?.runs === false) return []
    const container = graph.nodes[node.parent]
    // With its container nothing in it runs: that one is told.
    if (container && !container.reachable) return []
    const from = container ? `the first nodes of "${container.id}"` : 'the start'
    const message = `No way leads from ${from} to "${node.id}", so it never runs. Add an edge to it, or remove it.`
    const fixes = removeNode(context.workflow, graph, node.index)
    return [
      nodeProblem(context, node.index, node.node, { severity: 'warning', code: 'node.unreachable', message, fixes }),
    ]
  })
}
