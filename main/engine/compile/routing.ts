/**
 * Tokens: which node starts next, which can no longer start. A pure machine of numbers for one level of the graph (the
 * run itself, or one item of a container), driven by what ended and answering with what follows.
 *
 *   R1. Every edge is undecided, delivered or dead; a node starts or is skipped by its join (DESIGN 4.1), once a pass.
 *   R2. Nothing waits for a dead path: a skipped node's edges are dead (4.2). Worked off by a list, never by recursion,
 *       so a chain of 10,000 nodes is as deep as one of ten.
 *   R3. An edge that leaves a loop is held until all the loop's edges are dead (4.4).
 *   R4. A token over a loop edge withdraws what is active in the body, and restarts it only when that has ended.
 *   R5. The same endings in the same order give the same answers, so the state is rebuilt from the log.
 *   R6. The cost of an ending grows with the edges of its node, not with the graph.
 */

import type { LoopScope } from '#shared/events/node-events.ts'
import type { Json } from '#shared/json.ts'
import type { RoutingTable, TableEdge, TableLoop, TableNode } from './routing-table.ts'

export type RoutingAction =
  | { readonly type: 'activate'; readonly node: number; readonly iteration: number; readonly loop: LoopScope }
  | { readonly type: 'skip'; readonly node: number; readonly iteration: number; readonly reason: string }
  | { readonly type: 'withdraw'; readonly node: number; readonly iteration: number; readonly reason: string }

const UNDECIDED = 0
const DELIVERED = 1
const DEAD = 2

interface NodeTokens {
  /** In this pass. */
  started: boolean
  skipped: boolean
  decided: number
  delivered: number
  /** Incoming edges over which no further token can come. */
  final: number
  /** All executions of this pass have ended and its ports are decided. */
  closed: boolean
  /** Iterations of executions that have not ended. */
  readonly active: Set<number>
  /** Ports that an ended execution of this pass left by. */
  left: Set<string> | undefined
  lastIteration: number
}

interface LoopTokens {
  iteration: number
  feedback: Json | undefined
  /** Loop edges decided dead in this pass. */
  readonly dead: Set<number>
  closed: boolean
  /** Edges held by R3, in the order they were decided. */
  held: number[]
  /** Set while a token waits for withdrawn executions to end. */
  restarting: { readonly feedback: Json | undefined } | undefined
}

export class Routing {
  readonly #table: RoutingTable
  readonly #nodes: readonly NodeTokens[]
  readonly #loops: readonly LoopTokens[]
  readonly #edges: Uint8Array
  /** What a held edge will become. */
  readonly #heldAs: Uint8Array
  readonly #heldFeedback = new Map<number, Json>()
  /** No further token can come over it in this pass. */
  readonly #final: Uint8Array
  /** Tokens over a loop edge since its loop began. */
  readonly #tokens: Uint32Array
  #actions: RoutingAction[] = []
  #work: (() => void)[] = []

  constructor(table: RoutingTable) {
    this.#table = table
    this.#nodes = table.nodes.map(() => ({
      started: false,
      skipped: false,
      decided: 0,
      delivered: 0,
      final: 0,
      closed: false,
      active: new Set(),
      left: undefined,
      lastIteration: -1,
    }))
    this.#loops = table.loops.map(() => ({
      iteration: 0,
      feedback: undefined,
      dead: new Set(),
      closed: false,
      held: [],
      restarting: undefined,
    }))
    this.#edges = new Uint8Array(table.edges.length)
    this.#heldAs = new Uint8Array(table.edges.length)
    this.#final = new Uint8Array(table.edges.length)
    this.#tokens = new Uint32Array(table.edges.length)
  }

  /** The run (or item) begins at `entry`; at a container's start, at every child without an edge from a sibling. */
  begin(entries: readonly number[]): readonly RoutingAction[] {
    const chosen = new Set(entries)
    for (const node of this.#table.nodes) {
      if (!node.routed || node.incoming.length > 0) continue
      if (chosen.has(node.index)) this.#activate(node)
      else this.#skip(node, node.entry ? 'Another entry began the run' : 'No edge leads here')
    }
    return this.#settle()
  }

  /** Whether leaving by `port` would exceed a loop's limit. Asked before the node is called completed. */
  exhausts(node: number, port: string): TableEdge | undefined {
    return this.#outgoing(node, port).find((edge) => edge.loop >= 0 && (this.#tokens[edge.index] ?? 0) >= edge.max)
  }

  /**
   * An execution has ended: it left by `port`, or by none (withdrawn, cancelled).
   * `feedback` is what a loop edge carries back.
   */
  ended(node: number, iteration: number, port: string | null, feedback: Json | undefined): readonly RoutingAction[] {
    const tokens = this.#tokensOf(node)
    if (!tokens.active.delete(iteration)) return []
    const restarting = this.#restartingLoops(node)
    if (restarting.length > 0) {
      for (const loop of restarting) this.#work.push(() => this.#restartWhenQuiet(loop))
      return this.#settle()
    }
    if (port !== null) {
      tokens.left ??= new Set()
      tokens.left.add(port)
      for (const edge of this.#outgoing(node, port)) this.#decide(edge, DELIVERED, feedback)
    }
    this.#closePorts(node)
    return this.#settle()
  }

  isActive(node: number, iteration: number): boolean {
    return this.#tokensOf(node).active.has(iteration)
  }

  /** Whether a loop has begun its next pass over this node, and waits for its executions to end (R4). */
  isWithdrawing(node: number): boolean {
    return this.#restartingLoops(node).length > 0
  }

  /** Whether an edge carried a token in its source's latest pass. */
  delivered(edge: number): boolean {
    return this.#edges[edge] === DELIVERED || (this.#tokens[edge] ?? 0) > 0
  }

  /** While a loop waits for withdrawn executions, the run is not finished though nothing may be active. */
  get isSettled(): boolean {
    return this.#loops.every((loop) => loop.restarting === undefined)
  }

  #tokensOf(node: number): NodeTokens {
    const tokens = this.#nodes[node]
    if (!tokens) throw new Error(`No node ${node} in the routing table`)
    return tokens
  }

  #outgoing(node: number, port?: string): readonly TableEdge[] {
    return (this.#table.nodes[node]?.outgoing ?? []).flatMap((index) => {
      const edge = this.#table.edges[index]
      return edge && (port === undefined || edge.port === port) ? [edge] : []
    })
  }

  #settle(): readonly RoutingAction[] {
    // The list grows while it is worked off; first come, first served, so that nodes start in the order they were reached.
    for (let next = 0; next < this.#work.length; next += 1) this.#work[next]?.()
    this.#work = []
    const actions = this.#actions
    this.#actions = []
    return actions
  }

  #activate(node: TableNode, iterationAtLeast = 0): void {
    const tokens = this.#tokensOf(node.index)
    const scope = this.#scopeOf(node)
    const iteration = Math.max(tokens.lastIteration + 1, scope.iteration, iterationAtLeast)
    tokens.started = true
    tokens.lastIteration = iteration
    tokens.active.add(iteration)
    this.#actions.push({ type: 'activate', node: node.index, iteration, loop: scope })
  }

  #scopeOf(node: TableNode): LoopScope {
    const innermost = node.loops[0]
    const loop = innermost === undefined ? undefined : this.#loops[innermost]
    if (!loop) return { iteration: 0 }
    return { iteration: loop.iteration, ...(loop.feedback !== undefined && { feedback: loop.feedback }) }
  }

  #skip(node: TableNode, reason: string): void {
    const tokens = this.#tokensOf(node.index)
    tokens.skipped = true
    tokens.closed = true
    const iteration = Math.max(tokens.lastIteration + 1, this.#scopeOf(node).iteration)
    tokens.lastIteration = iteration
    this.#actions.push({ type: 'skip', node: node.index, iteration, reason })
    this.#work.push(() => {
      for (const edge of this.#outgoing(node.index)) this.#decide(edge, DEAD, undefined)
    })
  }

  /** Ports that nobody left by are dead, once no further execution of this pass can leave by them. */
  #closePorts(index: number): void {
    const node = this.#table.nodes[index]
    const tokens = this.#tokensOf(index)
    if (!node || tokens.active.size > 0) return
    if (node.join === 'each' && tokens.final < node.incoming.length) return
    tokens.closed = true
    for (const edge of this.#outgoing(index)) {
      if (!tokens.left?.has(edge.port)) this.#decide(edge, DEAD, undefined)
      else if (this.#edges[edge.index] !== UNDECIDED) this.#finalise(edge)
    }
  }

  #finalise(edge: TableEdge): void {
    if (this.#final[edge.index] === 1) return
    this.#final[edge.index] = 1
    this.#tokensOf(edge.to).final += 1
    const target = this.#table.nodes[edge.to]
    if (target?.join === 'each') this.#work.push(() => this.#join(target, false))
  }

  #decide(edge: TableEdge, as: number, feedback: Json | undefined): void {
    const holders = edge.leaves.filter((loop) => !this.#loops[loop]?.closed)
    if (holders.length > 0) {
      if (this.#heldAs[edge.index] === UNDECIDED) for (const loop of holders) this.#loops[loop]?.held.push(edge.index)
      this.#heldAs[edge.index] = as === DELIVERED || this.#heldAs[edge.index] === DELIVERED ? DELIVERED : DEAD
      if (feedback !== undefined) this.#heldFeedback.set(edge.index, feedback)
      return
    }
    if (edge.loop >= 0) this.#decideLoopEdge(edge, as, feedback)
    else this.#arrive(edge, as)
  }

  #arrive(edge: TableEdge, as: number): void {
    const tokens = this.#tokensOf(edge.to)
    const first = this.#edges[edge.index] === UNDECIDED
    if (first) {
      this.#edges[edge.index] = as
      tokens.decided += 1
    }
    if (as === DELIVERED && (first || this.#table.nodes[edge.to]?.join === 'each')) tokens.delivered += 1
    if (as === DEAD || this.#tokensOf(edge.from).closed) this.#finalise(edge)
    const target = this.#table.nodes[edge.to]
    if (target) this.#work.push(() => this.#join(target, as === DELIVERED))
  }

  #join(node: TableNode, token: boolean): void {
    if (this.#restartingLoops(node.index).length > 0) return
    const tokens = this.#tokensOf(node.index)
    const undecided = node.incoming.length - tokens.decided
    if (node.join === 'each') {
      if (token) this.#activate(node)
      else if (undecided === 0 && tokens.delivered === 0 && !tokens.started && !tokens.skipped)
        this.#skip(node, this.#whySkipped(node))
      else if (tokens.started && !tokens.closed) this.#closePorts(node.index)
      return
    }
    if (tokens.started || tokens.skipped) return
    const wanted = node.join === 'all' ? node.incoming.length : node.join === 'any' ? 1 : node.join.count
    const ready = node.join === 'all' ? undecided === 0 && tokens.delivered > 0 : tokens.delivered >= wanted
    if (ready) this.#activate(node)
    else if (node.join === 'all' ? undecided === 0 : tokens.delivered + undecided < wanted)
      this.#skip(node, this.#whySkipped(node))
  }

  #whySkipped(node: TableNode): string {
    const sources = node.incoming.map((index) => this.#table.nodes[this.#table.edges[index]?.from ?? -1]?.id ?? '')
    return sources.length === 1
      ? `Its only edge is dead: ${sources[0]} left by another port or was skipped`
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
    this.#tokens[edge.index] = (this.#tokens[edge.index] ?? 0) + 1
    loop.restarting = { feedback }
    // A loop inside that was about to begin its next pass ends with this one.
    for (const inner of shape.inner) this.#openLoop(inner)
    for (const node of shape.body) {
      for (const iteration of this.#tokensOf(node).active) {
        this.#actions.push({ type: 'withdraw', node, iteration, reason: 'The loop began its next pass' })
      }
    }
    // After everything else that this ending decides, which the reset then forgets.
    this.#work.push(() => this.#restartWhenQuiet(edge.loop))
  }

  #restartingLoops(node: number): readonly number[] {
    return (this.#table.nodes[node]?.loops ?? []).filter((loop) => this.#loops[loop]?.restarting !== undefined)
  }

  #restartWhenQuiet(index: number): void {
    const shape = this.#table.loops[index]
    const loop = this.#loops[index]
    if (!shape || !loop?.restarting) return
    if (shape.body.some((node) => this.#tokensOf(node).active.size > 0)) return
    loop.iteration += 1
    loop.feedback = loop.restarting.feedback
    this.#reset(shape)
    const target = this.#table.nodes[shape.target]
    if (target) this.#activate(target)
  }

  #reset(shape: TableLoop): void {
    const body = new Set(shape.body)
    for (const inner of shape.inner) this.#beginLoopAnew(inner)
    this.#openLoop(shape.index)
    for (const node of shape.body) for (const edge of this.#outgoing(node)) this.#forget(edge)
    for (const index of shape.body) {
      const tokens = this.#tokensOf(index)
      const outside = (this.#table.nodes[index]?.incoming ?? []).filter(
        (edge) => !body.has(this.#table.edges[edge]?.from ?? -1),
      )
      tokens.started = false
      tokens.skipped = false
      tokens.closed = false
      tokens.left = undefined
      tokens.decided = outside.filter((edge) => this.#edges[edge] !== UNDECIDED).length
      tokens.delivered = outside.filter((edge) => this.#edges[edge] === DELIVERED).length
      tokens.final = outside.filter((edge) => this.#final[edge] === 1).length
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
    loop.restarting = undefined
  }

  #beginLoopAnew(index: number): void {
    const loop = this.#loops[index]
    if (!loop) return
    this.#openLoop(index)
    loop.iteration = 0
    loop.feedback = undefined
    for (const edge of this.#table.loops[index]?.edges ?? []) this.#tokens[edge] = 0
  }
}
