import { describe, expect, it } from 'vitest'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { check, found, reads, step } from './checked.ts'

describe('the expressions', () => {
  const one = (value: string, fields: Partial<Workflow> = {}, node: Partial<WorkflowNode> = {}) =>
    check(
      [step('diff', { kind: 'shell', config: { command: 'git' } }), reads('a', value, node), step('later')],
      'start>diff diff>a a>later',
      fields,
    )

  it('that are broken are shown with their place', () => {
    expect(
      check([step('way', { kind: 'branch', config: { cases: [{ port: 'yes', when: '{{ a b }}' }] } })], 'start>way'),
    ).toEqual([
      {
        severity: 'error',
        code: 'expression.syntax',
        message: 'Node "way", field "cases[0].when": Did not expect "b" here, at character 6: "{{ a b }}".',
        nodeId: 'way',
        field: 'cases[0].when',
      },
    ])
  })

  it.each([
    ['{{ nodes.dif.stdout }}', 'expression.unknown-node', 'there is no node "dif". Did you mean "diff"?'],
    [
      '{{ nodes.diff.stdot }}',
      'expression.unknown-field',
      'has no field "stdot", only "stdout", "stderr" and "exitCode". Did you mean "nodes.diff.stdout"?',
    ],
    ['{{ nodes.later.x }}', 'expression.runs-later', '"later" cannot have run before "a"'],
    ['{{ nodes.a.x }}', 'expression.runs-later', '"a" cannot have run before "a"'],
    ['{{ args.base }}', 'expression.unknown-argument', 'there is no parameter "base". Add it'],
    ['{{ secrets.KEY }}', 'expression.secret-not-allowed', 'A "transform" takes none.'],
    ['{{ item }}', 'expression.not-in-each', '"item" has a value only inside'],
    ['{{ event.x }}', 'expression.no-event', '"event" has a value only'],
    ['{{ diff.stdout }}', 'expression.unknown-name', 'nothing called "diff". Did you mean "nodes.diff"?'],
    ['{{ arg.base }}', 'expression.unknown-name', 'Did you mean "args"?'],
    ['{{ whatever }}', 'expression.unknown-name', 'text stands in quotes'],
  ])('that name what is not there are told: %s', (value, code, message) => {
    expect(one(value)).toMatchObject([{ code, nodeId: 'a', field: 'value', message: expect.stringContaining(message) }])
  })

  it.each(['{{ a }} ', '{{ a }}{{ b }}', 'x {{ a }}'])('stand alone in a condition: %j', (when) => {
    const way = step('way', { kind: 'branch', config: { cases: [{ port: 'yes', when }] } })
    expect(check([way], 'start>way')).toMatchObject([{ code: 'expression.not-alone', field: 'cases[0].when' }])
  })

  it('know the parameters', () => {
    const parameters = [{ name: 'base', type: 'string' as const }]
    expect(one('{{ args.bas }}', { parameters })).toMatchObject([
      { code: 'expression.unknown-argument', message: expect.stringContaining('Did you mean "base"?') },
      { code: 'parameter.unused' },
    ])
    expect(one('{{ base }}', { parameters })[0]?.message).toContain('Did you mean "args.base"?')
    expect(one('{{ args.base }}', { parameters })).toEqual([])
    expect(one('{{ nodes.start }}', { parameters })).toEqual([])
    expect(one('{{ nodes.start.base }}', { parameters })).toEqual([])
  })

  it('may read any earlier node, one of an earlier pass, and what left by error', () => {
    expect(
      check([reads('a', '{{ nodes.b.x }}{{ nodes.a.x }}{{ nodes.start }}'), step('b')], 'start>a a>b b^a'),
    ).toEqual([])
    expect(
      check(
        [step('diff', { kind: 'shell', config: { command: 'git' } }), reads('b', '{{ nodes.diff.error.message }}')],
        'start>diff diff.error>b diff>b',
      ),
    ).toEqual([])
  })

  it('see siblings and what came before their container, and nothing inside another', () => {
    const nodes = [
      step('before'),
      step('all', { kind: 'each' }),
      reads('in1', '{{ item }}{{ index }}{{ nodes.before.x }}', { parent: 'all' }),
      reads('in2', '{{ nodes.in1 }}', { parent: 'all' }),
      reads('after', '{{ nodes.in1 }}'),
    ]
    expect(check(nodes, 'start>before before>all all>after in1>in2')).toMatchObject([
      {
        severity: 'warning',
        code: 'expression.not-visible',
        nodeId: 'after',
        message: expect.stringContaining('Read the output of "all"'),
      },
    ])
  })

  it('may hold a named secret in a field that is sent out', () => {
    const shell = (config: WorkflowNode['config']) =>
      check([step('a', { kind: 'shell', config: { command: 'x', ...config } })], 'start>a')
    expect(shell({ env: { A: '{{ secrets.A }}' } })).toEqual([])
    expect(shell({ stdin: '{{ secrets }}' })).toMatchObject([
      { code: 'expression.secret-not-allowed', message: expect.stringContaining('name the secret') },
    ])
    expect(shell({ args: ['{{ secrets.A }}'] })).toMatchObject([
      { message: expect.stringContaining('In a "shell" they may stand in "env" and "stdin".') },
    ])
  })
})

describe('the parameters', () => {
  it('make sense', () => {
    const parameters: Workflow['parameters'] = [
      { name: 'a', type: 'string' },
      { name: 'A', type: 'number', default: 'three' },
      { name: 'b', type: 'enum' },
      { name: 'c', type: 'enum', options: ['quick', 'deep'], default: 'quik' },
    ]
    expect(found([reads('x', '{{ args }}')], 'start>x', { parameters })).toEqual([
      [
        'parameter.duplicate',
        'Parameter "A" is there twice: as number 1 and 2 (upper and lower case count as one). Rename one.',
      ],
      ['parameter.bad-default', 'Parameter "A" has the default "three", but it must be a number.'],
      ['parameter.no-options', 'Parameter "b" is an enum without options. Add "options": ["…"].'],
      [
        'parameter.bad-default',
        'Parameter "c" has the default "quik", but it must be one of quick, deep. Did you mean "quick"?',
      ],
    ])
  })

  it('that nobody reads are a warning', () => {
    expect(check([step('x')], 'start>x', { parameters: [{ name: 'a', type: 'string' }] })).toMatchObject([
      { severity: 'warning', code: 'parameter.unused', field: 'parameters[0]' },
    ])
  })
})
