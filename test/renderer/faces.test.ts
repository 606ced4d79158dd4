import { describe, expect, it } from 'vitest'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { configFace, outputSummary } from '#renderer/canvas/model/face.ts'
import { fieldsOf } from '#renderer/inspector/fields/json-schema.ts'
import type { Json } from '#shared/json.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'

const catalog = catalogOf(DESCRIPTORS)

function face(kind: string, config: Readonly<Record<string, Json>>): string | undefined {
  const descriptor = catalog.get(kind)
  return descriptor && configFace(descriptor, config).text
}

describe('the face of a node', () => {
  it.each<[string, Readonly<Record<string, Json>>, string]>([
    ['each', { items: '{{ nodes.list.files }}' }, '{{ nodes.list.files }}'],
    ['each', { items: [1, 2] }, '1, 2'],
    ['workflow', { name: 'pr-review', args: { base: 'main', depth: 3 } }, '/pr-review base=main depth=3'],
    ['workflow', { name: '/hello' }, '/hello'],
    ['delay', { for: '5m' }, 'for 5m'],
    ['delay', { until: '{{ args.when }}' }, 'until {{ args.when }}'],
    [
      'wait',
      {
        events: [
          { port: 'done', event: 'deploy.done', when: '{{ event.ok }}' },
          { port: 'failed', event: 'deploy.failed' },
        ],
      },
      'for deploy.done or deploy.failed',
    ],
    ['store', { key: 'last' }, 'get last'],
    ['store', { action: 'add', key: 'ticket', value: 1 }, 'add ticket'],
    ['cancel', { nodes: ['search', 'fetch'] }, 'search, fetch'],
    ['cancel', {}, ''],
    ['checkpoint', {}, 'Holds when asked to.'],
    ['checkpoint', { when: 'always', message: 'Look first.' }, 'Always holds. Look first.'],
    ['shell', { command: 'git', args: ['diff', 'main'] }, 'git diff main'],
  ])('of kind %s says what it does: %j', (kind, config, says) => {
    expect(face(kind, config)).toBe(says)
  })
})

describe('the form of a node', () => {
  it('shows what counts where the file says nothing', () => {
    const counts = (kind: string, name: string) =>
      fieldsOf(catalog.get(kind)?.configSchema ?? {}).find((field) => field.name === name)?.otherwise
    expect(counts('workflow', 'wait')).toBe(true)
    expect(counts('each', 'onError')).toBe('stop')
    expect(counts('wait', 'since')).toBe('now')
    expect(counts('delay', 'for')).toBeUndefined()
  })
})

describe('what a node says', () => {
  it('joins the fields of its face, lists with blanks', () => {
    const face = { fields: ['command', 'args'], style: 'code' as const }
    expect(configFace({ face }, { command: 'git', args: ['diff', '{{ args.base }}'] }).text).toBe(
      'git diff {{ args.base }}',
    )
  })

  it('sums up what came out', () => {
    expect(outputSummary({ text: '## Title\n\n**One** finding in `a.ts`' })).toBe('One finding in a.ts')
    expect(outputSummary({ text: '{"findings":[{},{}]}', json: { findings: [{}, {}] } })).toBe('2 findings')
    expect(outputSummary([1])).toBe('1 item')
  })
})
