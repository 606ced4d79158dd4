import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileWorkflow } from '#main/engine/compile/compile-workflow.ts'
import { KIND_CHECKS } from '#main/nodes/check-config.ts'
import { DESCRIPTORS, registryOf } from '#main/nodes/registry.ts'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import { analyseGraph } from '#shared/workflow/graph.ts'
import { entangledLoops } from '#shared/workflow/graph-entangled.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import { errorsOf } from '#shared/workflow/problem.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { simulatedKinds } from '#test/engine/property/simulated-kinds.ts'
import { workflowOfFlow } from '#test/engine/property/workflow-of-flow.ts'
import type { Flow } from '#test/engine/reference/flow.ts'
import { loopsOf } from '#test/engine/reference/loops.ts'
import { areEntangled } from '#test/support/graphs/entangled.ts'
import type { Features } from '#test/support/graphs/features.ts'
import { arbitraryFlow } from '#test/support/graphs/flows.ts'

const KINDS = registryOf()
const CATALOG = catalogOf(DESCRIPTORS)
const EVERYTHING: Features = [
  'joins',
  'loops',
  'errors',
  'retries',
  'approvals',
  'effects',
  'end',
  'disabled',
  'containers',
  'cancel',
  'timers',
  'compensation',
]

const never = () => {
  throw new Error('Nothing runs here')
}
const simulated = simulatedKinds({ began: never, ended: never, branch: never })
const simulatedCatalog = catalogOf([...simulated.values()].map(({ descriptor }) => descriptor))

describe('every graph that the engine can run one way only', () => {
  it('is accepted', () => {
    fc.assert(
      fc.property(arbitraryFlow(EVERYTHING), (flow) => {
        const checks = { checkConfig: () => [], secretFields: () => new Set<string>() }
        expect(errorsOf(checkWorkflow(workflowOfFlow(flow), simulatedCatalog, checks))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

const ID = fc.constantFrom('start', 'a', 'b', 'c', 'all', 'quit', 'and', 'Ä', '')
const text = fc.constantFrom(
  '',
  '1s',
  'soon',
  'a',
  'all',
  'made-up',
  '/made-up',
  '{{ item }}',
  '{{ nodes.a[loop.iteration] }}',
  '{{',
  '{{ ) }}',
)
const config = fc.dictionary(
  fc.constantFrom(
    'value',
    'items',
    'nodes',
    'events',
    'cases',
    'name',
    'event',
    'for',
    'until',
    'action',
    'key',
    'title',
    'timeout',
  ),
  fc.oneof(
    text,
    fc.array(text, { maxLength: 3 }),
    fc.array(fc.record({ port: text, event: text, when: text }), { maxLength: 3 }),
    fc.constant(null),
  ),
  { maxKeys: 3 },
)
const anyNode = fc.record(
  {
    id: ID,
    kind: fc.constantFrom(...KINDS.keys(), 'made_up'),
    parent: ID,
    config,
    join: fc.constantFrom('any' as const, 'each' as const, { count: 2 }),
    compensate: ID,
    lock: text,
    timeout: text,
    retry: fc.record({ attempts: fc.integer({ min: -1, max: 3 }), delay: text }),
    disabled: fc.boolean(),
    pinned: text,
  },
  { requiredKeys: ['id', 'kind'] },
)
const anyEdge = fc.record(
  {
    from: fc.tuple(ID, fc.constantFrom('', '.out', '.error', '.timeout', '.else')).map((parts) => parts.join('')),
    to: ID,
    loop: fc.record({ max: fc.integer({ min: 1, max: 3 }) }),
  },
  { requiredKeys: ['from', 'to'] },
)
/** Anything that the format lets one write, sensible or not. */
const anyWorkflow = fc
  .record({ nodes: fc.array(anyNode, { maxLength: 7 }), edges: fc.array(anyEdge, { maxLength: 9 }) })
  .map(({ nodes, edges }): Workflow => {
    const start: WorkflowNode = { id: 'start', kind: 'start' }
    return { format: 'slashflow/1', name: 'made-up', nodes: nodes.length % 5 === 0 ? nodes : [start, ...nodes], edges }
  })

describe('any file', () => {
  it('is checked without a crash, and refused where the engine could not compile it', () => {
    fc.assert(
      fc.property(anyWorkflow, (workflow) => {
        if (errorsOf(checkWorkflow(workflow, CATALOG, KIND_CHECKS)).length > 0) return
        expect(compileWorkflow(workflow, KINDS).entry).not.toBe('')
      }),
      { numRuns: 1_000 },
    )
  })
})

const places = fc.uniqueArray(fc.tuple(fc.nat(6), fc.nat(6)), {
  maxLength: 14,
  selector: ([one, other]) => Math.min(one, other) * 10 + Math.max(one, other),
})
const loopyFlow = fc.record({ forward: places, back: places }).map(({ forward, back }): Flow => {
  const ends = ([one, other]: readonly [number, number]) =>
    [`n${Math.min(one, other)}`, `n${Math.max(one, other)}`] as const
  return {
    nodes: Array.from({ length: 7 }, (_, index) => ({ id: `n${index}`, kind: 'set', join: 'all' })),
    edges: [
      ...forward
        .filter(([one, other]) => one !== other)
        .map(ends)
        .map(([from, to]) => ({ from, port: 'out', to })),
      ...back
        .slice(0, 4)
        .map(ends)
        .map(([to, from]) => ({ from, port: 'out', to, max: 1 })),
    ],
  }
})

describe('loops that hold each other', () => {
  it('are those of the definition', () => {
    fc.assert(
      fc.property(loopyFlow, (flow) => {
        const loops = loopsOf(flow)
        const expected = loops.flatMap((loop, index) =>
          loops
            .slice(index + 1)
            .filter((other) => areEntangled(flow, loop, other))
            .map((other) => [loop.target, other.target].sort().join(' ')),
        )
        const graph = analyseGraph(workflowOfFlow(flow))
        // A loop edge that closes no loop is refused by itself.
        fc.pre(graph.strayLoopEdges.length === 0)
        const found = entangledLoops(graph, () => true).map(({ loops: pair }) =>
          pair
            .map((loop) => graph.nodes[graph.loops[loop]?.target ?? -1]?.id)
            .sort()
            .join(' '),
        )
        expect(found.sort()).toEqual(expected.sort())
      }),
      { numRuns: 1_500 },
    )
  })
})
