import { expect, it } from 'vitest'
import { capabilitiesOf } from '#shared/workflow/capabilities.ts'

it('the capabilities of a workflow are what its file names', () => {
  const shell = { kind: 'shell', config: { command: 'git', args: ['diff', '{{ args.base }}...HEAD', 'a b'] } }
  expect(
    capabilitiesOf({
      format: 'slashflow/1',
      name: 'x',
      nodes: [
        { id: 'a', ...shell, approve: 'never' },
        { id: 'b', ...shell },
        { id: 'c', kind: 'shell', config: { command: 'sh', args: '{{ args.list }}' } },
        { id: 'd', kind: 'file', config: { action: 'write', path: 'review.md' }, approve: 'never' },
        { id: 'e', kind: 'prompt', config: { model: 'llama3' } },
        { id: 'f', kind: 'prompt' },
      ],
      edges: [],
    }),
  ).toEqual({
    programs: ['git diff {{ args.base }}...HEAD "a b"', 'sh {{ args.list }}'],
    paths: ['review.md'],
    models: ['llama3'],
    unasked: ['a', 'd'],
  })
})
