/**
 * Moves tokens through one level of the graph (DESIGN 4.1 to 4.4). It knows no events and runs nothing: it is driven by
 * what ended and answers with what follows.
 *
 *   R1. Every edge is undecided, delivered or dead; a node starts or is skipped by its join (DESIGN 4.1), once a pass.
 *   R2. Nothing waits for a dead path: a skipped node's edges are dead (4.2). Worked off by a list, never by recursion,
 *       so a chain of 10,000 nodes is as deep as one of ten.
 *   R3. An edge that leaves a loop is held until the loop has been left (4.4).
 *   R4. A token over a loop edge withdraws what is active in the body, and restarts it only when that has ended.
 *   R5. The same endings in the same order give the same answers, so the state is rebuilt from the log.
 *   R6. The cost of an ending grows with the edges of its node, not with the graph; so does the memory. Only a `count`
 *       behind an `each` asks further back.
 *   R7. Edges are decided at once and joins asked afterwards, so none is asked before all that one ending brings is there.
 */

import type { LoopScope } from '#shared/events/node-events.ts'
import type { Json } from '#shared/json.ts'
import { LoopRouting } from './loop-routing.ts'
import { lastCompleted } from './routing-ends.ts'
import { verdictOf } from './routing-joins.ts'
import { isHeld } from './routing-loops.ts'
import { edgesOf, type RoutingTable, type TableEdge, type TableNode } from './routing-table.ts'
import { DEAD, DELIVERED, type Decided, type NodeTokens, Tokens, UNDECIDED } from './routing-tokens.ts'
import { type Joins, NO_ACTIONS, type RoutingAction, Worklist } from './routing-worklist.ts'

const OUTSIDE: LoopScope = { iteration: 0 }
// Never added to.
const NO_ITERATIONS: number[] = []

export interface RoutingOptions {
  /** The innermost loop around the container that this level is inside of. */
  readonly loop?: LoopScope
  /** The last iteration of a node that an earlier pass over the same item has had; -1: none. */
  lastIteration?(node: TableNode): number
}

export class Routing implements Joins {
  readonly #table: RoutingTable
  readonly #tokens: Tokens
  readonly #outer: LoopScope
  /** Most levels have none. */
  readonly #loops: LoopRouting | undefined
  readonly #work = new Worklist()

  constructor(table: RoutingTable, options: RoutingOptions = {}) {
    this.#table = table
    this.#tokens = new Tokens(table, options.lastIteration?.bind(options))
    this.#outer = options.loop ?? OUTSIDE
    this.#loops = table.loops.length > 0 ? this.#routeLoops() : undefined
  }

  #routeLoops(): LoopRouting {
    return new LoopRouting(this.#table, this.#tokens, this.#work, {
      activate: (node) => this.#activate(node),
      arrive: (edge, as) => this.#arrive(edge, as),
      stir: (node) => this.#stir(node),
    })
  }

  /** The run begins at `entry`; without one (inside a container) at every node that no edge leads to. */
  begin(entry?: number): readonly RoutingAction[] {
    for (const index of this.#table.roots) {
      const node = this.#tokens.node(index)
      if (entry === undefined ? !node.entry : index === entry) this.#activate(node)
      else this.#skip(node, node.entry ? 'Another entry began the run' : 'No edge leads here')
    }
    return this.#settle()
  }

  /** Whether leaving by `port` would exceed a loop's limit. Asked before the node is called completed. */
  exhausts(node: number, port: string): TableEdge | undefined {
    return this.#loops?.exhausts(node, port)
  }

  /**
   * An execution has ended: it left by `port`, or by none (withdrawn, cancelled).
   * `feedback` is what a loop edge carries back.
   */
  ended(index: number, iteration: number, port: string | null, feedback: Json | undefined): readonly RoutingAction[] {
    const tokens = this.#tokens.of(index)
    const ended = tokens.active.indexOf(iteration)
    if (ended < 0) return NO_ACTIONS
    tokens.active = tokens.active.length === 1 ? NO_ITERATIONS : tokens.active.toSpliced(ended, 1)
    const node = this.#tokens.node(index)
    if (this.isWithdrawing(index)) return this.#endedWithdrawn(index)
    if (port !== null) {
      if (tokens.left.length === 0) tokens.left = [port]
      else if (!tokens.left.includes(port)) tokens.left = [...tokens.left, port]
      const edges = edgesOf(this.#table, index, port)
      for (let at = 0; at < edges.length; at += 1) this.#decide(edges[at] as TableEdge, DELIVERED, feedback) // within its length
    }
    // A token that goes back ends the pass: its other ports are decided in the next.
    if (!this.isWithdrawing(index)) this.#closePorts(node, tokens)
    if (node.join === 'each') this.#stir(node)
    return this.#settle()
  }

  #endedWithdrawn(index: number): readonly RoutingAction[] {
    for (const loop of this.#tokens.restartingLoops(index)) this.#work.look(() => this.#loops?.restartWhenQuiet(loop))
    return this.#settle()
  }

  /** Whether a loop has begun its next pass over this node, and waits for its executions to end (R4). */
  isWithdrawing(node: number): boolean {
    return this.#tokens.restarting > 0 && this.#tokens.restartingLoops(node).length > 0
  }

  /** Nodes that have completed in their latest pass and that no token left for another. */
  get lastCompleted(): readonly number[] {
    return lastCompleted(this.#tokens)
  }

  /** While a loop waits for withdrawn executions, the level is not finished though nothing may be active. */
  get isSettled(): boolean {
    return this.#tokens.restarting === 0
  }

  #settle(): readonly RoutingAction[] {
    return this.#work.settle(this)
  }

  #activate(node: TableNode): void {
    const tokens = this.#tokens.of(node.index)
    const scope = this.#scopeOf(node)
    const iteration = Math.max(tokens.lastIteration + 1, node.loops.length > 0 ? scope.iteration : 0)
    tokens.started = true
    tokens.lastIteration = iteration
    tokens.active = tokens.active.length === 0 ? [iteration] : [...tokens.active, iteration]
    this.#work.answer({ type: 'activate', node: node.index, iteration, loop: scope })
  }

  #scopeOf(node: TableNode): LoopScope {
    const innermost = node.loops[0]
    const loop = innermost === undefined ? undefined : this.#tokens.loops[innermost]
    if (!loop) return this.#outer
    return loop.feedback === undefined
      ? { iteration: loop.iteration }
      : { feedback: loop.feedback, iteration: loop.iteration }
  }

  #skip(node: TableNode, reason: string): void {
    const tokens = this.#tokens.of(node.index)
    tokens.skipped = true
    tokens.closed = true
    const iteration = Math.max(tokens.lastIteration + 1, node.loops.length > 0 ? this.#scopeOf(node).iteration : 0)
    tokens.lastIteration = iteration
    this.#work.answer({ type: 'skip', node: node.index, iteration, reason })
    this.#work.look(() => {
      for (const edge of node.outgoing) this.#decide(edge, DEAD, undefined)
    })
  }

  /** Ports that nobody left by are dead, once no further execution of this pass can leave by them. */
  #closePorts(node: TableNode, tokens: NodeTokens): void {
    if (tokens.active.length > 0 || tokens.waiting.length > 0) return
    if (node.join === 'each' && tokens.final < node.incoming.length) return
    tokens.closed = true
    for (let at = 0; at < node.outgoing.length; at += 1) {
      const edge = node.outgoing[at] as TableEdge // within its length
      if (!tokens.left.includes(edge.port)) this.#decide(edge, DEAD, undefined)
      else if (this.#tokens.edges[edge.index] !== UNDECIDED) this.#finalise(edge, this.#tokens.node(edge.to))
    }
  }

  /** `target`: where it leads. */
  #finalise(edge: TableEdge, target: TableNode): void {
    if (this.#tokens.final[edge.index] === 1) return
    this.#tokens.final[edge.index] = 1
    this.#tokens.of(edge.to).final += 1
    if (target.join === 'each') this.#stir(target)
    if (target.join === 'each' || typeof target.join === 'object') this.#work.look(target)
  }

  /** Less can come from an `each` node than before: a `count` behind it may have to be skipped. */
  #stir(node: TableNode): void {
    if (!this.#table.countsBehindEach) return
    const open = [node]
    const seen = new Set(open)
    for (const each of open)
      for (const edge of each.outgoing) {
        const target = this.#tokens.node(edge.to)
        if (edge.loop >= 0 || seen.has(target)) continue
        seen.add(target)
        if (typeof target.join === 'object') this.#work.look(target)
        else if (target.join === 'each') open.push(target)
      }
  }

  /** A loop edge starts its target at once, also where it leaves another loop. */
  #decide(edge: TableEdge, as: Decided, feedback: Json | undefined): void {
    if (edge.loop >= 0) this.#loops?.decide(edge, as, feedback)
    else if (edge.leaves.length > 0 && isHeld(this.#tokens, edge)) this.#loops?.hold(edge, as)
    else this.#arrive(edge, as)
  }

  #arrive(edge: TableEdge, as: Decided): void {
    const { edges, counts } = this.#tokens
    const tokens = this.#tokens.of(edge.to)
    const target = this.#tokens.node(edge.to)
    const first = edges[edge.index] === UNDECIDED
    const counted = target.join === 'each' || typeof target.join === 'object'
    if (as === DELIVERED && !first) counts.set(edge.index, this.#tokens.countOver(edge.index) + 1)
    if (first) {
      edges[edge.index] = as
      tokens.decided += 1
    }
    if (as === DELIVERED && (first || counted)) tokens.delivered += 1
    if (as === DELIVERED && target.join === 'each' && !this.#tokens.isSpent(edge.index))
      tokens.waiting = [...tokens.waiting, edge.index]
    if (as === DEAD || this.#tokens.reached[edge.from]?.closed) this.#finalise(edge, target)
    this.#work.look(target)
  }

  join(node: TableNode): void {
    if (this.#tokens.restarting > 0 && this.isWithdrawing(node.index)) return
    if (node.join === 'each') return this.#joinEach(node)
    const tokens = this.#tokens.of(node.index)
    if (tokens.started || tokens.skipped) return
    const verdict = verdictOf(this.#tokens, node, tokens)
    if (verdict === 'start') this.#activate(node)
    else if (verdict === 'skip') this.#skip(node, this.#whySkipped(node))
  }

  #joinEach(node: TableNode): void {
    const tokens = this.#tokens.of(node.index)
    if (tokens.waiting.length > 0) {
      const { length } = tokens.waiting
      tokens.waiting = []
      for (let token = 0; token < length; token += 1) this.#activate(node)
    } else if (tokens.started && !tokens.closed) this.#closePorts(node, tokens)
    else if (!tokens.started && !tokens.skipped && tokens.final === node.incoming.length)
      this.#skip(node, this.#whySkipped(node))
  }

  #whySkipped(node: TableNode): string {
    const [only, ...more] = node.incoming
    return only && more.length === 0
      ? `Its only edge is dead: ${this.#table.nodes[only.from]?.id ?? ''} left by another port or was skipped`
      : 'Too few of its edges carried a token'
  }
}
