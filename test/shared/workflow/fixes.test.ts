/** Every fix that a check offers mends what it is offered for, and nothing that was changed meanwhile. */
import { describe, expect, it } from 'vitest'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import { applyFix } from '#shared/workflow/fix.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { Workflow as WorkflowSchema } from '#shared/workflow/workflow.ts'
import { asks, reads, shell, step, workflow } from './checked.ts'
import { catalog, checkOptions } from './small-catalog.ts'

const check = (given: Workflow) => checkWorkflow(given, catalog, checkOptions)

/** By the code of the problem that it is about. */
const broken: Readonly<Record<string, Workflow>> = {
  'graph.cycle': workflow([step('a'), step('b')], 'start>a a>b b>a'),
  'graph.no-entry': { ...workflow([step('a')], ''), nodes: [step('a')] },
  'edge.dangling': workflow([step('diff')], 'start>diff dif>diff'),
  'edge.duplicate': workflow([step('a')], 'start>a start>a'),
  'edge.stray-loop': workflow([step('a'), step('b')], 'start>a a^b'),
  'edge.unknown-port': workflow([asks('ok'), step('a')], 'start>ok ok.aproved>a'),
  'edge.into-entry': workflow([step('a')], 'start>a a^start a>start'),
  'edge.from-note': workflow([step('a'), step('n', { kind: 'note' })], 'start>a n>a'),
  'edge.crosses-container': workflow([step('e', { kind: 'each' }), step('a', { parent: 'e' })], 'start>e e>a'),
  'edge.never-taken': workflow([asks('ok'), step('a')], 'start>ok ok.timeout>a'),
  'node.open-port': workflow(
    [asks('ok', { config: { timeout: '1h' } }), step('a'), step('b')],
    'start>ok ok.approved>a ok.rejected>b',
  ),
  'node.duplicate-id': workflow([step('a'), step('a')], 'start>a'),
  'node.reserved-id': workflow([step('and'), reads('b', '{{ nodes.`and` }}')], 'start>and and>b', {
    layout: { and: [8, 8] },
  }),
  'node.bad-id': workflow(
    [step('fetch-Data'), reads('b', '{{ nodes.`fetch-Data` }}')],
    'start>fetch-Data fetch-Data>b',
  ),
  'node.no-error-exit': workflow([shell('push'), shell('tell')], 'start>push push>tell'),
  'node.unreachable': workflow(
    [step('a'), step('list', { kind: 'each' }), step('in', { parent: 'list' })],
    'start>a list>a',
    { layout: { list: [80, 8], in: [8, 8] } },
  ),
  'node.unknown-kind': workflow([step('a', { kind: 'shel' })], 'start>a'),
  'node.unknown-parent': workflow([step('list', { kind: 'each' }), step('a', { parent: 'lst' })], 'start>list'),
  'node.not-a-container': workflow([step('a'), step('b', { parent: 'a' })], 'start>a'),
  'node.unknown-compensate': workflow([step('a', { compensate: 'undo' })], 'start>a'),
  'node.join-impossible': workflow(
    [asks('ok'), step('a', { join: { count: 2 } })],
    'start>ok ok.approved>a ok.rejected>a',
  ),
  'node.join-count': workflow([step('a', { join: { count: 4 } })], 'start>a'),
  'shell.whole-line': workflow([shell('log', { config: { command: 'git log --oneline' } })], 'start>log'),
  'node.unasked-effect': workflow([shell('push', { approve: 'never' })], 'start>push'),
  'expression.unknown-node': workflow(
    [step('diff'), reads('a', '{{ nodes.dif.value & nodes.dif }}')],
    'start>diff diff>a',
  ),
  'expression.unknown-name': workflow([step('diff'), reads('a', '{{ diff }}')], 'start>diff diff>a'),
  'expression.unknown-argument': workflow([reads('a', '{{ args.base }}')], 'start>a'),
  'expression.unknown-field': workflow([shell('diff'), reads('a', '{{ nodes.diff.stdot }}')], 'start>diff diff>a'),
  'expression.runs-beside': workflow([step('a'), reads('b', '{{ nodes.a }}')], 'start>a start>b'),
  'parameter.unused': workflow([step('a')], 'start>a', { parameters: [{ name: 'base', type: 'string' }] }),
  'parameter.bad-default': workflow([reads('a', '{{ args.depth }}')], 'start>a', {
    parameters: [{ name: 'depth', type: 'enum', options: ['quick', 'deep'], default: 'quik' }],
  }),
  'parameter.duplicate': workflow([reads('a', '{{ args.base & args.base_2 }}')], 'start>a', {
    parameters: ['base', 'Base', 'base_2'].map((name) => ({ name, type: 'string' })),
  }),
  'parameter.duplicate-option': workflow([reads('a', '{{ args.depth }}')], 'start>a', {
    parameters: [{ name: 'depth', type: 'enum', options: ['quick', 'quick'] }],
  }),
  'parameter.unused-options': workflow([reads('a', '{{ args.depth }}')], 'start>a', {
    parameters: [{ name: 'depth', type: 'string', options: ['quick'] }],
  }),
}

describe('a fix', () => {
  for (const [code, given] of Object.entries(broken))
    it(`mends ${code}, and leaves a workflow`, () => {
      const found = check(given).find((problem) => problem.code === code)
      expect(found?.fixes, `no fix for ${code}: ${JSON.stringify(check(given).map((each) => each.code))}`).toBeDefined()
      for (const fix of found?.fixes ?? []) {
        const mended = applyFix(given, fix)
        expect(WorkflowSchema.safeParse(mended).success, fix.label).toBe(true)
        expect(countOf(mended ?? given, code), fix.label).toBeLessThan(countOf(given, code))
      }
    })

  const countOf = (given: Workflow, code: string) => check(given).filter((problem) => problem.code === code).length

  it('is not applied to what was changed meanwhile', () => {
    const given = broken['edge.duplicate'] as Workflow
    const [fix] = check(given).find(({ code }) => code === 'edge.duplicate')?.fixes ?? []
    expect(fix && applyFix({ ...given, edges: given.edges.slice(0, 1) }, fix)).toBeUndefined()
    expect(
      fix && applyFix({ ...given, edges: [given.edges[0], { from: 'start', to: 'b' }] as never }, fix),
    ).toBeUndefined()
  })

  it('renames a reference inside expressions, and leaves the text around them and longer names alone', () => {
    const given = workflow(
      [step('diff'), step('dif_2'), reads('a', 'nodes.dif {{ [1..nodes.dif] & nodes.dif_2 }}')],
      'start>diff diff>dif_2 dif_2>a',
    )
    const [fix] = check(given).find(({ code }) => code === 'expression.unknown-node')?.fixes ?? []
    expect(fix && applyFix(given, fix)?.nodes[3]?.config?.value).toBe('nodes.dif {{ [1..nodes.diff] & nodes.dif_2 }}')
  })
})

describe('a node that is named and is not there', () => {
  const unknown = (given: Workflow) => check(given).find(({ code }) => code === 'expression.unknown-node')
  const offered = (given: Workflow) => unknown(given)?.fixes?.map(({ label }) => label)

  it('is the one right before that gives what is read, whatever it was called', () => {
    const given = workflow(
      [shell('fetch'), step('diff'), reads('a', '{{ nodes.lint.stdout }}')],
      'start>fetch fetch>diff diff>a',
    )
    expect(offered(given)).toEqual(['Use "nodes.fetch"'])
    expect(unknown(given)?.message).toContain('there is no node "lint". Before it run "fetch" and "diff".')
  })

  it('is nobody where several give it, or where what is read says nothing', () => {
    const two = workflow(
      [shell('one'), shell('two'), step('join'), reads('a', '{{ nodes.lint.stdout }}')],
      'start>one one>two two>join join>a',
    )
    expect(offered(two)).toBeUndefined()
    expect(offered(workflow([shell('one'), reads('a', '{{ nodes.lint }}')], 'start>one one>a'))).toEqual([
      'Use "nodes.one"',
    ])
    const alone = workflow([reads('a', '{{ nodes.lint.stdout }}')], 'start>a')
    expect(offered(alone)).toBeUndefined()
    expect(unknown(alone)?.message).toContain('No node runs before it whose output it could read.')
  })
})

describe('an id that cannot be one', () => {
  it.each([
    ['fetchData', 'fetch_data'],
    ['Bad Id', 'bad_id'],
    ['1st-try', 'st_try'],
    ['in', 'in_node'],
  ])('is drawn all the same, and %j becomes %j wherever it is named', (bad, good) => {
    const named = (id: string) => ({
      format: 'slashflow/1',
      name: 'x',
      nodes: [
        { id: 'start', kind: 'start' },
        { id, kind: 'each' },
        { id: 'value', kind: 'transform', parent: id, config: { value: 1 } },
        {
          id: 'reader',
          kind: 'transform',
          config: { value: `{{ nodes.\`${id}\` & "nodes.${bad}" }}` },
          compensate: id,
        },
      ],
      edges: [
        { from: 'start', to: id },
        { from: `${id}.error`, to: 'reader' },
      ],
      layout: { [id]: { at: [1, 2], collapsed: true } },
    })
    const { workflow: given } = parseWorkflow(JSON.stringify(named(bad)))
    const [fix] = given ? (check(given).find(({ nodeId }) => nodeId === bad)?.fixes ?? []) : []

    expect(given && fix && applyFix(given, fix)).toEqual(named(good))
  })
})

describe('an output that may be missing', () => {
  const codes = (given: Workflow) => check(given).map(({ code, severity }) => `${severity} ${code}`)
  const MISSING = 'hint expression.may-be-missing'

  it('is hinted at where a branch leads past its node', () => {
    expect(
      codes(workflow([asks('ok'), step('a'), reads('b', '{{ nodes.a }}')], 'start>ok ok.approved>a a>b ok.rejected>b')),
    ).toContain(MISSING)
  })

  it('is no matter where every way leads by it, also where two ways are waited for', () => {
    expect(
      codes(workflow([step('a'), step('c'), reads('b', '{{ nodes.a & nodes.c }}')], 'start>a start>c a>b c>b')),
    ).not.toContain(MISSING)
    expect(codes(workflow([step('a'), reads('b', '{{ nodes.a }}')], 'start>a a>b'))).not.toContain(MISSING)
  })

  it('is no matter where the expression asks for it', () => {
    expect(
      codes(
        workflow(
          [asks('ok'), step('a'), reads('b', '{{ nodes.a ? nodes.a : 1 }}')],
          'start>ok ok.approved>a a>b ok.rejected>b',
        ),
      ),
    ).not.toContain(MISSING)
  })

  it('is no matter in a loop, whose first pass has none', () => {
    expect(
      codes(workflow([reads('a', '{{ nodes.ok.feedback }}'), asks('ok')], 'start>a a>ok ok.rejected^a')),
    ).not.toContain(MISSING)
  })
})
