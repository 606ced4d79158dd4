import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compileWorkflow } from '#main/engine/compile/compile-workflow.ts'
import { Routing } from '#main/engine/compile/routing.ts'
import type { RoutingAction } from '#main/engine/compile/routing-worklist.ts'
import type { Edge, WorkflowNode } from '#shared/workflow/workflow.ts'
import { engineKinds } from '#test/support/engine-kinds.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

const registry = engineKinds(async () => undefined)

/** Moves tokens by hand: which port each node leaves by is the test's choice. */
class Tokens {
  readonly log: string[] = []
  readonly active = new Map<string, { node: number; iteration: number }>()
  readonly routing: Routing
  readonly #compiled

  constructor(nodes: (Partial<WorkflowNode> & { id: string })[], edges: (string | Edge)[]) {
    const workflow = workflowOf(
      [{ id: 'start', kind: 'start' }, ...nodes.map((node) => ({ kind: 'set', ...node }))],
      edges,
    )
    this.#compiled = compileWorkflow(workflow, registry)
    this.routing = new Routing(this.#compiled.top.table)
    this.#take(this.routing.begin(this.#compiled.byId.get(this.#compiled.entry)?.index))
  }

  #take(actions: readonly RoutingAction[]): void {
    for (const { type, node, iteration } of actions) {
      const id = this.#compiled.top.nodes[node]?.id ?? ''
      if (type === 'activate') this.active.set(`${id}/${iteration}`, { node, iteration })
      this.log.push(`${type} ${id}/${iteration}`)
    }
  }

  /** `a/0` or `a/0.port`; a withdrawn one ends by no port. */
  end(execution: string, port: string | null = 'out'): this {
    const active = this.active.get(execution)
    if (!active) throw new Error(`${execution} is not active, but ${[...this.active.keys()]}`)
    this.active.delete(execution)
    this.log.length = 0
    this.#take(this.routing.ended(active.node, active.iteration, port, undefined))
    return this
  }
}

it('starts at the k-th token and is skipped when fewer can still arrive', () => {
  const graph = () =>
    new Tokens(
      [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'two', join: { count: 2 } }],
      ['start -> a', 'start -> b', 'start -> c', 'a -> two', 'b -> two', 'c -> two'],
    )
  const both = graph().end('start/0')
  expect(both.end('a/0').log).toEqual([])
  expect(both.end('b/0').log).toEqual(['activate two/0'])
  expect(both.end('c/0').log).toEqual([])
  const few = graph().end('start/0')
  few.end('a/0', 'other')
  expect(few.end('b/0', 'other').log).toEqual(['skip two/0'])
})

it('starts a join of any once, at the first token', () => {
  const tokens = new Tokens(
    [{ id: 'a' }, { id: 'b' }, { id: 'any', join: 'any' }],
    ['start -> a', 'start -> b', 'a -> any', 'b -> any'],
  ).end('start/0')
  expect(tokens.end('b/0').log).toEqual(['activate any/0'])
  expect(tokens.end('a/0').log).toEqual([])
})

it('starts a join of each once a token; its unused ports are dead when no more can come', () => {
  const tokens = new Tokens(
    [{ id: 'a' }, { id: 'b' }, { id: 'each', join: 'each' }, { id: 'out' }, { id: 'other' }],
    ['start -> a', 'start -> b', 'a -> each', 'b -> each', 'each.out -> out', 'each.other -> other'],
  ).end('start/0')
  expect(tokens.end('a/0').log).toEqual(['activate each/0'])
  expect(tokens.end('each/0').log).toEqual(['activate out/0'])
  expect(tokens.end('b/0').log).toEqual(['activate each/1'])
  expect(tokens.end('each/1').log).toEqual(['skip other/0'])
})

it('lets tokens of one each-join through to the next', () => {
  const tokens = new Tokens(
    [{ id: 'a' }, { id: 'b' }, { id: 'one', join: 'each' }, { id: 'two', join: 'each' }, { id: 'never' }],
    ['start -> a', 'start -> b', 'a -> one', 'b -> one', 'one -> two', 'two.other -> never'],
  ).end('start/0')
  tokens.end('a/0').end('one/0')
  expect(tokens.log).toEqual(['activate two/0'])
  expect(tokens.end('two/0').log).toEqual([])
  tokens.end('b/0').end('one/1')
  expect(tokens.log).toEqual(['activate two/1'])
  expect(tokens.end('two/1').log).toEqual(['skip never/0'])
})

it('withdraws what is active in the body before the next pass begins', () => {
  const tokens = new Tokens(
    [{ id: 'a' }, { id: 'slow' }, { id: 'judge' }, { id: 'sum' }],
    [
      'start -> a',
      'a -> slow',
      'a -> judge',
      'slow -> sum',
      'judge -> sum',
      { from: 'judge.other', to: 'a', loop: { max: 3 } },
      { from: 'sum.other', to: 'a', loop: { max: 3 } },
    ],
  )
  tokens.end('start/0').end('a/0')
  expect(tokens.end('judge/0', 'other').log).toEqual(['withdraw slow/0'])
  expect(tokens.end('slow/0', null).log).toEqual(['activate a/1'])
  tokens.end('a/1').end('judge/1')
  expect(tokens.end('slow/1').log).toEqual(['activate sum/1'])
})

it('holds an edge that leaves a loop until the pass that leaves it', () => {
  const tokens = new Tokens(
    [{ id: 'a' }, { id: 'b' }, { id: 'after' }],
    ['start -> a', 'a -> b', 'a -> after', { from: 'b.other', to: 'a', loop: { max: 3 } }],
  ).end('start/0')
  expect(tokens.end('a/0').log).toEqual(['activate b/0'])
  expect(tokens.end('b/0', 'other').log).toEqual(['activate a/1'])
  tokens.end('a/1')
  expect(tokens.end('b/1').log).toEqual(['activate after/0'])
})

it('counts an inner loop anew in each pass of the outer one', () => {
  const tokens = new Tokens(
    [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
    [
      'start -> a',
      'a -> b',
      'b -> c',
      { from: 'b.other', to: 'b', loop: { max: 1 } },
      { from: 'c.other', to: 'a', loop: { max: 1 } },
    ],
  ).end('start/0')
  tokens.end('a/0').end('b/0', 'other').end('b/1').end('c/0', 'other')
  expect(tokens.log).toEqual(['activate a/1'])
  tokens.end('a/1')
  const b = [...tokens.active.keys()][0] ?? ''
  const active = tokens.active.get(b)
  expect(tokens.routing.exhausts(active?.node ?? -1, 'other')).toBeUndefined()
  expect(tokens.end(b, 'other').log).toHaveLength(1)
})

it('ends every acyclic graph with each node started once or skipped, whatever ports are taken', () => {
  const graphs = fc.integer({ min: 2, max: 12 }).chain((size) =>
    fc.record({
      size: fc.constant(size),
      edges: fc.array(
        fc.record({
          from: fc.nat(size - 2),
          step: fc.integer({ min: 1, max: size }),
          port: fc.constantFrom('out', 'other'),
        }),
        { maxLength: 30 },
      ),
      joins: fc.array(fc.constantFrom('all', 'any', { count: 1 }, { count: 2 }), { minLength: size, maxLength: size }),
      ports: fc.array(fc.constantFrom('out', 'other'), { minLength: 1, maxLength: 20 }),
    }),
  )
  fc.assert(
    fc.property(graphs, ({ size, edges, joins, ports }) => {
      const arrows = [
        ...new Set(edges.map(({ from, step, port }) => `n${from}.${port} -> n${Math.min(from + step, size - 1)}`)),
      ]
      const tokens = new Tokens(
        Array.from({ length: size }, (_, index) => ({ id: `n${index}`, join: joins[index] as 'all' })),
        ['start -> n0', ...arrows],
      )
      const seen = [...tokens.log]
      let turn = 0
      for (
        let next = [...tokens.active.keys()][0];
        next;
        next = [...tokens.active.keys()][turn % tokens.active.size || 0]
      ) {
        tokens.end(next, next === 'start/0' ? 'out' : (ports[turn % ports.length] ?? 'out'))
        turn += 1
        seen.push(...tokens.log)
        if (tokens.active.size === 0) break
      }
      const decided = seen.map((line) => line.split(' ')[1]).sort()
      expect(decided).toEqual(['start/0', ...Array.from({ length: size }, (_, index) => `n${index}/0`)].sort())
    }),
    { numRuns: 500 },
  )
})
