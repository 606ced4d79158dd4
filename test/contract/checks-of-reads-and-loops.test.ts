import { describe, expect, it } from 'vitest'
import type { Json } from '#shared/json.ts'
import { codes, node, step, told } from './support/told.ts'

describe('events', () => {
  it('are seen in the condition of a wait alone', () => {
    const wait = node('w', 'wait', {
      config: { events: [{ port: 'got', event: 'x{{ event.id }}', when: '{{ event.ok }}' }] },
    })
    expect(told([wait, step('a', { config: { value: '{{ event }}' } })], 'start>w w.got>a')).toEqual([
      'error expression.no-event: Node "w", field "events[0].event": "event" has a value only in the "when" of a node that waits for one.',
      'error expression.no-event: Node "a", field "value": "event" has a value only in the "when" of a node that waits for one.',
    ])
  })

  it('may be emitted though nobody here waits for them, and have a name', () => {
    const nodes = [node('a', 'emit', { config: { event: 'said' } }), node('b', 'emit', { config: { event: '' } })]
    expect(codes(nodes, 'start>a a>b')).toEqual(['error event.bad-name'])
    expect(codes([node('on', 'on_event', { config: { event: '{{ 1 }}' } }), step('a')], 'start>a on>a')).toEqual([
      'error event.bad-name',
    ])
  })

  it('are not hidden by one before them', () => {
    const events: Json = [
      { port: 'one', event: 'done', when: '{{ event.ok }}' },
      { port: 'two', event: 'done' },
      { port: 'three', event: 'done' },
    ]
    expect(codes([node('w', 'wait', { config: { events } }), step('a')], 'start>w w.one>a w.two>a w.three>a')).toEqual([
      'warning wait.hidden-event',
    ])
  })

  it('that never come by "timeout" are told', () => {
    const wait = node('w', 'wait', { config: { events: [{ port: 'got', event: 'x' }] } })
    expect(told([wait, step('a'), step('b')], 'start>w w.got>a w.timeout>b')).toEqual([
      'warning edge.never-taken: Edge 3 (w.timeout → b) never carries a token: "w" leaves by "timeout" only with a "timeout" in its config. Add one, or remove the edge.',
    ])
  })
})

describe('what a node reads', () => {
  it('may run beside it, which is another warning than running later', () => {
    const reads = (id: string, value: string) => step(id, { config: { value } })
    expect(told([step('a'), reads('b', '{{ nodes.a }}')], 'start>a start>b')).toEqual([
      'warning expression.runs-beside: Node "b", field "value": "a" runs beside "b", so it may or may not have ended by then. If "b" needs it, add a way from "a" to "b".',
    ])
    const all = node('all', 'group')
    expect(codes([all, step('a', { parent: 'all', config: { value: '{{ nodes.all }}' } })], 'start>all')).toEqual([
      'warning expression.runs-later',
    ])
  })
})

describe('loops that hold each other', () => {
  const nodes = [step('a'), step('b'), step('c'), step('d')]
  const graph = 'start>a start>b a>d b>c a>c b>d d^a c^b'

  it('are refused, with both loops and what each waits for', () => {
    expect(told(nodes, graph)).toContain(
      'error graph.entangled-loops: The loops back to "a" and to "b" hold each other for ever: what leaves a loop goes on only once it has been left, and each waits for what leaves the other (a → c, b → d). Put one loop wholly inside the other or behind it, or take one of these two edges away.',
    )
  })

  it('are a warning where a join may let one of them go on', () => {
    const [a, b, , d] = nodes
    const some = [a, b, step('c', { join: 'any' }), d].filter((one) => one !== undefined)
    expect(codes(some, graph)).toContain('warning graph.entangled-loops')
  })

  it.each(['start>a a>b b>c c>d c^b d^a', 'start>a a>b b>c c>d b^a d^c', 'start>a start>b a>d b>c d^a c^b a>c'])(
    'are not those in %s',
    (other) => {
      expect(codes(nodes, other).filter((code) => code.includes('entangled'))).toEqual([])
    },
  )
})

describe('a name of the scope inside another value', () => {
  const parameters = [{ name: 'left', type: 'json' as const, default: [] }]
  const names = (value: string) =>
    codes([step('a', { config: { value } })], 'start>a', { parameters }).filter((code) => code.includes('inner-name'))

  it.each([
    '{{ args.left[loop.iteration + 1] }}',
    '{{ args.left[x = loop.feedback] }}',
    '{{ args.left.("x" & run.id) }}',
    '{{ args.left.{ "all": args.left } }}',
    '{{ $map(args.left, function($x) { $x })[loop.iteration] }}',
  ])('is a warning: %s', (value) => {
    expect(names(value)).toEqual(['warning expression.inner-name'])
  })

  it.each([
    '{{ args.left[$$.loop.iteration] }}',
    '{{ ($at := loop.iteration; args.left[$at]) }}',
    '{{ args.left[loop = 1] }}',
    '{{ args.left[index > 2].item }}',
    '{{ args.left[run.state = "x"] }}',
    '{{ $map(args.left, function($x) { $x & loop.iteration }) }}',
    '{{ [loop.iteration, args.left] }}',
  ])('is none: %s', (value) => {
    expect(names(value)).toEqual([])
  })

  it('is told for an item where there is one', () => {
    const nodes = [
      node('all', 'each', { config: { items: [1] } }),
      step('a', { parent: 'all', config: { value: '{{ args.left[id = item] }}' } }),
    ]
    expect(told(nodes, 'start>all', { parameters })).toEqual([
      'warning expression.inner-name: Node "a", field "value": "item" stands behind another value, in its brackets or steps, and is looked up in that value. If the scope\'s is meant, write "$$.item".',
    ])
  })
})
