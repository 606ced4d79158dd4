/**
 * One level of a graph (the run itself, or the inside of a container) as numbers: what routing needs to know, computed
 * once a workflow. Indices count within the level.
 */
import type { Join } from '#shared/workflow/workflow.ts'

export interface TableNode {
  readonly index: number
  readonly id: string
  readonly join: Join
  /** Where a run may begin. */
  readonly entry: boolean
  /** Runs as part of the graph: not a note, not a compensator. */
  readonly routed: boolean
  /** Loop edges included. */
  readonly outgoing: readonly TableEdge[]
  /** The same by the port they leave by. */
  readonly byPort: ReadonlyMap<string, readonly TableEdge[]>
  /** Without loop edges: the ones a join counts. */
  readonly incoming: readonly TableEdge[]
  /** Loops whose body holds the node, innermost first. */
  readonly loops: readonly number[]
}

export interface TableEdge {
  readonly index: number
  readonly from: number
  readonly port: string
  readonly to: number
  /** The loop it closes, or -1. */
  readonly loop: number
  /** Tokens allowed over it in one pass of an outer loop; Infinity for an edge that closes no loop. */
  readonly max: number
  /** Loops whose body holds the source and not the target. */
  readonly leaves: readonly number[]
}

export interface TableLoop {
  readonly index: number
  readonly target: number
  readonly edges: readonly number[]
  readonly body: readonly number[]
  readonly bodySet: ReadonlySet<number>
  /** Loops inside its body, which begin anew with each of its passes. */
  readonly inner: readonly number[]
  /** Other loops whose body one of its loop edges leaves: it has been left only once they have. */
  readonly leaves: readonly number[]
  /** Loops that wait for this one in that way. */
  readonly heldUp: readonly number[]
}

export interface RoutingTable {
  readonly nodes: readonly TableNode[]
  readonly edges: readonly TableEdge[]
  readonly loops: readonly TableLoop[]
  /** Routed nodes that no edge leads to, loop edges aside. */
  readonly roots: readonly number[]
  /** A `count` stands right behind a node that joins `each`. */
  readonly countsBehindEach: boolean
}

export const NO_EDGES: readonly TableEdge[] = []

export function edgesOf(table: RoutingTable, node: number, port: string): readonly TableEdge[] {
  return table.nodes[node]?.byPort.get(port) ?? NO_EDGES
}

export function hasEdge(table: RoutingTable, node: number, port: string): boolean {
  return table.nodes[node]?.byPort.has(port) ?? false
}
