/**
 * Which way a node will go that runs again and can only decide as it did: it takes no time and reads nothing but what was
 * given and what is taken over.
 *
 *   C1. Only of nodes of the run itself that are in no loop, and of the version that was run: there each decides once.
 *   C2. What it reads it waited for, and waits for again. Anything else may have ended sooner or later than it will now, and
 *       of what runs once for each token the node waits for the first alone.
 */
import type { GraphNode, WorkflowGraph } from '#shared/workflow/graph.ts'
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
  /** What may follow where no more is known than which edges let tokens through. */
  following(mayPass: MayPass): ReadonlySet<number>
  /** All of its endings are taken over, unless it follows. */
  isTakenOver(nodeId: string): boolean
}

/** What of it that changes by itself: the time, chance, the run. */
const CHANGING = /\$(?:now|millis|random|shuffle)\b/

/** What follows, without the ways that nodes which are decided do not take. Each decision may decide further ones. */
export function followingDecided(decided: Decided, mayPass: MayPass): ReadonlySet<number> {
  const latest = new Map(decided.endings.map((ending) => [ending.nodeId, ending]))
  let follows = decided.following(mayPass)
  for (;;) {
    const ways = waysOf(decided, latest, follows)
    const fewer = decided.following((edge) => mayPass(edge) && (ways.get(edge.from) ?? edge.port) === edge.port)
    if (fewer.size === follows.size) return fewer
    follows = fewer
  }
}

/** By index of the node, the port that it leaves by. */
function waysOf(
  { graph, registry, isTakenOver }: Decided,
  latest: ReadonlyMap<string, RecordedEnding>,
  follows: ReadonlySet<number>,
): ReadonlyMap<number, string> {
  const ways = new Map<number, string>()
  for (const index of follows) {
    const node = graph.nodes[index]
    const ending = node && latest.get(node.id)
    if (!node || !ending || node.parent >= 0 || node.loops.length > 0 || node.node.join === 'each') continue
    const read = readBy(node, registry)
    if (!read) continue
    const before = read.length > 0 ? waitedFor(graph, index) : NOTHING
    const stands = (id: string, at = graph.byId.get(id) ?? -1) => before.has(at) && !follows.has(at) && isTakenOver(id)
    if (read.every((id) => stands(id))) ways.set(index, ending.port)
  }
  return ways
}

const NOTHING: ReadonlySet<number> = new Set()

/** What has ended, or never will begin, when the node begins: a join that does not wait for all hides what is before it. */
function waitedFor({ nodes, edges }: WorkflowGraph, index: number): ReadonlySet<number> {
  const found = new Set<number>()
  const open = [index]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if ((nodes[at]?.node.join ?? 'all') !== 'all') continue
    for (const incoming of nodes[at]?.incoming ?? []) {
      const edge = edges[incoming]
      if (!edge || edge.loop !== undefined || nodes[edge.from]?.node.join === 'each' || found.has(edge.from)) continue
      found.add(edge.from)
      open.push(edge.from)
    }
  }
  return found
}

/** The nodes whose output decides it; undefined where other things do too. */
function readBy({ node }: GraphNode, registry: KindRegistry): readonly string[] | undefined {
  const kind = registry.get(node.kind)
  if (kind?.behaviour.family !== 'instant' || kind.descriptor.entry) return undefined
  if (CHANGING.test(JSON.stringify(node.config ?? {}))) return undefined
  const { nodes, names } = new NodeReads(configFields(node.config ?? {}, kind))
  return nodes === 'all' || names.run || names.loop || names.item || names.index ? undefined : nodes
}
