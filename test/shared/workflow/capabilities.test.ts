import { expect, it } from 'vitest'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { capabilitiesOf } from '#shared/workflow/capabilities.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'

const catalog = catalogOf(DESCRIPTORS)

it('the capabilities of a workflow are what its file names', () => {
  const shell = { kind: 'shell', config: { command: 'git', args: ['diff', '{{ args.base }}...HEAD', 'a b'] } }
  expect(
    capabilitiesOf(
      {
        format: 'slashflow/1',
        name: 'x',
        nodes: [
          { id: 'a', ...shell, approve: 'never' },
          { id: 'b', ...shell },
          { id: 'c', kind: 'shell', config: { command: 'sh', args: '{{ args.list }}' } },
          { id: 'd', kind: 'file', config: { action: 'write', path: 'review.md' }, approve: 'never' },
          { id: 'e', kind: 'prompt', config: { model: 'llama3' } },
          { id: 'f', kind: 'prompt' },
          { id: 'g', kind: 'workflow', config: { name: 'pr-review' } },
          { id: 'h', kind: 'emit', config: { event: 'review.done' } },
          { id: 'i', kind: 'on_event', config: { event: 'pushed' } },
          { id: 'j', kind: 'store', config: { action: 'set', key: 'last', scope: 'workspace' } },
          { id: 'k', kind: 'store', config: { key: '{{ args.n }}' } },
          { id: 'l', kind: 'delay', config: { for: '2h' } },
          { id: 'm', kind: 'delay', config: { until: '{{ args.when }}' } },
          { id: 'n', kind: 'approval', disabled: true },
          { id: 'o', ...shell, pinned: { stdout: '' } },
          { id: 'p', kind: 'transform', disabled: true },
          { id: 'q', kind: 'http', config: { url: 'https://me:x@api.example.com:8443/v1?q=1' } },
          {
            id: 'r',
            kind: 'http',
            config: { url: 'https://{{ args.host }}/x', headers: { auth: '{{ secrets.TOKEN }}' } },
          },
          { id: 's', kind: 'prompt', config: { tools: ['file.read', 'git.log'] } },
          { id: 't', kind: 'mcp', config: { server: 'tickets', tool: 'close' } },
        ],
        edges: [],
      },
      catalog,
    ),
  ).toEqual({
    programs: ['git diff {{ args.base }}...HEAD "a b"', 'sh {{ args.list }}'],
    hosts: ['api.example.com:8443', 'https://{{ args.host }}/x', 'tickets'],
    paths: ['review.md'],
    models: ['llama3', 'the model of your settings'],
    tools: ['file.read', 'git.log', 'tickets.close'],
    secrets: ['TOKEN'],
    commands: ['/pr-review'],
    emits: ['review.done'],
    beginsOn: ['pushed'],
    remembers: ['last (for all commands of the workspace)', '{{ args.n }}'],
    delays: ['2h', 'until {{ args.when }}'],
    unasked: ['a', 'd'],
    passedOver: ['n', 'o'],
    unknown: ['http', 'mcp'],
  })
})
