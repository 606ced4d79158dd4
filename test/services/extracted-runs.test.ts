/** A command, the same with a part of it as a command of its own, and with that part put back: all three give the same. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { App } from '#main/app.ts'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { extractCommand } from '#shared/workflow/edit/extract-command.ts'
import { inlineCommand } from '#shared/workflow/edit/inline-command.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import { FORMAT, type Workflow } from '#shared/workflow/workflow.ts'
import { composedApp } from '#test/support/composed-app.ts'
import { Home } from '#test/support/home.ts'

const catalog = catalogOf(DESCRIPTORS)

let home: Home
let app: App

beforeEach(async () => {
  home = new Home()
  app = await composedApp(home, true)
})
afterEach(async () => {
  await app.close()
  home.remove()
})

async function resultOf(workflow: Workflow, args: object): Promise<unknown> {
  const { ref } = await app.call('workflows.create', { name: workflow.name, source: 'user', workspace: '', workflow })
  const { runId } = await app.call('run.start', { ref, args: { ...args }, workspace: '' })
  await expect.poll(async () => (await app.call('runs.summary', { runId })).endedAt).toBeDefined()
  const last = (await app.call('runs.events', { runId })).at(-1)
  return last?.type === 'run.succeeded' ? last.data.result : last
}

const transform = (id: string, value: string, more: object = {}) => ({
  id,
  kind: 'transform',
  config: { value },
  ...more,
})
const flow = (nodes: Workflow['nodes'], path: string): Workflow => ({
  format: FORMAT,
  name: 'whole',
  parameters: [
    { name: 'who', type: 'string' },
    { name: 'times', type: 'number', default: 2 },
  ],
  nodes: [{ id: 'start', kind: 'start' }, ...nodes],
  edges: path.split(' ').map((edge) => ({ from: edge.split('>')[0] ?? '', to: edge.split('>')[1] ?? '' })),
})
const end = (result: string) => ({ id: 'done', kind: 'end', config: { result } })

const cases: Readonly<Record<string, readonly [Workflow, readonly string[]]>> = {
  'a chain that reads arguments and what came before': [
    flow(
      [
        transform('greeting', '{{ "Hello " & args.who }}'),
        transform('loud', '{{ $uppercase(nodes.greeting) }}'),
        transform('often', '{{ [1..args.times].($$.nodes.loud & "!") }}'),
        end('{{ { "said": nodes.often, "by": nodes.greeting } }}'),
      ],
      'start>greeting greeting>loud loud>often often>done',
    ),
    ['loud', 'often'],
  ],
  'two nodes whose outputs are both read': [
    flow(
      [
        transform('one', '{{ args.times + 1 }}'),
        transform('two', '{{ { "value": nodes.one, "who": args.who } }}'),
        end('{{ [nodes.one, nodes.two.who] }}'),
      ],
      'start>one one>two two>done',
    ),
    ['one', 'two'],
  ],
  'the inside of a loop over items': [
    flow(
      [
        { id: 'all', kind: 'each', config: { items: '{{ ["1", "true", "x"] }}' } },
        transform('named', '{{ item & " of " & args.who & " " & index }}', { parent: 'all' }),
        end('{{ nodes.all }}'),
      ],
      'start>all all>done',
    ),
    ['named'],
  ],
}

for (const [what, [workflow, ids]] of Object.entries(cases))
  it(`gives the same before, as two commands, and put back: ${what}`, async () => {
    const args = { who: 'Ada', times: 3 }
    const before = await resultOf(workflow, args)

    const part = extractCommand(workflow, new Set(ids), { name: 'part', catalog })
    if ('problem' in part) throw new Error(part.problem)
    await app.call('workflows.create', { name: 'part', source: 'user', workspace: '', workflow: part.command })
    expect(await resultOf({ ...part.workflow, name: 'caller' }, args)).toEqual(before)

    const back = inlineCommand(part.workflow, part.id, part.command, catalog)
    if ('problem' in back) throw new Error(back.problem)
    expect(await resultOf({ ...back.workflow, name: 'back' }, args)).toEqual(before)
    expect(before).toMatchObject(Array.isArray(before) ? before : { said: expect.anything() })
  })
