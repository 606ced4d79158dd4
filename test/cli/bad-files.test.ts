/** Workflow files that are wrong, each with a sentence that says where and what to do. */
import { describe, expect } from 'vitest'
import { it } from './command-line.ts'

const start = { id: 'start', kind: 'start' }
const show = (id: string, value: string) => ({ id, kind: 'transform', config: { value } })
const file = (nodes: readonly object[], edges: readonly object[], more: object = {}): string =>
  JSON.stringify({ format: 'slashflow/1', name: 'wrong', nodes, edges, ...more }, null, 2)

const CASES: readonly { readonly what: string; readonly text: string; readonly says: RegExp }[] = [
  {
    what: 'is not JSON, with line and column',
    text: '{\n  "format": "slashflow/1",\n  "name": oops\n}\n',
    says: /wrong\.flow\.json:3:11: error: This is not JSON/,
  },
  {
    what: 'is of a newer format',
    text: file([start], [], { format: 'slashflow/9' }),
    says: /newer Slashflow \(format slashflow\/9.*Update/,
  },
  {
    what: 'has an unknown kind, with what was meant',
    text: file([start, { id: 'ask_model', kind: 'promt', config: {} }], [{ from: 'start', to: 'ask_model' }]),
    says: /error: .*"promt".*Did you mean "prompt"/,
  },
  {
    what: 'has an edge to nowhere',
    text: file(
      [start, show('one', '1')],
      [
        { from: 'start', to: 'one' },
        { from: 'one', to: 'on' },
      ],
    ),
    says: /error: .*"?on"?.*Did you mean "one"/,
  },
  {
    what: 'has two nodes of one id',
    text: file([start, show('one', '1'), show('one', '2')], [{ from: 'start', to: 'one' }]),
    says: /error: Two nodes are called "one".*Give one of them another id/,
  },
  {
    what: 'has a cycle without a loop edge',
    text: file(
      [start, show('one', '1'), show('two', '2')],
      [
        { from: 'start', to: 'one' },
        { from: 'one', to: 'two' },
        { from: 'two', to: 'one' },
      ],
    ),
    says: /error: .*(cycle|circle).*loop/is,
  },
  {
    what: 'has a bad expression, with node and field',
    text: file([start, show('one', '{{ args.( }}')], [{ from: 'start', to: 'one' }]),
    says: /error: .*one.*value/is,
  },
  {
    what: 'names a node that is not there',
    text: file([start, show('one', '{{ nodes.strat }}')], [{ from: 'start', to: 'one' }]),
    says: /error: .*strat.*Did you mean "start"/is,
  },
]

describe('a file that', () => {
  for (const { what, text, says } of CASES) {
    it(`${what} is refused by validate and by run`, async ({ slashflow, repository }) => {
      repository.write('wrong.flow.json', text)

      const validated = await slashflow.run(['validate', 'wrong.flow.json'])
      expect(validated).toMatchObject({ code: 2, stdout: expect.stringMatching(says), stderr: '' })
      const run = await slashflow.run(['run', 'wrong.flow.json'])
      expect(run).toMatchObject({ code: 2, stdout: '' })
      expect(run.stderr).toContain(validated.stdout.split('error: ')[1]?.split('\n')[0])
      expect(repository.read('wrong.flow.json')).toBe(text)
    })
  }

  it('does not exist is said to be missing', async ({ slashflow }) => {
    const { code, stderr } = await slashflow.run(['validate', 'nowhere.flow.json'])
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'slashflow: nowhere.flow.json does not exist\n' })
    expect(await slashflow.run(['run', 'nowhere.flow.json'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nowhere.flow.json'),
    })
  })

  it('is fine is said to be fine', async ({ slashflow }) => {
    const bundled = ['hello', 'pr-review'].map((name) => `${import.meta.dirname}/../../workflows/${name}.flow.json`)
    expect(await slashflow.run(['validate', ...bundled])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/: fine\n.*: fine\n$/),
    })
  })
})

describe('a command that is called wrongly', () => {
  it('is named as far as it can be guessed', async ({ slashflow }) => {
    const { code, stderr } = await slashflow.run(['run', 'pr-revew'])
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(/Did you mean .*pr-review/) })
  })

  it('has its argument guessed', async ({ slashflow }) => {
    const { code, stderr } = await slashflow.run(['run', 'pr-review', 'bse=main'])
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean "base"?') })
  })

  it('has the options of a choice listed', async ({ slashflow }) => {
    const { code, stderr } = await slashflow.run(['run', 'pr-review', 'depth=dep'])
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(/quick.*deep/) })
  })

  it('is told what is missing', async ({ slashflow, repository }) => {
    repository.write(
      'greet.flow.json',
      file([start], [], {
        name: 'greet',
        parameters: [
          { name: 'who', type: 'string' },
          { name: 'times', type: 'number', default: 1 },
        ],
      }),
    )

    expect(await slashflow.run(['run', 'greet.flow.json'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"who" is missing'),
    })
    expect(await slashflow.run(['run', 'greet.flow.json', 'who=Ada', 'times=often'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/times.*number/),
    })
  })

  it('is told how it is used', async ({ slashflow }) => {
    expect(await slashflow.run(['run'])).toMatchObject({ code: 2, stderr: expect.stringContaining('command') })
    expect(await slashflow.run(['frobnicate'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('frobnicate'),
    })
    expect(await slashflow.run(['approve', 'nothing', 'ok'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no run nothing'),
    })
  })
})
