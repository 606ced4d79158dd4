/**
 * Random flows that are valid: every edge leads from an earlier node to a later one of the same container, every loop
 * edge back to one that leads to its source. A counterexample is made simpler by `simpler-cases.ts`.
 */
import fc from 'fast-check'
import {
  type Flow,
  type FlowEdge,
  type FlowNode,
  INSTANT,
  type Join,
  type NodeKind,
} from '#test/engine/reference/flow.ts'
import { loopsOf } from '#test/engine/reference/loops.ts'
import { type Features, kindsOf, portsFor } from './features.ts'
import { isValidFlow } from './valid-flow.ts'

const IDS = 'abcdefghijkl'
const DEEPEST = 3
const JOINS: readonly Join[] = ['all', 'all', 'all', 'any', 'each', { count: 2 }]

interface Shape {
  readonly kind: NodeKind
  readonly join: Join
  readonly inside: number
  readonly after: number
  readonly port: number
  readonly attempts: number
  readonly undo: boolean
  readonly odd: boolean
  readonly small: number
  readonly time: number
  readonly target: number
  readonly lock: number
  readonly limit: number
}

interface Link {
  readonly one: number
  readonly other: number
  readonly port: number
  readonly max: number
}

const shapes = (features: Features): fc.Arbitrary<Shape> =>
  fc.record({
    kind: fc.constantFrom(...kindsOf(features)),
    join: features.includes('joins') ? fc.constantFrom(...JOINS) : fc.constant<Join>('all'),
    inside: features.includes('containers') ? fc.nat(5) : fc.constant(0),
    after: fc.nat(11),
    port: fc.nat(5),
    attempts: features.includes('retries') ? fc.constantFrom(1, 1, 2, 3) : fc.constant(1),
    undo: features.includes('compensation') ? fc.constantFrom(false, true) : fc.constant(false),
    odd: fc.constantFrom(false, false, false, true),
    small: fc.nat(4),
    time: fc.nat(3),
    target: fc.nat(11),
    lock: features.includes('locks') ? fc.nat(5) : fc.constant(5),
    limit: features.includes('time limits') ? fc.nat(5) : fc.constant(5),
  })

const links: fc.Arbitrary<Link> = fc.record({
  one: fc.nat(11),
  other: fc.nat(11),
  port: fc.nat(5),
  max: fc.integer({ min: 1, max: 2 }),
})

const depthOf = (nodes: readonly FlowNode[], id: string | undefined): number => {
  const node = nodes.find((candidate) => candidate.id === id)
  return node === undefined ? 0 : 1 + depthOf(nodes, node.parent)
}

const isContainer = ({ kind }: FlowNode): boolean => kind === 'each' || kind === 'group'

/** Kinds whose attempts take time and can be made again. */
const LASTING: readonly NodeKind[] = ['work', 'effect', 'each', 'group', 'call']

/** What a kind may have beside its kind and join. */
const fieldsOf = (shape: Shape, depth: number, features: Features): Partial<FlowNode> => {
  const { kind, attempts, odd, small, time, lock, limit } = shape
  const retried = LASTING.includes(kind) && attempts > 1
  return {
    ...((LASTING.includes(kind) || kind === 'approval') && lock < 3 && { lock: ['one', 'one', 'two'][lock] ?? 'one' }),
    ...(LASTING.includes(kind) && limit < 2 && { timeout: 650 + 1_300 * time }),
    ...(kind === 'call' && { calls: 'other' }),
    ...(retried && { attempts }),
    ...(kind === 'effect' && (odd ? { asks: true } : small === 0 ? { idempotent: true } : {})),
    ...(kind === 'each' && { items: depth > 0 ? small % 3 : small }),
    ...(kind === 'each' && time > 0 && { concurrency: time }),
    ...(kind === 'each' && odd && { collect: true }),
    ...((kind === 'delay' || kind === 'wait') && { time: 500 + 700 * time }),
    ...(kind === 'approval' && features.includes('timers') && odd && { time: 900 + 700 * time }),
    ...((kind === 'work' || kind === 'set') &&
      odd &&
      small === 0 &&
      features.includes('disabled') && { disabled: true }),
    ...(kind === 'end' && odd && { fails: true }),
  }
}

const nodesOf = (list: readonly Shape[], features: Features, ids: string): FlowNode[] => {
  const nodes: FlowNode[] = [{ id: 'start', kind: 'start', join: 'all' }]
  for (const [index, shape] of list.entries()) {
    const containers = nodes.filter((node) => isContainer(node) && depthOf(nodes, node.id) <= DEEPEST)
    const parent = [undefined, ...containers, ...containers][shape.inside % (1 + 2 * containers.length)]?.id
    const { kind, join } = shape
    const fields = fieldsOf(shape, depthOf(nodes, parent), features)
    nodes.push({ id: ids[index] ?? '', kind, join, ...(parent !== undefined && { parent }), ...fields })
  }
  return nodes.map((node, index) => {
    if (node.kind !== 'cancel') return node
    const siblings = nodes.filter((other) => other.parent === node.parent && other.kind !== 'start' && other !== node)
    const target = siblings[(list[index - 1]?.target ?? 0) % siblings.length]
    return { ...node, targets: target === undefined ? [] : [target.id] }
  })
}

const pick = (list: readonly string[], index: number): string | undefined => list[index % list.length]

const treeOf = (nodes: readonly FlowNode[], list: readonly Shape[], features: Features): FlowEdge[] =>
  list.flatMap((shape, index) => {
    const node = nodes[index + 1]
    if (node === undefined) return []
    const before = nodes.slice(0, index + 1).filter((other) => other.parent === node.parent && other.kind !== 'end')
    // In a container a node may start with its item; at the top everything comes from somewhere.
    const sources = node.parent === undefined ? before : [...before, undefined]
    const source = sources[shape.after % sources.length]
    if (source === undefined) return []
    const port = pick(portsFor(source.kind, features), shape.port)
    return port === undefined ? [] : [{ from: source.id, port, to: node.id }]
  })

const linkOf = (nodes: readonly FlowNode[], link: Link, back: boolean, features: Features): FlowEdge[] => {
  const places = [link.one % nodes.length, link.other % nodes.length].sort((a, b) => a - b)
  const [early, late] = places.map((place) => nodes[place])
  if (early === undefined || late === undefined || early.parent !== late.parent || early.kind === 'start') return []
  const [from, to] = back ? [late, early] : [early, late]
  const port = pick(portsFor(from.kind, features), link.port)
  if (port === undefined || (from === to && !back)) return []
  return [{ from: from.id, port, to: to.id, ...(back && { max: link.max }) }]
}

const withoutDoubles = (edges: readonly FlowEdge[]): FlowEdge[] =>
  edges.filter(
    (edge, index) =>
      index === edges.findIndex(({ from, port, to }) => from === edge.from && port === edge.port && to === edge.to),
  )

/** Every loop edge closes a loop, and no port goes back to two places (reading R4). */
const withoutStrays = (flow: Flow): Flow => {
  const strays = loopsOf(flow).flatMap((loop) => loop.edges.filter((edge) => !loop.body.includes(edge.from)))
  const twice = flow.edges.filter(
    (edge, index) =>
      edge.max !== undefined &&
      flow.edges.some(
        (other, at) => at < index && other.max !== undefined && other.from === edge.from && other.port === edge.port,
      ),
  )
  return { ...flow, edges: flow.edges.filter((edge) => !strays.includes(edge) && !twice.includes(edge)) }
}

/** Where a join would leave a doubt, the plain one. */
const withPlainJoins = (flow: Flow): Flow => {
  let settled: Flow = { ...flow, nodes: flow.nodes.map((node) => ({ ...node, join: 'all' })) }
  for (const [index, node] of flow.nodes.entries()) {
    const tried = { ...settled, nodes: settled.nodes.with(index, node) }
    if (isValidFlow(tried)) settled = tried
  }
  return settled
}

const withCompensators = (flow: Flow, list: readonly Shape[]): Flow => {
  const undone = flow.nodes.filter(({ kind }, index) => list[index - 1]?.undo === true && !INSTANT.includes(kind))
  const compensators = undone.map(
    ({ id, parent }, index): FlowNode => ({
      id: `undo_${id}`,
      kind: index % 3 === 2 ? 'effect' : 'work',
      join: 'all',
      ...(parent !== undefined && { parent }),
      ...(index % 2 === 1 && { attempts: 2 }),
    }),
  )
  const named = flow.nodes.map((node) => (undone.includes(node) ? { ...node, compensate: `undo_${node.id}` } : node))
  return { ...flow, nodes: [...named, ...compensators] }
}

interface Drawing {
  readonly ids: string
  readonly most: number
}

const arbitraryGraph = (features: Features, { ids, most }: Drawing): fc.Arbitrary<Flow> =>
  fc
    .record({
      list: fc.array(shapes(features), { minLength: 1, maxLength: most }),
      further: fc.array(links, { maxLength: 7 }),
      back: features.includes('loops') ? fc.array(links, { maxLength: 4 }) : fc.constant<Link[]>([]),
    })
    .map(({ list, further, back }) => {
      const nodes = nodesOf(list, features, ids)
      const edges = [
        ...treeOf(nodes, list, features),
        ...further.flatMap((link) => linkOf(nodes, link, false, features)),
        ...back.flatMap((link) => linkOf(nodes, link, true, features)),
      ]
      return withCompensators(withPlainJoins(withoutStrays({ nodes, edges: withoutDoubles(edges) })), list)
    })
    .filter(isValidFlow)

/**
 * Not in a command that is called: waits, for several runs of it would hear the same event; and compensation, for then a
 * call that is withdrawn takes its time to end.
 */
const NOT_CALLED: Features = ['calls', 'timers', 'compensation']

export const arbitraryFlow = (features: Features, most = IDS.length): fc.Arbitrary<Flow> => {
  const flow = arbitraryGraph(features, { ids: IDS, most })
  if (!features.includes('calls')) return flow
  const called = arbitraryGraph(
    features.filter((feature) => !NOT_CALLED.includes(feature)),
    { ids: 'mnopq', most: 4 },
  )
  return fc.record({ flow, other: called }).map(({ flow: own, other }) => ({ ...own, commands: { other } }))
}
