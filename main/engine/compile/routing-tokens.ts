/** Where the tokens of one level are: what is remembered of its nodes, edges and loops. Joins read it, routing changes it. */
import type { Json } from '#shared/json.ts'
import type { RoutingTable, TableNode } from './routing-table.ts'

export const UNDECIDED = 0
export const DELIVERED = 1
export const DEAD = 2
export type Decided = typeof DELIVERED | typeof DEAD

export interface NodeTokens {
  /** In this pass. */
  started: boolean
  skipped: boolean
  /** Incoming edges that have delivered or are dead. */
  decided: number
  /** Edges that delivered; for `count` and `each` all their tokens. */
  delivered: number
  /** Incoming edges over which no further token can come. */
  final: number
  /** All executions of this pass have ended and its ports are decided. */
  closed: boolean
  /** Iterations of executions that have not ended. */
  active: number[]
  /** Of an `each` join: edges whose token has not started an execution yet, one entry a token. */
  waiting: number[]
  /** Ports that an ended execution of this pass left by. */
  left: string[]
  lastIteration: number
}

export interface LoopTokens {
  iteration: number
  feedback: Json | undefined
  /** Loop edges decided dead in this pass. */
  readonly dead: Set<number>
  /** It has been left. */
  closed: boolean
  /** Edges held back until the loop is left, in the order they were decided. */
  held: number[]
  /** Set while a token waits for withdrawn executions to end. */
  restarting: { readonly feedback: Json | undefined } | undefined
}

const NONE: never[] = []
const NO_LOOPS: readonly number[] = []

export class Tokens {
  readonly table: RoutingTable
  readonly loops: readonly LoopTokens[]
  readonly edges: Uint8Array
  /** No further token can come over it in this pass. */
  readonly final: Uint8Array
  /** What a held edge will become. */
  readonly heldAs: Uint8Array
  /** Of edges that brought more than one token, or hold more than one back. */
  readonly counts = new EdgeCounts()
  readonly heldCounts = new EdgeCounts()
  /** Of edges that are held once more: tokens for which an `each` has started already. */
  readonly spent = new EdgeCounts()
  /** Loops that wait for withdrawn executions before their next pass. */
  restarting = 0
  /** By node; made when it is first reached. */
  readonly reached: (NodeTokens | undefined)[]
  readonly #lastIteration: ((node: TableNode) => number) | undefined

  constructor(table: RoutingTable, lastIteration: ((node: TableNode) => number) | undefined) {
    this.table = table
    this.#lastIteration = lastIteration
    this.reached = new Array(table.nodes.length)
    this.loops = table.loops.map(newLoopTokens)
    this.edges = new Uint8Array(table.edges.length)
    this.final = new Uint8Array(table.edges.length)
    // Only a loop holds edges back.
    this.heldAs = table.loops.length > 0 ? new Uint8Array(table.edges.length) : this.edges
  }

  node(index: number): TableNode {
    const node = this.table.nodes[index]
    if (!node) throw new Error(`No node ${index} in the routing table`)
    return node
  }

  of(index: number): NodeTokens {
    return this.reached[index] ?? this.#reach(index)
  }

  #reach(index: number): NodeTokens {
    const fresh = newNodeTokens(this.#lastIteration?.(this.node(index)) ?? -1)
    this.reached[index] = fresh
    return fresh
  }

  activeOf(index: number): readonly number[] {
    return this.reached[index]?.active ?? NONE
  }

  restartingLoops(node: number): readonly number[] {
    return this.restarting === 0 ? NO_LOOPS : this.#restartingAround(node)
  }

  #restartingAround(node: number): readonly number[] {
    return (this.table.nodes[node]?.loops ?? NO_LOOPS).filter((loop) => this.loops[loop]?.restarting !== undefined)
  }

  /** Takes one of those that come over the edge once more. */
  isSpent(edge: number): boolean {
    const left = this.spent.get(edge) ?? 0
    if (left > 0) this.spent.set(edge, left - 1)
    return left > 0
  }

  /** One more token over an edge that leads to a `count` or an `each`. */
  countOver(edge: number): number {
    return this.edges[edge] === DELIVERED ? (this.counts.get(edge) ?? 1) : 0
  }
}

/** Numbers by edge. Most levels have none, and need no table for them. */
class EdgeCounts {
  #counts: Map<number, number> | undefined

  get(edge: number): number | undefined {
    return this.#counts?.get(edge)
  }

  set(edge: number, count: number): void {
    this.#counts ??= new Map()
    this.#counts.set(edge, count)
  }

  delete(edge: number): void {
    this.#counts?.delete(edge)
  }
}

function newNodeTokens(lastIteration: number): NodeTokens {
  return {
    started: false,
    skipped: false,
    decided: 0,
    delivered: 0,
    final: 0,
    closed: false,
    active: NONE,
    waiting: NONE,
    left: NONE,
    lastIteration,
  }
}

function newLoopTokens(): LoopTokens {
  return { iteration: 0, feedback: undefined, dead: new Set(), closed: false, held: [], restarting: undefined }
}
