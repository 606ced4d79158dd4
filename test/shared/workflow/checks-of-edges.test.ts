import { describe, expect, it } from 'vitest'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import { check, found, step } from './checked.ts'
import { catalog, checkOptions } from './small-catalog.ts'

describe('the edges', () => {
  it('have two ends', () => {
    expect(check([step('diff'), step('b')], 'start>diff dif>b diff>b diff>bb')).toMatchObject([
      {
        code: 'edge.dangling',
        edge: 1,
        nodeId: 'b',
        message: 'Edge 2 (dif → b) begins at "dif", which does not exist. Did you mean "diff"?',
      },
      {
        code: 'edge.dangling',
        edge: 3,
        nodeId: 'diff',
        message: 'Edge 4 (diff → bb) ends at "bb", which does not exist. Did you mean "b"?',
      },
    ])
  })

  it('leave by ports that are there', () => {
    const nodes = [
      step('ok', { kind: 'approval' }),
      step('way', { kind: 'branch', config: { cases: [{ port: 'yes', when: '{{ true }}' }] } }),
      step('b'),
    ]
    expect(
      found(nodes, 'start>ok ok>b ok.aproved>b ok.approved>way way.yes>b way.else>b way.no>b').slice(0, 3),
    ).toEqual([
      [
        'edge.unknown-port',
        'Edge 2 (ok → b) leaves "ok" without naming a port. It has "approved", "rejected", "timeout" and "error". Write "ok.approved", say.',
      ],
      [
        'edge.unknown-port',
        'Edge 3 (ok.aproved → b) leaves by the port "aproved", which "ok" does not have. It has "approved", "rejected", "timeout" and "error". Did you mean "ok.approved"?',
      ],
      [
        'edge.unknown-port',
        'Edge 7 (way.no → b) leaves by the port "no", which "way" does not have. It has "yes", "else" and "error". Write "way.yes", say.',
      ],
    ])
  })

  it('do not lead into entries, out of ends, or to notes', () => {
    const nodes = [step('a'), step('done', { kind: 'end' }), step('n', { kind: 'note' })]
    expect(found(nodes, 'start>a a>start a>done done>a a>n n>a').map(([code]) => code)).toEqual([
      'edge.into-entry',
      'edge.from-end',
      'edge.into-note',
      'edge.from-note',
      'graph.cycle',
    ])
  })

  it('are there once, stay in their container, and loop where there is a way back', () => {
    const nodes = [step('a'), step('all', { kind: 'each' }), step('c', { parent: 'all' })]
    expect(found(nodes, 'start>a start>a a>all all>c').map(([code]) => code)).toEqual([
      'edge.crosses-container',
      'edge.duplicate',
    ])
    expect(found([step('a'), step('b')], 'start>a a>b a^b').map(([code]) => code)).toEqual([
      'edge.stray-loop',
      'edge.duplicate',
    ])
  })

  it('warn where one way out is joined and another is forgotten', () => {
    const way = step('way', { kind: 'branch', config: { cases: [{ port: 'yes', when: '{{ true }}' }] } })
    expect(check([way, step('b')], 'start>way way.yes>b')).toMatchObject([
      { severity: 'warning', code: 'node.open-port', nodeId: 'way', message: expect.stringContaining('"else"') },
    ])
    expect(check([step('ok', { kind: 'approval' })], 'start>ok')).toEqual([])
    expect(check([step('a'), step('ok', { kind: 'approval' })], 'start>a a>ok ok.rejected^a')).toEqual([])
    const both = 'start>ok ok.approved>b ok.rejected>b'
    expect(check([step('ok', { kind: 'approval' }), step('b')], both)).toEqual([])
    expect(check([step('ok', { kind: 'approval', config: { timeout: '1h' } }), step('b')], both)).toMatchObject([
      { code: 'node.open-port', message: expect.stringContaining('"timeout"') },
    ])
  })
})

describe('the graph', () => {
  it('that goes round names the circle and the edge that could be a loop', () => {
    expect(check([step('a'), step('b'), step('c')], 'start>a a>b b>c c>a')).toMatchObject([
      {
        code: 'graph.cycle',
        edge: 3,
        message:
          'Edge 4 (c → a) closes a circle without a loop edge: a → b → c → a. If it should go round, make this edge a loop with a highest number of rounds; else remove it.',
      },
    ])
  })

  it('has an entry with something behind it', () => {
    expect(
      checkWorkflow({ format: 'slashflow/1', name: 'x', nodes: [step('a')], edges: [] }, catalog, checkOptions),
    ).toMatchObject([{ severity: 'error', code: 'graph.no-entry' }])
    expect(check([], '')).toMatchObject([{ severity: 'warning', code: 'graph.nothing-follows' }])
  })

  it('warns of nodes that never run', () => {
    expect(check([step('a'), step('b'), step('n', { kind: 'note' })], 'start>a')).toMatchObject([
      { severity: 'warning', code: 'node.unreachable', nodeId: 'b' },
    ])
  })
})
