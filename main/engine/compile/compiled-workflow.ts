/** A workflow made ready to run: the graph as a routing table, each node with its kind, machine and policies. */
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import type { NodeKind } from '../kind.ts'
import type { instantMachine } from '../machines/instant-machine.ts'
import type { personMachine } from '../machines/person-machine.ts'
import type { workMachine } from '../machines/work-machine.ts'
import type { RetryPolicy } from '../run/retry.ts'
import type { RoutingTable } from './routing-table.ts'

export type NodeMachine = typeof instantMachine | typeof personMachine | typeof workMachine

export interface CompiledNode {
  readonly index: number
  readonly id: string
  readonly title: string
  readonly kind: NodeKind
  readonly definition: WorkflowNode
  readonly machine: NodeMachine
  readonly retry: RetryPolicy
  /** Of one attempt; undefined: no limit. */
  readonly timeoutMs: number | undefined
  readonly config: NonNullable<WorkflowNode['config']>
  /** Ids of the nodes whose output the config reads, or all of them. */
  readonly reads: ReadonlySet<string> | 'all'
  readonly secrets: ReadonlySet<string>
}

export interface CompiledWorkflow {
  readonly workflow: Workflow
  /** Hash under which the exact workflow is kept. */
  readonly version: string
  readonly table: RoutingTable
  /** Index of the node where a slash command begins. */
  readonly entry: number
  /** By index of the table. */
  readonly nodes: readonly CompiledNode[]
  readonly byId: ReadonlyMap<string, CompiledNode>
}
