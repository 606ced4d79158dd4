/**
 * Graph to machines: each node gets the machine of its kind's family, the edges become a routing table a level.
 * Not one parallel machine with a region a node: there every event visits every region, so a step would cost more the
 * larger the graph is.
 */
import { createHash } from 'node:crypto'
import { CallError } from '#shared/ipc/call-error.ts'
import { atOnce, type Steps } from '#shared/steps.ts'
import { durationMs } from '#shared/workflow/duration.ts'
import { analysing } from '#shared/workflow/graph.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import type { KindRegistry, NodeKind } from '../kind.ts'
import { machineOf } from '../machines/machine-of.ts'
import { stateTable } from '../machines/state-table.ts'
import { COMPENSATOR_RETRY, retryPolicy } from '../run/retry.ts'
import type { CompiledLevel, CompiledNode, CompiledWorkflow } from './compiled-workflow.ts'
import { configFields } from './config-fields.ts'
import { ownEntry } from './entry.ts'
import { type LevelTable, levelTables } from './level-table.ts'
import { NodeReads } from './node-reads.ts'

/** Of a workflow that was checked: an unknown kind here is a bug or a kind that was taken away since the run began. */
export function compileWorkflow(workflow: Workflow, registry: KindRegistry): CompiledWorkflow {
  return atOnce(compiling(workflow, registry))
}

/** The same in steps: for ten thousand nodes it takes longer than a process may hear nothing. `text`: its JSON. */
export function* compiling(
  workflow: Workflow,
  registry: KindRegistry,
  text = JSON.stringify(workflow),
): Steps<CompiledWorkflow> {
  const graph = yield* analysing(workflow, { isEntry: (kind) => registry.get(kind)?.descriptor.entry ?? false })
  const kinds = workflow.nodes.map((node) => kindOf(node, registry))
  const entry = ownEntry(graph)
  if (entry === '') throw new CallError('workflow.no-entry', `/${workflow.name} has no start node.`)
  const compensators = new Set(workflow.nodes.flatMap((node) => node.compensate ?? []))
  const tables = yield* levelTables(graph, kinds, compensators)
  const nodes: CompiledNode[] = []
  function* levelOf(container: number, depth: number): Steps<CompiledLevel> {
    const { table, nodes: members } = tables.get(container) ?? EMPTY
    const compiled: CompiledNode[] = []
    const id = workflow.nodes[container]?.id
    const level: CompiledLevel = { container: id, depth, table, nodes: compiled }
    for (const [index, member] of members.entries()) {
      const [definition, kind] = [workflow.nodes[member], kinds[member]]
      if (!definition || !kind) continue
      if (index % NODES_A_STEP === NODES_A_STEP - 1) yield
      const inside = kind.behaviour.family === 'container' ? yield* levelOf(member, depth + 1) : undefined
      compiled.push(compileNode(definition, kind, { index, level, inside, undoes: compensators.has(definition.id) }))
    }
    nodes.push(...compiled)
    return level
  }
  const top = yield* levelOf(-1, 0)
  yield
  const version = createHash('sha256').update(text).digest('hex')
  return { workflow, text, version, top, entry, nodes, byId: new Map(nodes.map((node) => [node.id, node])) }
}

const NODES_A_STEP = 500

const EMPTY: LevelTable = {
  container: -1,
  nodes: [],
  table: { nodes: [], edges: [], loops: [], roots: [], countsBehindEach: false },
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

interface Place {
  readonly index: number
  readonly level: CompiledLevel
  readonly inside: CompiledLevel | undefined
  /** It runs only to undo what another node did. */
  readonly undoes: boolean
}

function compileNode(node: WorkflowNode, kind: NodeKind, { undoes, ...place }: Place): CompiledNode {
  const config = node.config ?? {}
  const fields = configFields(config, kind)
  return {
    ...place,
    id: node.id,
    title: titleOfNode(node),
    kind,
    definition: node,
    machine: stateTable(machineOf(kind.behaviour.family)),
    retry: undoes && !node.retry ? COMPENSATOR_RETRY : retryPolicy(node.retry),
    timeoutMs: node.timeout === undefined ? undefined : durationMs(node.timeout),
    config,
    fields,
    reads: new NodeReads(fields),
  }
}
