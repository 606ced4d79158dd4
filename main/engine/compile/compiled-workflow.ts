/** A workflow made ready to run: each level of the graph as a routing table, each node with its kind, machine and policies. */
import type { Json } from '#shared/json.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import type { NodeKind } from '../kind.ts'
import type { StateTable } from '../machines/state-table.ts'
import type { RetryPolicy } from '../run/retry.ts'
import type { ConfigField } from './config-fields.ts'
import type { NodeReads } from './node-reads.ts'
import type { RoutingTable } from './routing-table.ts'

/** The nodes of one level: the run itself, or the inside of a container. */
export interface CompiledLevel {
  /** Id of the container; undefined at the top. */
  readonly container: string | undefined
  /** 0 at the top: how many items a path of this level names. */
  readonly depth: number
  readonly table: RoutingTable
  /** By index of the table. */
  readonly nodes: readonly CompiledNode[]
}

export interface CompiledNode {
  /** In the table of its level. */
  readonly index: number
  readonly id: string
  readonly title: string
  readonly kind: NodeKind
  readonly definition: WorkflowNode
  readonly machine: StateTable
  readonly level: CompiledLevel
  /** Of a container: what is inside. */
  readonly inside: CompiledLevel | undefined
  readonly retry: RetryPolicy
  /** Of one attempt; undefined: no limit. */
  readonly timeoutMs: number | undefined
  /** As written. */
  readonly config: Readonly<Record<string, Json>>
  /** The same, and how each field is evaluated. */
  readonly fields: readonly ConfigField[]
  readonly reads: NodeReads
}

export interface CompiledWorkflow {
  readonly workflow: Workflow
  /** Hash under which the exact workflow is kept. */
  readonly version: string
  readonly text: string
  readonly top: CompiledLevel
  /** Id of the node where a slash command begins. */
  readonly entry: string
  readonly byId: ReadonlyMap<string, CompiledNode>
  /** Every node that is routed, in every level: a compensator is not. */
  readonly nodes: readonly CompiledNode[]
}
