/**
 * Which way a node will go that runs again and can only decide as it did: it takes no time and reads nothing but what was
 * given, what is taken over, and what is worked out of that alone.
 *
 *   C1. What it reads it waited for, and waits for again. Anything else may have ended sooner or later than it will now, and
 *       of what runs once for each token the node waits for the first alone.
 *   C2. In a loop it reads nothing of that loop, and inside of a container nothing of the same item: then it decides in each
 *       pass, and for each item, as it did in any. Where it reads the item, it decided for all of them, and they are the same.
 *   C3. What runs again and is the same must surely run again: what is not there is read as nothing.
 */
import type { GraphEdge, GraphNode, WorkflowGraph } from '#shared/workflow/graph.ts'
import { configFields } from '../compile/config-fields.ts'
import { NodeReads } from '../compile/node-reads.ts'
import type { KindRegistry } from '../kind.ts'
import type { MayPass } from './following.ts'

/** How an execution of a node ended, as the run recorded it. */
export interface RecordedEnding {
  readonly nodeId: string
  readonly port: string
}

export interface Decided {
  readonly graph: WorkflowGraph
  readonly registry: KindRegistry
  /** Latest last. */
  readonly endings: readonly RecordedEnding[]
  /** How many items containers worked off, by their ids. */
  readonly items: ReadonlyMap<string, number>
  /** What may follow where no more is known than which edges let tokens through. */
  following(mayPass: MayPass): ReadonlySet<number>
  /** All of its endings are taken over, unless it follows. */
  isTakenOver(nodeId: string): boolean
}

/** What of it that changes by itself: the time, chance, the run. */
const CHANGING = /\$(?:now|millis|random|shuffle)\b/

export interface Followed {
  readonly nodes: ReadonlySet<number>
  /** By which ports a node of these leaves; undefined where that is decided anew. */
  portsOf(index: number): ReadonlySet<string> | undefined
}

/** What follows, without the ways that nodes which are decided do not take. Each decision may decide further ones. */
export function followingDecided(decided: Decided, mayPass: MayPass): Followed {
  let follows = decided.following(mayPass)
  for (;;) {
    const decisions = new Decisions(decided, follows)
    const isTaken = ({ from, port }: GraphEdge) => decisions.portsOf(from)?.has(port) ?? true
    const fewer = decided.following((edge) => mayPass(edge) && isTaken(edge))
    if (fewer.size === follows.size) return { nodes: fewer, portsOf: (index) => decisions.portsOf(index) }
    follows = fewer
  }
}

/** As long as so much follows. */
class Decisions {
  readonly #of: Decided
  readonly #follows: ReadonlySet<number>
  readonly #recorded = new Map<string, string[]>()
  readonly #ports = new Map<number, ReadonlySet<string> | undefined>()
  readonly #same = new Map<number, boolean>()

  constructor(decided: Decided, follows: ReadonlySet<number>) {
    this.#of = decided
    this.#follows = follows
    for (const { nodeId, port } of decided.endings) {
      const ports = this.#recorded.get(nodeId)
      if (ports) ports.push(port)
      else this.#recorded.set(nodeId, [port])
    }
  }

  /** By which ports a node leaves that runs again; undefined where that is not known before. */
  portsOf(index: number): ReadonlySet<string> | undefined {
    if (!this.#follows.has(index)) return undefined
    if (!this.#ports.has(index)) this.#ports.set(index, this.#decide(index))
    return this.#ports.get(index)
  }

  #decide(index: number): ReadonlySet<string> | undefined {
    const node = this.#of.graph.nodes[index]
    const recorded = node && this.#recorded.get(node.id)
    if (!node || !recorded || node.node.join === 'each') return undefined
    const reads = readsOf(node, this.#of.registry, 'instant')
    if (!reads || reads.names.run || reads.names.loop || !this.#stand(node, reads.nodes)) return undefined
    const ports = new Set(recorded)
    if (ports.size === 1 && !reads.names.item && !reads.names.index) return ports
    return this.#isOfSameItems(node, recorded.length) ? ports : undefined
  }

  /** C1, C2. */
  #stand(node: GraphNode, reads: readonly string[] | 'all'): boolean {
    if (reads === 'all') return false
    const { graph } = this.#of
    const read = reads.map((id) => graph.byId.get(id) ?? -1)
    if (!waitsFor(graph, node, read)) return false
    return read.every((at) => !graph.nodes[at]?.loops.some((loop) => node.loops.includes(loop)) && this.#isSame(at))
  }

  /** Has put out what it will have put out again. */
  #isSame(index: number): boolean {
    const known = this.#same.get(index)
    if (known !== undefined) return known
    // Those before it first, so that this is not as deep as the chain is long.
    for (const at of upstream(this.#of.graph, index, this.#same)) this.#same.set(at, this.#lookAt(at))
    return this.#same.get(index) === true
  }

  #lookAt(index: number): boolean {
    const node = this.#of.graph.nodes[index]
    if (!node) return false
    if (!this.#follows.has(index)) return this.#of.isTakenOver(node.id)
    if (node.parent >= 0 || node.loops.length > 0) return false
    const isEntry = this.#of.registry.get(node.node.kind)?.descriptor.entry === true
    if (isEntry) return this.#recorded.has(node.id)
    return this.portsOf(index)?.size === 1 && this.#surelyRuns(node)
  }

  /** C3. */
  #surelyRuns({ incoming, node }: GraphNode): boolean {
    if ((node.join ?? 'all') !== 'all' && node.join !== 'any') return false
    const { edges, nodes } = this.#of.graph
    return incoming.some((at) => {
      const edge = edges[at]
      if (!edge || edge.loop !== undefined || !this.#same.get(edge.from)) return false
      const ports = new Set(this.#recorded.get(nodes[edge.from]?.id ?? ''))
      return ports.size === 1 && ports.has(edge.port)
    })
  }

  /** C2: as often as it decided there were items, and those are worked out of what is the same. */
  #isOfSameItems(node: GraphNode, decisions: number): boolean {
    const { graph, registry, items } = this.#of
    const container = graph.nodes[node.parent]
    if (!container || node.loops.length > 0 || container.parent >= 0 || container.loops.length > 0) return false
    if (container.node.join === 'each' || items.get(container.id) !== decisions) return false
    const reads = readsOf(container, registry, 'container')
    return reads !== undefined && !reads.names.run && !reads.names.loop && this.#stand(container, reads.nodes)
  }
}

/** The node and all that edges of no loop lead from to it, each behind those before it. What is `known` is passed over. */
function upstream({ nodes, edges }: WorkflowGraph, last: number, known: ReadonlyMap<number, boolean>): Set<number> {
  const inOrder = new Set<number>()
  const begun = new Set<number>()
  const open = [last]
  for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
    const before = begun.has(at) ? [] : (nodes[at]?.incoming ?? []).map((incoming) => edges[incoming])
    begun.add(at)
    const ahead = before.filter((edge) => edge?.loop === undefined).map((edge) => edge?.from ?? -1)
    const left = ahead.filter((from) => !begun.has(from) && !known.has(from))
    open.push(...left)
    if (left.length > 0) continue
    inOrder.add(at)
    open.pop()
  }
  return inOrder
}

/**
 * Whether all these have ended, or never will begin, when the node begins: a join that does not wait for all hides what is
 * before it. What a container waited for, what is inside it did too.
 */
function waitsFor({ nodes, edges }: WorkflowGraph, node: GraphNode, read: readonly number[]): boolean {
  const left = new Set(read)
  const found = new Set<number>()
  const open = [node.index]
  for (let at = open.pop(); at !== undefined && left.size > 0; at = open.pop()) {
    const here = nodes[at]
    if (here && here.parent >= 0 && !found.has(here.parent)) {
      found.add(here.parent)
      open.push(here.parent)
    }
    if ((here?.node.join ?? 'all') !== 'all') continue
    for (const incoming of here?.incoming ?? []) {
      const edge = edges[incoming]
      if (!edge || edge.loop !== undefined || nodes[edge.from]?.node.join === 'each' || found.has(edge.from)) continue
      found.add(edge.from)
      left.delete(edge.from)
      open.push(edge.from)
    }
  }
  return left.size === 0
}

/** What its config reads; undefined where it is of another family, or where the time or chance has a part in it. */
function readsOf({ node }: GraphNode, registry: KindRegistry, family: 'instant' | 'container'): NodeReads | undefined {
  const kind = registry.get(node.kind)
  if (kind?.behaviour.family !== family || kind.descriptor.entry) return undefined
  const config = node.config ?? {}
  return CHANGING.test(JSON.stringify(config)) ? undefined : new NodeReads(configFields(config, kind))
}
