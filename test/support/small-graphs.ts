/** Random small workflows of the engine's test kinds: trees with further edges, joins of every sort, and loops. */
import fc from 'fast-check'
import { analyseGraph } from '#shared/workflow/graph.ts'
import type { Edge, Join, Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { workflowOf } from './workflow-of.ts'

const start = { id: 'start', kind: 'start' }
const IDS = ['a', 'b', 'c_flaky', 'd', 'n', 'p', 'q']
const KINDS = ['set', 'work', 'work', 'work', 'effect', 'approval'] as const

const arbitraryJoin: fc.Arbitrary<Join | undefined> = fc.constantFrom<Join | undefined>(
  undefined,
  undefined,
  'any',
  'each',
  { count: 2 },
)
const PASS = '{{ loop.iteration < 1 ? "other" : "out" }}'

/** Mostly the first port, sometimes another, or `error`. */
const arbitraryPort = fc.constantFrom(0, 0, 0, 0, 0, 1, 1, 2)
const arbitraryPair = fc.tuple(fc.nat(IDS.length), fc.nat(IDS.length), arbitraryPort)

const arbitraryNode = fc.record({
  kind: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...KINDS) },
    { weight: 1, arbitrary: fc.constant('end' as const) },
  ),
  join: arbitraryJoin,
  port: fc.constantFrom('out', 'out', 'out', 'other', PASS),
  /** An edge from one of the nodes before, so that most of the graph is reached. */
  after: fc.tuple(fc.nat(IDS.length), arbitraryPort),
})

export const arbitraryWorkflow: fc.Arbitrary<Workflow> = fc
  .record({
    nodes: fc.array(arbitraryNode, { minLength: 2, maxLength: IDS.length }),
    edges: fc.array(arbitraryPair, { maxLength: 6 }),
    loops: fc.array(arbitraryPair, { maxLength: 3 }),
  })
  .map(({ nodes: shapes, edges: pairs, loops }) => {
    const nodes = shapes.map(({ kind, join, port }, index): WorkflowNode => {
      const hasPort = kind === 'set' || kind === 'work' || kind === 'effect'
      return {
        id: IDS[index] ?? '',
        kind,
        ...(join !== undefined && { join }),
        ...(hasPort && { config: { port, value: `${index} {{ loop.iteration }} {{ loop.feedback }}` } }),
        ...(kind === 'end' && { config: { result: '{{ loop.iteration }}' } }),
        retry: { attempts: 2 },
      }
    })
    const from = (index: number, port: number): string => {
      const node = nodes[index % nodes.length]
      const ports = node?.kind === 'approval' ? ['approved', 'rejected', 'error'] : ['out', 'other', 'error']
      return `${node?.id}.${ports[port]}`
    }
    const forward = pairs.flatMap(([one, other, port]): Edge[] => {
      const [low, high] = [Math.min(one, other) % nodes.length, Math.max(one, other) % nodes.length]
      if (low >= high || nodes[low]?.kind === 'end') return []
      return [{ from: from(low, port), to: nodes[high]?.id ?? '' }]
    })
    const back = loops.flatMap(([one, other, port]): Edge[] => {
      const [low, high] = [Math.min(one, other) % nodes.length, Math.max(one, other) % nodes.length]
      if (low > high || nodes[high]?.kind === 'end') return []
      return [{ from: from(high, port), to: nodes[low]?.id ?? '', loop: { max: 2 } }]
    })
    const tree = shapes.flatMap(({ after: [before, port] }, index): Edge[] => {
      const source = index === 0 ? -1 : before % index
      const end = nodes[source]?.kind === 'end'
      return [{ from: source < 0 || end ? 'start' : from(source, port), to: nodes[index]?.id ?? '' }]
    })
    const edges = [...tree, ...forward, ...back]
    const kept = edges.filter(
      (edge, at) => at === edges.findIndex(({ from, to }) => from === edge.from && to === edge.to),
    )
    return workflowOf([start, ...nodes], kept)
  })
  .filter(isSound)

/** As the checks of a file would have it: every loop edge closes a loop. */
function isSound(workflow: Workflow): boolean {
  const graph = analyseGraph(workflow, { isEntry: (kind) => kind === 'start' })
  return graph.strayLoopEdges.length === 0
}
