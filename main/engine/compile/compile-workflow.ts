/**
 * Graph to machines: each node gets the machine of its kind's family, the edges become a routing table between them.
 * Not one parallel machine with a region a node: there every event visits every region, so a step would cost more the
 * larger the graph is.
 */
import { createHash } from 'node:crypto'
import { CallError } from '#shared/ipc/call-error.ts'
import { durationMs } from '#shared/workflow/duration.ts'
import { referencesOf } from '#shared/workflow/evaluate.ts'
import { analyseGraph, type GraphEdge, type GraphNode, type WorkflowGraph } from '#shared/workflow/graph.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import type { Family, KindRegistry, NodeKind } from '../kind.ts'
import { instantMachine } from '../machines/instant-machine.ts'
import { personMachine } from '../machines/person-machine.ts'
import { workMachine } from '../machines/work-machine.ts'
import { retryPolicy } from '../run/retry.ts'
import type { CompiledNode, CompiledWorkflow, NodeMachine } from './compiled-workflow.ts'
import type { RoutingTable, TableEdge, TableNode } from './routing-table.ts'

const MACHINES: Readonly<Record<Family, NodeMachine>> = {
  instant: instantMachine,
  end: instantMachine,
  note: instantMachine,
  work: workMachine,
  approval: personMachine,
  form: personMachine,
}

/** Of a workflow that was checked: an unknown kind here is a bug or a kind that was taken away since the run began. */
export function compileWorkflow(
  workflow: Workflow,
  registry: KindRegistry,
): CompiledWorkflow & { readonly text: string } {
  const text = JSON.stringify(workflow)
  const graph = analyseGraph(workflow, { isEntry: (kind) => registry.get(kind)?.descriptor.entry ?? false })
  const kinds = workflow.nodes.map((node) => kindOf(node, registry))
  const nodes = workflow.nodes.map((node, index) => compileNode(node, index, kinds[index] ?? kindOf(node, registry)))
  const entry = graph.entries[0]
  if (entry === undefined) throw new CallError('workflow.no-entry', `/${workflow.name} has no start node.`)
  return {
    workflow,
    text,
    version: createHash('sha256').update(text).digest('hex'),
    table: tableOf(workflow, graph, kinds),
    entry,
    nodes,
    byId: new Map(nodes.map((node) => [node.id, node])),
  }
}

function kindOf(node: WorkflowNode, registry: KindRegistry): NodeKind {
  const kind = registry.get(node.kind)
  if (!kind)
    throw new CallError(
      'node.unknown-kind',
      `Node ${node.id} is of kind "${node.kind}", which this Slashflow does not know.`,
    )
  return kind
}

function compileNode(node: WorkflowNode, index: number, kind: NodeKind): CompiledNode {
  const config = node.config ?? {}
  const expanded = Object.fromEntries(Object.entries(config).filter(([field]) => !kind.raw.has(field)))
  const references = referencesOf(expanded)
  return {
    index,
    id: node.id,
    title: node.title ?? titleOf(node.id),
    kind,
    definition: node,
    machine: MACHINES[kind.behaviour.family],
    retry: retryPolicy(node.retry),
    timeoutMs: node.timeout === undefined ? undefined : durationMs(node.timeout),
    config,
    reads: references.nodes,
    secrets: references.secrets,
  }
}

/** `read_file` reads as "Read file" where nobody gave a title. */
export function titleOf(id: string): string {
  const words = id.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function tableOf(workflow: Workflow, graph: WorkflowGraph, kinds: readonly NodeKind[]): RoutingTable {
  const compensators = new Set(workflow.nodes.flatMap((node) => node.compensate ?? []))
  const isLoopEdge = (index: number) => graph.edges[index]?.loop !== undefined
  return {
    nodes: graph.nodes.map((node) => tableNode(node, kinds[node.index], compensators, isLoopEdge)),
    edges: graph.edges.map(tableEdge),
    loops: graph.loops.map(({ index, target, edges, body, inner }) => ({
      index,
      target,
      edges,
      body,
      inner: inner.filter((other) => other !== index),
    })),
  }
}

function tableNode(
  node: GraphNode,
  kind: NodeKind | undefined,
  compensators: ReadonlySet<string>,
  isLoopEdge: (edge: number) => boolean,
): TableNode {
  return {
    index: node.index,
    id: node.id,
    join: node.node.join ?? 'all',
    entry: kind?.descriptor.entry ?? false,
    routed: (kind?.descriptor.runs ?? false) && !compensators.has(node.id),
    outgoing: node.outgoing,
    incoming: node.incoming.filter((edge) => !isLoopEdge(edge)),
    loops: node.loops,
  }
}

function tableEdge(edge: GraphEdge): TableEdge {
  return {
    index: edge.index,
    from: edge.from,
    port: edge.port,
    to: edge.to,
    loop: edge.loop ?? -1,
    max: edge.max ?? Number.POSITIVE_INFINITY,
    leaves: edge.leaves,
  }
}
