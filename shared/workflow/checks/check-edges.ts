/** Each edge by itself: both ends, its port, and what it may join. */
import { closest, didYouMean } from '../did-you-mean.ts'
import type { Fix } from '../fix.ts'
import type { GraphEdge, GraphNode } from '../graph.ts'
import { portsOf } from '../kind-descriptor.ts'
import type { Problem } from '../problem.ts'
import { DEFAULT_PORT, ERROR_PORT, edgeSource } from '../workflow.ts'
import { type CheckContext, edgeProblem, listed, nodeProblem } from './check-context.ts'
import { addNodeAfter, freeId, removeEdge, removeLoop, writeInstead } from './fixes.ts'

export function checkEdges(context: CheckContext): readonly Problem[] {
  const { graph } = context
  const stray = new Set(graph.strayLoopEdges)
  return [
    ...graph.edges.flatMap((edge) => checkEdge(context, edge, stray)),
    ...checkDuplicates(context),
    ...graph.nodes.flatMap((node) => checkOpenPorts(context, node)),
  ]
}

function checkEdge(context: CheckContext, edge: GraphEdge, stray: ReadonlySet<number>): readonly Problem[] {
  const { workflow, graph } = context
  const written = workflow.edges[edge.index]
  if (!written) return []
  const problems: Problem[] = []
  const remove = removeEdge(workflow, edge.index)
  const report = (code: string, message: string, nodeId?: string, fixes: Fix[] = remove) =>
    problems.push(edgeProblem(context, edge.index, { code, message, fixes }, nodeId))
  const source = edgeSource(written).node
  const from = graph.nodes[edge.from]
  const to = graph.nodes[edge.to]
  if (!from)
    report(
      'edge.dangling',
      `begins at "${source}", which does not exist.${didYouMean(source, graph.byId.keys())}`,
      to?.id,
      [...beginAt(context, edge, closest(source, graph.byId.keys())), ...remove],
    )
  if (!to)
    report(
      'edge.dangling',
      `ends at "${written.to}", which does not exist.${didYouMean(written.to, graph.byId.keys())}`,
      from?.id,
      [...writeInstead(workflow, ['edges', edge.index, 'to'], closest(written.to, graph.byId.keys())), ...remove],
    )
  if (from) problems.push(...checkSource(context, edge, from))
  if (to) problems.push(...checkTarget(context, edge, to))
  if (from && to && from.parent !== to.parent) {
    const [inside, outside] = from.parent >= 0 ? [from, to] : [to, from]
    report(
      'edge.crosses-container',
      `crosses the border of a container: "${inside.id}" stands inside "${graph.nodes[inside.parent]?.id}", "${outside.id}" does not. Edges stay inside: join ${edge.max === undefined ? 'the container itself to what follows' : 'the ends of the loop within one container, or loop back to the container itself'}.`,
      from.id,
    )
  } else if (stray.has(edge.index)) {
    report(
      'edge.stray-loop',
      `is a loop edge, but no way leads from "${to?.id}" back to "${from?.id}" without one. Let it go forward, or lead it back.`,
      from?.id,
      removeLoop(workflow, edge.index),
    )
  }
  return problems
}

function checkSource(context: CheckContext, edge: GraphEdge, from: GraphNode): readonly Problem[] {
  const descriptor = context.descriptors[from.index]
  if (!descriptor) return []
  const report = (code: string, message: string, fixes = removeEdge(context.workflow, edge.index)) => [
    edgeProblem(context, edge.index, { code, message, fixes }, from.id),
  ]
  const ports = portsOf(descriptor, from.node.config)
  if (!descriptor.runs)
    return report('edge.from-note', `leaves "${from.id}", a note. Notes never run and take no edges.`)
  if (ports.length === 0)
    return report('edge.from-end', `leaves "${from.id}", where the run ends. Nothing can follow it.`)
  if (ports.includes(edge.port)) return checkPossible(context, edge, from)
  const meant = closest(edge.port, ports)
  const bare = edge.port === DEFAULT_PORT && !context.workflow.edges[edge.index]?.from.includes('.')
  const what = bare
    ? `leaves "${from.id}" without naming a port`
    : `leaves by the port "${edge.port}", which "${from.id}" does not have`
  return report(
    'edge.unknown-port',
    `${what}. It has ${listed(ports)}.${meant === undefined ? ` Write "${from.id}.${ports[0]}", say.` : ` Did you mean "${from.id}.${meant}"?`}`,
    writeInstead(context.workflow, ['edges', edge.index, 'from'], `${from.id}.${meant ?? ports[0]}`),
  )
}

function checkPossible(context: CheckContext, edge: GraphEdge, from: GraphNode): readonly Problem[] {
  const why = neverLeavesBy(from, edge.port)
  if (why === undefined) return []
  const message = `never carries a token: "${from.id}" leaves by "${edge.port}" ${why}, or remove the edge.`
  const fixes = removeEdge(context.workflow, edge.index)
  return [edgeProblem(context, edge.index, { severity: 'warning', code: 'edge.never-taken', message, fixes }, from.id)]
}

function checkTarget(context: CheckContext, edge: GraphEdge, to: GraphNode): readonly Problem[] {
  const descriptor = context.descriptors[to.index]
  const fixes = removeEdge(context.workflow, edge.index)
  const report = (code: string, message: string) => [edgeProblem(context, edge.index, { code, message, fixes }, to.id)]
  if (descriptor?.entry)
    return report('edge.into-entry', `leads into "${to.id}", where runs begin. Nothing can come before it.`)
  if (descriptor && !descriptor.runs)
    return report('edge.into-note', `leads into "${to.id}", a note. Notes never run and take no edges.`)
  return []
}

function checkDuplicates(context: CheckContext): readonly Problem[] {
  const seen = new Map<string, number>()
  return context.graph.edges.flatMap((edge) => {
    if (edge.from < 0 || edge.to < 0) return []
    const key = `${edge.from} ${edge.port} ${edge.to}`
    const first = seen.get(key)
    seen.set(key, first ?? edge.index)
    if (first === undefined) return []
    return [
      edgeProblem(
        context,
        edge.index,
        {
          code: 'edge.duplicate',
          message: `is there twice: edge ${first + 1} is the same. Remove one.`,
          fixes: removeEdge(context.workflow, edge.index),
        },
        context.graph.nodes[edge.from]?.id,
      ),
    ]
  })
}

/** A port that a person may forget: where some ports of a node are joined and another is not, the run ends there without a word. */
function checkOpenPorts(context: CheckContext, node: GraphNode): readonly Problem[] {
  const descriptor = context.descriptors[node.index]
  if (!descriptor) return []
  const joined = new Set(node.outgoing.map((edge) => context.graph.edges[edge]?.port))
  // A node that only goes back is the last one of its graph: leaving by its other ports is how the run ends.
  const goesOn = node.outgoing.some(
    (edge) => context.graph.edges[edge]?.loop === undefined && context.graph.edges[edge]?.port !== ERROR_PORT,
  )
  if (!goesOn) return []
  return portsOf(descriptor, node.node.config).flatMap((port) => {
    if (joined.has(port) || port === ERROR_PORT || port === 'interrupted') return []
    if (neverLeavesBy(node, port) !== undefined) return []
    const message = `Nothing follows "${node.id}" when it leaves by "${port}": that way of the run ends there. Draw an edge from there if it should go on.`
    const fixes = port === 'timeout' ? endAfter(context, node, port) : []
    return [
      nodeProblem(context, node.index, node.node, { severity: 'warning', code: 'node.open-port', message, fixes }),
    ]
  })
}

/** Nobody answered: the run ends, and says so. */
function endAfter({ workflow }: CheckContext, { id, node }: GraphNode, port: string): Fix[] {
  const end = {
    id: freeId(workflow, 'timed_out'),
    kind: 'end',
    title: 'Nobody answered',
    ...(node.parent !== undefined && { parent: node.parent }),
    config: { status: 'failed' },
  }
  return addNodeAfter(workflow, `${id}.${port}`, end, 'End the run there')
}

/** The same port of another node. */
function beginAt({ workflow }: CheckContext, { index, port }: GraphEdge, meant: string | undefined): Fix[] {
  const bare = workflow.edges[index]?.from.includes('.') !== true
  return writeInstead(workflow, ['edges', index, 'from'], meant && (bare ? meant : `${meant}.${port}`))
}

/** Some ports are used only where the config asks for them: why not, and what would. */
function neverLeavesBy({ node: { kind, config } }: GraphNode, port: string): string | undefined {
  if (port === 'timeout' && config?.timeout === undefined) return 'only with a "timeout" in its config. Add one'
  if (kind === 'store' && port === 'exists' && config?.action !== 'add')
    return 'only where its action is "add". Change the action'
  const buttons = kind === 'show' && port === 'out' ? config?.actions : undefined
  return Array.isArray(buttons) && buttons.length > 0 ? 'only without buttons. Let it leave by one of them' : undefined
}
