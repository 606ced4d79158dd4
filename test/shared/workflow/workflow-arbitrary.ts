/** Workflows of any shape that the format allows; their graphs may be nonsense. */
import fc from 'fast-check'
import type { Json } from '#shared/json.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

const id = fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/)
// No file may hold the key `__proto__`: reading one is refused.
const json = fc
  .jsonValue({ maxDepth: 3 })
  .filter((value) => !JSON.stringify(value).includes('__proto__')) as fc.Arbitrary<Json>
const key = fc.string().filter((name) => name !== '__proto__')
const point = fc.tuple(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
const optional = { requiredKeys: ['id', 'kind'] as ('id' | 'kind')[] }

const node = fc.record(
  {
    id,
    kind: fc.constantFrom('start', 'shell', 'prompt', 'made_up'),
    title: fc.string(),
    config: fc.dictionary(key, json),
    join: fc.constantFrom('all' as const, 'each' as const, { count: 2 }),
    retry: fc.record({ attempts: fc.integer({ min: 1, max: 100 }), delay: fc.constant('1s') }, { requiredKeys: [] }),
    timeout: fc.constantFrom('30s', '1.5h'),
    pinned: json,
    unheard_of: json,
  },
  optional,
)

const edge = fc.record(
  { from: id, to: id, loop: fc.record({ max: fc.integer({ min: 1, max: 9 }) }), later: json },
  { requiredKeys: ['from', 'to'] },
)

export const workflows = fc.record(
  {
    format: fc.constant('slashflow/1' as const),
    name: fc.constant('made-up'),
    description: fc.string(),
    parameters: fc.array(
      fc.record(
        { name: fc.constantFrom('a', 'B_1'), type: fc.constantFrom('string' as const, 'json' as const), default: json },
        { requiredKeys: ['name', 'type'] },
      ),
    ),
    nodes: fc.array(node, { maxLength: 5 }),
    edges: fc.array(edge, { maxLength: 5 }),
    layout: fc.dictionary(id, fc.oneof(point, fc.record({ at: point, color: fc.string() }))),
    zz_future: json,
  },
  { requiredKeys: ['format', 'name', 'nodes', 'edges'] },
) as fc.Arbitrary<Workflow>
