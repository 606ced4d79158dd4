/**
 * The loops of one level under way (DESIGN 4.4): tokens that go back, passes that begin anew, and edges that are held until
 * a loop has been left. The rest of routing is asked by a narrow door.
 */
import type { Json } from '#shared/json.ts'
import { heldUpBy, isHeld, leftWith, openLoop, outsideEdges, resetBody } from './routing-loops.ts'
import { edgesOf, type RoutingTable, type TableEdge, type TableLoop, type TableNode } from './routing-table.ts'
import { DEAD, DELIVERED, type Decided, type Tokens, UNDECIDED } from './routing-tokens.ts'
import type { Worklist } from './routing-worklist.ts'

export const NEXT_PASS = 'The loop began its next pass'

export interface LoopDoor {
  activate(node: TableNode): void
  arrive(edge: TableEdge, as: Decided): void
  stir(node: TableNode): void
}

export class LoopRouting {
  readonly #table: RoutingTable
  readonly #tokens: Tokens
  readonly #work: Worklist
  readonly #routing: LoopDoor
  /** Tokens over a loop edge since its loop began. */
  readonly #taken = new Map<number, number>()

  constructor(table: RoutingTable, tokens: Tokens, work: Worklist, routing: LoopDoor) {
    this.#table = table
    this.#tokens = tokens
    this.#work = work
    this.#routing = routing
  }

  exhausts(node: number, port: string): TableEdge | undefined {
    return edgesOf(this.#table, node, port).find(
      (edge) => edge.loop >= 0 && (this.#taken.get(edge.index) ?? 0) >= edge.max,
    )
  }

  /** R3: an edge that leaves a loop waits until that has been left. */
  hold(edge: TableEdge, as: Decided): void {
    const { heldAs, heldCounts, loops } = this.#tokens
    const before = heldAs[edge.index]
    if (before === UNDECIDED)
      for (const loop of edge.leaves) if (!loops[loop]?.closed) loops[loop]?.held.push(edge.index)
    if (before === DELIVERED && as === DELIVERED) heldCounts.set(edge.index, (heldCounts.get(edge.index) ?? 1) + 1)
    if (before !== DELIVERED) heldAs[edge.index] = as
  }

  decide(edge: TableEdge, as: Decided, feedback: Json | undefined): void {
    const loop = this.#tokens.loops[edge.loop]
    const shape = this.#table.loops[edge.loop]
    if (!loop || !shape || loop.restarting) return
    if (as === DELIVERED) return this.#takeBack(shape, edge, feedback)
    loop.dead.add(edge.index)
    this.#work.look(() => this.#leaveLoops(edge.loop))
  }

  /** The pass that leaves the loop: what it held back is decided now. */
  #leaveLoops(index: number): void {
    const left = leftWith(this.#tokens, index)
    for (const one of left) {
      const loop = this.#tokens.loops[one]
      if (loop) loop.closed = true
    }
    for (const one of left) {
      this.#release(one)
      for (const other of this.#table.loops[one]?.heldUp ?? []) this.#work.look(() => this.#leaveLoops(other))
    }
    if (left.length === 0) for (const one of heldUpBy(this.#tokens, index)) this.#release(one)
  }

  #release(index: number): void {
    const loop = this.#tokens.loops[index]
    const shape = this.#table.loops[index]
    if (!loop || !shape) return
    const { held } = loop
    loop.held = []
    for (const at of held) {
      const edge = this.#table.edges[at]
      const as = this.#tokens.heldAs[at]
      if (!edge || (as !== DELIVERED && as !== DEAD)) continue
      if (!isHeld(this.#tokens, edge)) this.#letGo(edge, as)
      else if (!loop.closed) loop.held.push(at)
    }
    if (this.#table.countsBehindEach)
      for (const node of shape.body)
        if (this.#tokens.node(node).join === 'each') this.#routing.stir(this.#tokens.node(node))
  }

  /** As often as it was delivered while it was held. */
  #letGo(edge: TableEdge, as: Decided): void {
    const { heldAs, heldCounts } = this.#tokens
    const count = heldCounts.get(edge.index) ?? 1
    heldAs[edge.index] = UNDECIDED
    heldCounts.delete(edge.index)
    for (let token = 0; token < count; token += 1) this.#routing.arrive(edge, as)
  }

  #takeBack(shape: TableLoop, edge: TableEdge, feedback: Json | undefined): void {
    this.#taken.set(edge.index, (this.#taken.get(edge.index) ?? 0) + 1)
    // A loop inside that was about to begin its next pass ends with this one.
    for (const inner of shape.inner) openLoop(this.#tokens, inner)
    const loop = this.#tokens.loops[shape.index]
    if (loop) loop.restarting = { feedback }
    this.#tokens.restarting += 1
    for (const node of shape.body)
      for (const iteration of this.#tokens.activeOf(node))
        this.#work.answer({ type: 'withdraw', node, iteration, reason: NEXT_PASS })
    // After everything else that this ending decides, which the reset then forgets.
    this.#work.look(() => this.restartWhenQuiet(shape.index))
  }

  restartWhenQuiet(index: number): void {
    const shape = this.#table.loops[index]
    const loop = this.#tokens.loops[index]
    if (!shape || !loop?.restarting) return
    if (shape.body.some((node) => this.#tokens.activeOf(node).length > 0)) return
    loop.iteration += 1
    loop.feedback = loop.restarting.feedback
    resetBody(this.#tokens, this.#taken, shape)
    this.#routing.activate(this.#tokens.node(shape.target))
    // What came from outside is there from the start of the pass, and so is what will not come.
    for (const node of shape.body)
      if (outsideEdges(this.#tokens, shape, node).length > 0) this.#work.look(this.#tokens.node(node))
  }
}
