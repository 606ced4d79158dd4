import { describe, expect, it } from 'vitest'
import { canonicalText } from '#shared/workflow/canonical.ts'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import { check, found, reads, step, workflow } from './checked.ts'
import { catalog, checkOptions } from './small-catalog.ts'

describe('a workflow that is right', () => {
  it('has no problems', () => {
    expect(
      check(
        [
          step('diff', {
            kind: 'shell',
            config: { command: 'git', args: ['diff', '{{ args.base }}'], env: { KEY: '{{ secrets.KEY }}' } },
          }),
          step('review', {
            kind: 'prompt',
            config: { prompt: '{{ nodes.diff.stdout }} {{ loop.feedback }}', schema: { pattern: '{{ not one' } },
          }),
          step('ok', { kind: 'approval', config: { payload: '{{ nodes.review.text }}' } }),
          step('done', { kind: 'end', config: { result: '{{ nodes.ok.value }}' } }),
          step('remark', { kind: 'note' }),
        ],
        'start>diff diff>review review>ok ok.approved>done ok.rejected^review',
        { parameters: [{ name: 'base', type: 'string', default: 'main' }], layout: { gone: [0, 0] } },
      ),
    ).toEqual([])
  })
})

describe('the nodes', () => {
  it('of an unknown kind are told, with the kind that was meant', () => {
    expect(check([step('a', { kind: 'shel' })], 'start>a')).toEqual([
      {
        severity: 'error',
        code: 'node.unknown-kind',
        fixes: [
          { label: 'Use "shell"', edits: [{ op: 'set', path: ['nodes', 1, 'kind'], value: 'shell', was: 'shel' }] },
        ],
        message:
          'Node "a" is of the kind "shel", which this Slashflow does not know. Did you mean "shell"? It may come from a newer Slashflow: then update.',
        nodeId: 'a',
        field: 'kind',
      },
    ])
  })

  it('of one id are both named', () => {
    expect(found([step('a'), step('a')], 'start>a')).toContainEqual([
      'node.duplicate-id',
      'Two nodes are called "a": node 2 and node 3. Give one of them another id.',
    ])
  })

  it('have ids that an expression can read', () => {
    expect(found([step('and'), step('Ab')], 'start>and start>Ab').map(([code]) => code)).toEqual([
      'node.reserved-id',
      'node.bad-id',
    ])
  })

  it('have the config of their kind', () => {
    expect(check([step('a', { kind: 'shell' })], 'start>a')).toMatchObject([
      {
        code: 'config.invalid',
        nodeId: 'a',
        field: 'command',
        message: 'Node "a", field "command": This field is needed.',
      },
    ])
  })

  it('stand in containers that exist and are containers', () => {
    expect(
      found(
        [step('a', { parent: 'al' }), step('b', { parent: 'c' }), step('c'), step('all', { kind: 'each' })],
        'start>c c>all',
      ),
    ).toMatchObject([
      ['node.unknown-parent', expect.stringContaining('Did you mean "all"?')],
      ['node.not-a-container', expect.stringContaining('only "each" and "group" do')],
      ['container.empty', expect.stringContaining('Put nodes into it')],
      ['node.unreachable', expect.stringContaining('"a"')],
    ])
    expect(
      found([step('a', { kind: 'each', parent: 'b' }), step('b', { kind: 'each', parent: 'a' })], 'start>start').map(
        ([code]) => code,
      ),
    ).toContain('node.parent-cycle')
  })

  it('are compensated by a node without edges', () => {
    expect(found([step('a', { compensate: 'undo' }), step('undo')], 'start>a')).toEqual([])
    expect(
      found(
        [step('a', { compensate: 'und' }), step('b', { compensate: 'a' }), step('c', { compensate: 'c' })],
        'start>a a>b b>c',
      ).map(([code]) => code),
    ).toEqual(['node.unknown-compensate', 'node.compensate-has-edges', 'node.compensates-itself'])
  })

  it('have times and attempts that make sense', () => {
    const nodes = [
      step('a', { timeout: '0s' }),
      step('b', { timeout: 'soon', retry: { attempts: 0, delay: 'x', factor: 0.5 } }),
    ]
    expect(check(nodes, 'start>a a>b').map(({ code, field }) => [code, field])).toEqual([
      ['node.bad-duration', 'timeout'],
      ['node.bad-duration', 'timeout'],
      ['node.bad-duration', 'retry.delay'],
      ['node.bad-retry', 'retry.attempts'],
      ['node.bad-retry', 'retry.factor'],
    ])
  })

  it('warn when they wait for more tokens than can come', () => {
    expect(check([step('a', { join: { count: 2 } })], 'start>a')).toMatchObject([
      { severity: 'warning', code: 'node.join-count', field: 'join.count' },
    ])
  })
})

describe('problems', () => {
  it('have line and column where the text is known', () => {
    const text = canonicalText(workflow([step('a', { kind: 'shel' }), step('a')], 'start>a a>b'))
    const parsed = parseWorkflow(text)
    const problems =
      parsed.workflow &&
      checkWorkflow(parsed.workflow, catalog, { ...checkOptions, ...(parsed.locate && { locate: parsed.locate }) })
    const lines = text.split('\n')
    const marked = problems?.filter(({ severity }) => severity === 'error')
    expect(marked?.map(({ code, line, column }) => [code, lines[(line ?? 0) - 1]?.slice((column ?? 0) - 1)])).toEqual([
      ['node.unknown-kind', '"shel" },'],
      ['node.duplicate-id', '"a", "kind": "transform" }'],
      ['edge.dangling', '{ "from": "a", "to": "b" }'],
    ])
    expect(problems?.[1]?.message).toMatch(/node 2 \(line \d+\) and node 3 \(line \d+\)/)
  })

  it('are found in a chain of ten thousand nodes that each read the one before', () => {
    const nodes = Array.from({ length: 10_000 }, (_, index) =>
      reads(`n${index}`, `{{ nodes.${index === 0 ? 'start' : `n${index - 1}`} }}`),
    )
    const graph = Array.from(
      { length: 10_000 },
      (_, index) => `${index === 0 ? 'start' : `n${index - 1}`}>n${index}`,
    ).join(' ')
    expect(check(nodes, graph)).toEqual([])
  })
})
