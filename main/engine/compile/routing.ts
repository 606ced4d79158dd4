/**
 * Moves tokens through one level of the graph (DESIGN 4.1 to 4.4). It knows no events and runs nothing: it is driven by
 * what ended and answers with what follows.
 *
 *   R1. Every edge is undecided, delivered or dead; a node starts or is skipped by its join (DESIGN 4.1), once a pass.
 *   R2. Nothing waits for a dead path: a skipped node's edges are dead (4.2). Worked off by a list, never by recursion,
 *       so a chain of 10,000 nodes is as deep as one of ten.
 *   R3. An edge that leaves a loop is held until all the loop's edges are dead (4.4).
 *   R4. A token over a loop edge withdraws what is active in the body, and restarts it only when that has ended.
 *   R5. The same endings in the same order give the same answers, so the state is rebuilt from the log.
 *   R6. The cost of an ending grows with the edges of its node, not with the graph; so does the memory.
 */

import type { LoopScope } from '#shared/events/node-events.ts'
import type { Json } from '#shared/json.ts'
import { edgesOf, type RoutingTable, type TableEdge, type TableLoop, type TableNode } from './routing-table.ts'
import { type LoopTokens, type NodeTokens, newLoopTokens, newNodeTokens } from './routing-tokens.ts'

export type RoutingAction =
  | { readonly type: 'activate'; readonly node: number; readonly iteration: number; readonly loop: LoopScope }
  | { readonly type: 'skip'; readonly node: number; readonly iteration: number; readonly reason: string }
  | { readonly type: 'withdraw'; readonly node: number; readonly iteration: number; readonly reason: string }

const UNDECIDED = 0
const DELIVERED = 1
const DEAD = 2

export const NEXT_PASS = 'The loop began its next pass'
const OUTSIDE: LoopScope = { iteration: 0 }
const NOTHING: readonly RoutingAction[] = []

export interface RoutingOptions {
  /** The innermost loop around the container that this level is inside of. */
  readonly loop?: LoopScope
  /** The last iteration of a node that an earlier pass over the same item has had; -1: none. */
  lastIteration?(node: TableNode): number
}

export class Routing {
  readonly #table: RoutingTable
  readonly #outer: LoopScope
  readonly #lastIteration: ((node: TableNode) => number) | undefined
  /** Made when a node is first reached. */
  readonly #nodes: (NodeTokens | undefined)[]
  readonly #loops: readonly LoopTokens[]
  readonly #edges: Uint8Array
  /** What a held edge will become. */
  readonly #heldAs: Uint8Array
  readonly #heldFeedback = new Map<number, Json>()
  /** No further token can come over it in this pass. */
  readonly #final: Uint8Array
  /** Tokens over a loop edge since its loop began. */
  readonly #tokens = new Map<number, number>()
  #restarting = 0
  #actions: RoutingAction[] = []
  #work: (() => void)[] = []

  constructor(table: RoutingTable, options: RoutingOptions = {}) {
    this.#table = table
    this.#outer = options.loop ?? OUTSIDE
    this.#lastIteration = options.lastIteration?.bind(options)
    this.#nodes = new Array(table.nodes.length)
    this.#loops = table.loops.map(newLoopTokens)
    this.#edges = new Uint8Array(table.edges.length)
    // Only a loop holds edges back.
    this.#heldAs = table.loops.length > 0 ? new Uint8Array(table.edges.length) : this.#edges
    this.#final = new Uint8Array(table.edges.length)
  }

  /** The run begins at `entry`; without one (inside a container) at every node that no edge leads to. */
  begin(entry?: number): readonly RoutingAction[] {
    for (const index of this.#table.roots) {
      const node = this.#node(index)
      if (entry === undefined ? !node.entry : index === entry) this.#activate(node)
      else this.#skip(node, node.entry ? 'Another entry began the run' : 'No edge leads here')
    }
    return this.#settle()
  }

  /** Whether leaving by `port` would exceed a loop's limit. Asked before the node is called completed. */
  exhausts(node: number, port: string): TableEdge | undefined {
    if (this.#loops.length === 0) return undefined
    return edgesOf(this.#table, node, port).find(
      (edge) => edge.loop >= 0 && (this.#tokens.get(edge.index) ?? 0) >= edge.max,
    )
  }

  /**
   * An execution has ended: it left by `port`, or by none (withdrawn, cancelled).
   * `feedback` is what a loop edge carries back.
   */
  ended(node: number, iteration: number, port: string | null, feedback: Json | undefined): readonly RoutingAction[] {
    const tokens = this.#tokensOf(node)
    const at = tokens.active.indexOf(iteration)
    if (at < 0) return NOTHING
    tokens.active.splice(at, 1)
    const restarting = this.#restartingLoops(node)
    if (restarting.length > 0) {
      for (const loop of restarting) this.#work.push(() => this.#restartWhenQuiet(loop))
      return this.#settle()
    }
    if (port !== null) {
      if (!tokens.left.includes(port)) tokens.left = [...tokens.left, port]
      for (const edge of edgesOf(this.#table, node, port)) this.#decide(edge, DELIVERED, feedback)
    }
    this.#closePorts(this.#node(node))
    return this.#settle()
  }

  /** Whether a loop has begun its next pass over this node, and waits for its executions to end (R4). */
  isWithdrawing(node: number): boolean {
    return this.#restartingLoops(node).length > 0
  }

  /** Whether an edge carried a token in its source's latest pass. No loop edge did: its token began another pass. */
  delivered(edge: number): boolean {
    return this.#edges[edge] === DELIVERED
  }

  /** While a loop waits for withdrawn executions, the level is not finished though nothing may be active. */
  get isSettled(): boolean {
    return this.#restarting === 0
  }

  #node(index: number): TableNode {
    const node = this.#table.nodes[index]
    if (!node) throw new Error(`No node ${index} in the routing table`)
    return node
  }

  #tokensOf(index: number): NodeTokens {
    const known = this.#nodes[index]
    if (known) return known
    const fresh = newNodeTokens(this.#lastIteration?.(this.#node(index)) ?? -1)
    this.#nodes[index] = fresh
    return fresh
  }

  #settle(): readonly RoutingAction[] {
    // The list grows while it is worked off; first come, first served, so that nodes start in the order they were reached.
    for (let next = 0; next < this.#work.length; next += 1) this.#work[next]?.()
    this.#work = []
    const actions = this.#actions
    this.#actions = []
    return actions
  }

  #activate(node: TableNode): void {
    const tokens = this.#tokensOf(node.index)
    const scope = this.#scopeOf(node)
    const iteration = Math.max(tokens.lastIteration + 1, node.loops.length > 0 ? scope.iteration : 0)
    tokens.started = true
    tokens.lastIteration = iteration
    tokens.active = [...tokens.active, iteration]
    this.#actions.push({ type: 'activate', node: node.index, iteration, loop: scope })
  }

  #scopeOf(node: TableNode): LoopScope {
    const innermost = node.loops[0]
    const loop = innermost === undefined ? undefined : this.#loops[innermost]
    if (!loop) return this.#outer
    return { iteration: loop.iteration, ...(loop.feedback !== undefined && { feedback: loop.feedback }) }
  }

  #skip(node: TableNode, reason: string): void {
    const tokens = this.#tokensOf(node.index)
    tokens.skipped = true
    tokens.closed = true
    const iteration = Math.max(tokens.lastIteration + 1, node.loops.length > 0 ? this.#scopeOf(node).iteration : 0)
    tokens.lastIteration = iteration
    this.#actions.push({ type: 'skip', node: node.index, iteration, reason })
    this.#work.push(() => {
      for (const edge of node.outgoing) this.#decide(edge, DEAD, undefined)
    })
  }

  /** Ports that nobody left by are dead, once no further execution of this pass can leave by them. */
  #closePorts(node: TableNode): void {
    const tokens = this.#tokensOf(node.index)
    if (tokens.active.length > 0) return
    if (node.join === 'each' && tokens.final < node.incoming.length) return
    tokens.closed = true
    for (const edge of node.outgoing) {
      if (!tokens.left.includes(edge.port)) this.#decide(edge, DEAD, undefined)
      else if (this.#edges[edge.index] !== UNDECIDED) this.#finalise(edge)
    }
  }

  #finalise(edge: TableEdge): void {
    if (this.#final[edge.index] === 1) return
    this.#final[edge.index] = 1
    this.#tokensOf(edge.to).final += 1
    const target = this.#node(edge.to)
    if (target.join === 'each' || typeof target.join === 'object') this.#work.push(() => this.#join(target, false))
  }

  /** A loop edge starts its target at once, also where it leaves another loop. */
  #decide(edge: TableEdge, as: number, feedback: Json | undefined): void {
    if (edge.loop >= 0) this.#decideLoopEdge(edge, as, feedback)
    else if (edge.leaves.length === 0 || !this.#hold(edge, as, feedback)) this.#arrive(edge, as)
  }

  /** R3. */
  #hold(edge: TableEdge, as: number, feedback: Json | undefined): boolean {
    const holders = edge.leaves.filter((loop) => !this.#loops[loop]?.closed)
    if (holders.length === 0) return false
    if (this.#heldAs[edge.index] === UNDECIDED) for (const loop of holders) this.#loops[loop]?.held.push(edge.index)
    this.#heldAs[edge.index] = as === DELIVERED || this.#heldAs[edge.index] === DELIVERED ? DELIVERED : DEAD
    if (feedback !== undefined) this.#heldFeedback.set(edge.index, feedback)
    return true
  }

  #arrive(edge: TableEdge, as: number): void {
    const tokens = this.#tokensOf(edge.to)
    const target = this.#node(edge.to)
    const first = this.#edges[edge.index] === UNDECIDED
    if (first) {
      this.#edges[edge.index] = as
      tokens.decided += 1
    }
    if (as === DELIVERED && (first || target.join === 'each' || typeof target.join === 'object')) tokens.delivered += 1
    if (as === DEAD || this.#tokensOf(edge.from).closed) this.#finalise(edge)
    this.#work.push(() => this.#join(target, as === DELIVERED))
  }

  #join(node: TableNode, token: boolean): void {
    if (this.#restarting > 0 && this.#restartingLoops(node.index).length > 0) return
    const tokens = this.#tokensOf(node.index)
    const undecided = node.incoming.length - tokens.decided
    if (node.join === 'each') {
      if (token) this.#activate(node)
      else if (undecided === 0 && tokens.delivered === 0 && !tokens.started && !tokens.skipped)
        this.#skip(node, this.#whySkipped(node))
      else if (tokens.started && !tokens.closed) this.#closePorts(node)
      return
    }
    if (tokens.started || tokens.skipped) return
    const { join } = node
    const wanted = join === 'all' ? node.incoming.length : join === 'any' ? 1 : join.count
    const ready = join === 'all' ? undecided === 0 && tokens.delivered > 0 : tokens.delivered >= wanted
    if (ready) this.#activate(node)
    else if (join === 'all' ? undecided === 0 : tokens.delivered + this.#stillToCome(node, wanted) < wanted)
      this.#skip(node, this.#whySkipped(node))
  }

  /** How many tokens can still come, as far as that matters: an `each` node behind an edge may bring several. */
  #stillToCome(node: TableNode, enough: number): number {
    let count = 0
    const seen = new Set<number>([node.index])
    const open: TableEdge[] = [...node.incoming]
    for (let edge = open.pop(); edge && count < enough; edge = open.pop()) {
      if (this.#final[edge.index] === 1) continue
      const source = this.#node(edge.from)
      if (source.join !== 'each') {
        if (this.#edges[edge.index] === UNDECIDED) count += 1
        continue
      }
      // Whatever starts it once more may bring one more token, also what a loop holds back.
      count += this.#tokensOf(source.index).active.length + (this.#heldAs[edge.index] === DELIVERED ? 1 : 0)
      if (seen.has(source.index)) continue
      seen.add(source.index)
      open.push(...source.incoming)
      if (source.loops.length > 0) return enough
    }
    return count
  }

  #whySkipped(node: TableNode): string {
    const [only, ...more] = node.incoming
    return only && more.length === 0
      ? `Its only edge is dead: ${this.#table.nodes[only.from]?.id ?? ''} left by another port or was skipped`
      : 'Too few of its edges carried a token'
  }

  #decideLoopEdge(edge: TableEdge, as: number, feedback: Json | undefined): void {
    const loop = this.#loops[edge.loop]
    const shape = this.#table.loops[edge.loop]
    if (!loop || !shape || loop.restarting) return
    if (as === DELIVERED) return this.#takeBack(shape, loop, edge, feedback)
    loop.dead.add(edge.index)
    if (loop.dead.size === shape.edges.length) this.#work.push(() => this.#closeLoop(loop))
  }

  /** The pass that leaves the loop: what it held back is decided now. */
  #closeLoop(loop: LoopTokens): void {
    if (loop.restarting) return
    loop.closed = true
    const held = loop.held
    loop.held = []
    for (const index of held) {
      const edge = this.#table.edges[index]
      const as = this.#heldAs[index] ?? UNDECIDED
      if (!edge || as === UNDECIDED || edge.leaves.some((other) => !this.#loops[other]?.closed)) continue
      this.#heldAs[index] = UNDECIDED
      this.#decide(edge, as, this.#heldFeedback.get(index))
    }
  }

  #takeBack(shape: TableLoop, loop: LoopTokens, edge: TableEdge, feedback: Json | undefined): void {
    this.#tokens.set(edge.index, (this.#tokens.get(edge.index) ?? 0) + 1)
    // A loop inside that was about to begin its next pass ends with this one.
    for (const inner of shape.inner) this.#openLoop(inner)
    loop.restarting = { feedback }
    this.#restarting += 1
    for (const node of shape.body) {
      for (const iteration of this.#nodes[node]?.active ?? []) {
        this.#actions.push({ type: 'withdraw', node, iteration, reason: NEXT_PASS })
      }
    }
    // After everything else that this ending decides, which the reset then forgets.
    this.#work.push(() => this.#restartWhenQuiet(edge.loop))
  }

  #restartingLoops(node: number): readonly number[] {
    if (this.#restarting === 0) return []
    return (this.#table.nodes[node]?.loops ?? []).filter((loop) => this.#loops[loop]?.restarting !== undefined)
  }

  #restartWhenQuiet(index: number): void {
    const shape = this.#table.loops[index]
    const loop = this.#loops[index]
    if (!shape || !loop?.restarting) return
    if (shape.body.some((node) => (this.#nodes[node]?.active.length ?? 0) > 0)) return
    loop.iteration += 1
    loop.feedback = loop.restarting.feedback
    this.#reset(shape)
    this.#activate(this.#node(shape.target))
  }

  #reset(shape: TableLoop): void {
    for (const inner of shape.inner) this.#beginLoopAnew(inner)
    this.#openLoop(shape.index)
    for (const node of shape.body) for (const edge of this.#node(node).outgoing) this.#forget(edge)
    this.#reopen(shape)
    for (const index of shape.body) {
      const tokens = this.#tokensOf(index)
      const outside = this.#node(index).incoming.filter((edge) => !shape.bodySet.has(edge.from))
      tokens.started = false
      tokens.skipped = false
      tokens.closed = false
      tokens.left = []
      tokens.decided = outside.filter((edge) => this.#edges[edge.index] !== UNDECIDED).length
      tokens.delivered = outside.filter((edge) => this.#edges[edge.index] === DELIVERED).length
      tokens.final = outside.filter((edge) => this.#final[edge.index] === 1).length
    }
  }

  /** A loop that overlaps this one is decided anew by the edges of it that begin in this body. */
  #reopen(shape: TableLoop): void {
    for (const node of shape.body)
      for (const { loop, index } of this.#node(node).outgoing) {
        const other = loop < 0 || loop === shape.index ? undefined : this.#loops[loop]
        if (other?.dead.delete(index)) other.closed = false
      }
  }

  #forget(edge: TableEdge): void {
    this.#edges[edge.index] = UNDECIDED
    this.#heldAs[edge.index] = UNDECIDED
    this.#final[edge.index] = 0
    this.#heldFeedback.delete(edge.index)
  }

  #openLoop(index: number): void {
    const loop = this.#loops[index]
    if (!loop) return
    loop.dead.clear()
    loop.closed = false
    loop.held = []
    if (loop.restarting) this.#restarting -= 1
    loop.restarting = undefined
  }

  #beginLoopAnew(index: number): void {
    const loop = this.#loops[index]
    if (!loop) return
    this.#openLoop(index)
    loop.iteration = 0
    loop.feedback = undefined
    for (const edge of this.#table.loops[index]?.edges ?? []) this.#tokens.delete(edge)
  }
}
