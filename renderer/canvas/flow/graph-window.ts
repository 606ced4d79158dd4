/**
 * The part of a large graph that React Flow is given. It asks every node and edge that it has with each move of the view, so it
 * has those in sight and a margin around them.
 *
 *   W1. What meets `near` is there, and what was there before stays while it meets `far`: a view that is moved to and fro
 *       builds nothing twice.
 *   W2. An edge that passes through is there with both its ends. An end out of sight is hidden: it has a place, and no element.
 *   W3. What is selected is always there, so that it can be dragged and let go from anywhere; containers are, around what is.
 */
import type { FlowEdge } from '../edge/flow-edge.tsx'
import { type Area, meetsSides } from '../model/covers.ts'
import type { FlowNode } from '../node/flow-node.tsx'

export interface Shown {
  readonly nodes: FlowNode[]
  readonly edges: FlowEdge[]
}

/** x, y, right, bottom. */
const SIDES = 4

export class GraphWindow {
  #nodes: readonly FlowNode[] = []
  #edges: readonly FlowEdge[] = []
  #indexes: ReadonlyMap<string, number> = new Map()
  /** On the canvas, of each node. */
  #bounds = new Float64Array()
  /** Indexes of the nodes at both ends of each edge. */
  #ends = new Int32Array()
  #shown: Shown = { nodes: [], edges: [] }
  #there: ReadonlySet<number> = new Set()
  #passing: ReadonlySet<string> = new Set()
  /** What is selected and was in sight: React Flow drags it on once it has begun to. */
  #held: ReadonlySet<number> = new Set()
  readonly #hidden = new WeakMap<FlowNode, FlowNode>()

  look(nodes: readonly FlowNode[], edges: readonly FlowEdge[], near: Area, far: Area): Shown {
    this.#take(nodes, edges)
    const there = this.#nodesIn(near, far)
    const [passing, ends] = this.#edgesIn(near, far, there)
    const list = nodes.flatMap((node, index) => {
      if (there.has(index)) return [node]
      return ends.has(index) ? [this.#hiddenOf(node)] : []
    })
    this.#there = there
    this.#passing = new Set(passing.map(({ id }) => id))
    this.#shown = { nodes: keep(this.#shown.nodes, list), edges: keep(this.#shown.edges, passing) }
    return this.#shown
  }

  #take(nodes: readonly FlowNode[], edges: readonly FlowEdge[]): void {
    const others = nodes !== this.#nodes && !sameIds(nodes, this.#nodes)
    if (others) {
      this.#indexes = new Map(nodes.map(({ id }, index) => [id, index]))
      this.#there = new Set()
      this.#held = new Set()
    }
    if (nodes !== this.#nodes) this.#measure(nodes, others)
    if (others || edges !== this.#edges) {
      this.#ends = new Int32Array(
        edges.flatMap(({ source, target }) => [this.#indexes.get(source) ?? 0, this.#indexes.get(target) ?? 0]),
      )
    }
    this.#nodes = nodes
    this.#edges = edges
  }

  /** Places count from the container, which comes before its children. */
  #measure(nodes: readonly FlowNode[], all: boolean): void {
    if (all) this.#bounds = new Float64Array(nodes.length * SIDES)
    const bounds = this.#bounds
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[index]
      if (!node || (!all && node.parentId === undefined && node === this.#nodes[index])) continue
      const around = (node.parentId === undefined ? -1 : (this.#indexes.get(node.parentId) ?? -1)) * SIDES
      const x = node.position.x + (around < 0 ? 0 : (bounds[around] ?? 0))
      const y = node.position.y + (around < 0 ? 0 : (bounds[around + 1] ?? 0))
      bounds.set([x, y, x + (node.width ?? 0), y + (node.height ?? 0)], index * SIDES)
    }
  }

  #nodesIn(near: Area, far: Area): ReadonlySet<number> {
    const there = new Set<number>()
    for (let index = 0; index < this.#nodes.length; index += 1) {
      if (this.#meets(index, near) || (this.#there.has(index) && this.#meets(index, far)))
        this.#addWithAround(there, index)
    }
    return there
  }

  #addWithAround(there: Set<number>, index: number): void {
    let at: number | undefined = index
    while (at !== undefined && !there.has(at)) {
      there.add(at)
      const parent: string | undefined = this.#nodes[at]?.parentId
      at = parent === undefined ? undefined : this.#indexes.get(parent)
    }
  }

  /**
   * And the nodes that must have a place: the ends of edges that only pass through, and what is selected and was in sight. All
   * that is selected would be too much: each costs React Flow an element that hears of every change.
   */
  #edgesIn(near: Area, far: Area, there: ReadonlySet<number>): [FlowEdge[], ReadonlySet<number>] {
    const ends = new Set<number>()
    this.#held = this.#selectedOf(there)
    for (const index of this.#held) this.#addWithAround(ends, index)
    const list = this.#edges.filter((edge, index) => {
      const [from, to] = [this.#ends[index * 2] ?? 0, this.#ends[index * 2 + 1] ?? 0]
      if (there.has(from) && there.has(to)) return true
      const area = this.#passing.has(edge.id) ? far : near
      if (!edge.selected && !passes(this.#bounds, from * SIDES, to * SIDES, edge.data?.loop !== undefined, area))
        return false
      for (const end of [from, to]) this.#addWithAround(ends, end)
      return true
    })
    return [list, ends]
  }

  #selectedOf(there: ReadonlySet<number>): ReadonlySet<number> {
    const isHeld = (index: number) => this.#nodes[index]?.selected === true
    return new Set([...this.#held, ...there].filter(isHeld))
  }

  #meets(index: number, area: Area): boolean {
    const [at, bounds] = [index * SIDES, this.#bounds]
    return meetsSides(area, bounds[at] ?? 0, bounds[at + 1] ?? 0, bounds[at + 2] ?? 0, bounds[at + 3] ?? 0)
  }

  #hiddenOf(node: FlowNode): FlowNode {
    const known = this.#hidden.get(node)
    if (known) return known
    const hidden = { ...node, hidden: true }
    this.#hidden.set(node, hidden)
    return hidden
  }
}

/** The least that a curve bends out at its ends. */
const BEND = 18

/** Whether an edge between two boxes may be seen in an area. A loop runs below all that it goes round, however far down that is. */
function passes(
  bounds: Float64Array,
  from: number,
  to: number,
  isLoop: boolean,
  { x, y, width, height }: Area,
): boolean {
  const [fromX, toX] = [bounds[from + 2] ?? 0, bounds[to] ?? 0]
  const bend = Math.max(BEND, Math.abs(toX - fromX) / 2)
  const [left, right] = [
    Math.min(fromX, toX - bend, bounds[from] ?? 0),
    Math.max(fromX + bend, toX, bounds[to + 2] ?? 0),
  ]
  if (right < x || left > x + width) return false
  const [top, bottom] = [
    Math.min(bounds[from + 1] ?? 0, bounds[to + 1] ?? 0),
    Math.max(bounds[from + 3] ?? 0, bounds[to + 3] ?? 0),
  ]
  return top <= y + height && (isLoop || bottom + BEND >= y)
}

const sameIds = (some: readonly FlowNode[], others: readonly FlowNode[]): boolean =>
  some.length === others.length && some.every((node, index) => node === others[index] || node.id === others[index]?.id)

const keep = <T>(before: T[], now: T[]): T[] =>
  before.length === now.length && before.every((each, index) => each === now[index]) ? before : now
