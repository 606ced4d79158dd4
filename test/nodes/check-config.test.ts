import { describe, expect, it } from 'vitest'
import { checkConfig } from '#main/nodes/check-config.ts'
import { KINDS } from '#main/nodes/registry.ts'

describe('a config that is wrong', () => {
  it.each([
    ['prompt', {}, [{ path: 'prompt', message: 'Write what the model is asked.' }]],
    ['prompt', { prompt: 'x', temperature: 3 }, [{ path: 'temperature', message: 'Must be at most 2.' }]],
    [
      'prompt',
      { prompt: 'x', tools: [] },
      [
        {
          path: 'tools',
          message: 'Prompt has no field “tools”. It has model, system, prompt, messages, temperature, schema.',
          unknown: true,
        },
      ],
    ],
    [
      'prompt',
      { prompt: 'x', schema: { type: 'text' } },
      [
        {
          path: 'schema',
          message: '"text" is no type of JSON Schema: use array, boolean, integer, null, number, object, string',
        },
      ],
    ],
    ['shell', { args: ['diff'] }, [{ path: 'command', message: 'This field is needed.' }]],
    ['shell', { command: 'git', args: 3 }, [{ path: 'args', message: 'Expected a list, or one {{ expression }}.' }]],
    ['shell', { command: 'git', env: { A: 1 } }, [{ path: 'env.A', message: 'Expected text.' }]],
    [
      'branch',
      { cases: [{ port: 'else', when: '{{ true }}' }] },
      [
        {
          path: 'cases',
          message: 'A case cannot use the port “else”: every branch has that one already. Choose another name.',
        },
      ],
    ],
    [
      'branch',
      { cases: [{ port: 'yes', when: 'args.ok' }] },
      [{ path: 'cases[0].when', message: 'Write a value, or one {{ expression }}' }],
    ],
    ['transform', {}, [{ path: 'value', message: 'This field is needed.' }]],
    ['file', { action: 'delete' }, [{ path: 'action', message: 'Expected one of read, write, append, list.' }]],
    ['file', { action: 'write', path: 'a' }, [{ path: 'text', message: '“write” needs a text, and it has no value.' }]],
    [
      'approval',
      { title: 'Go?', timeout: '2 hours' },
      [{ path: 'timeout', message: 'A duration is a number and a unit: 250ms, 30s, 5m, 2h or 3d' }],
    ],
    [
      'ask',
      {
        title: 'x',
        fields: [
          { name: 'a', type: 'string' },
          { name: 'a', type: 'number' },
        ],
      },
      [{ path: 'fields', message: 'Two fields are called “a”. Give each a name of its own.' }],
    ],
    [
      'start',
      { cron: '* * * * *' },
      [{ path: 'cron', message: 'Start has no settings, so “cron” means nothing.', unknown: true }],
    ],
  ])('%s %j', (kind, config, problems) => {
    expect(checkConfig(kind, config)).toEqual(problems)
  })
})

describe('a fresh node', () => {
  it.each(KINDS.map((kind) => kind.descriptor))(
    'of kind $kind has a config that only its writer can complete',
    ({ kind, initialConfig }) => {
      const open = kind === 'prompt' ? [{ path: 'prompt', message: 'Write what the model is asked.' }] : []

      expect(checkConfig(kind, initialConfig)).toEqual(open)
    },
  )
})
