/** `store`: memory across runs. */
import { expect, it } from 'vitest'
import type { Json } from '#shared/json.ts'
import { Feature } from './support/feature.ts'

async function stores(feature: Feature, config: Record<string, Json>, name = 'test', workspace = ''): Promise<Json> {
  const run = await feature.slashflow.start(
    {
      format: 'slashflow/1',
      name,
      nodes: [
        { id: 'start', kind: 'start' },
        { id: 'keep', kind: 'store', config: { key: 'k', ...config } },
      ],
      edges: [{ from: 'start', to: 'keep' }],
    },
    {},
    true,
    workspace,
  )
  await feature.settle()
  const { port, output, error } = feature.slashflow.state(run).nodes.get('keep') ?? {}
  return error ? { error: error.code } : { port: port ?? null, ...(output as object) } // an output of the kind is an object
}

it('gets, sets, adds and deletes', async () => {
  const feature = new Feature()
  const answers: Json[] = []
  const configs: readonly Record<string, Json>[] = [
    { action: 'get' },
    { action: 'set', value: 1 },
    { action: 'set', value: 2 },
    { action: 'add', value: 3 },
    { action: 'get' },
    { action: 'delete' },
    { action: 'delete' },
    { action: 'add', value: 4 },
  ]
  for (const config of configs) answers.push(await stores(feature, config))
  expect(answers).toEqual([
    { port: 'out', value: null, existed: false },
    { port: 'out', value: 1, existed: false },
    { port: 'out', value: 2, existed: true },
    { port: 'exists', value: 2, existed: true },
    { port: 'out', value: 2, existed: true },
    { port: 'out', value: 2, existed: true },
    { port: 'out', value: null, existed: false },
    { port: 'out', value: 4, existed: false },
  ])
})

it('is shared by the runs of one command, or by all commands of one workspace', async () => {
  const feature = new Feature()
  await stores(feature, { action: 'set', value: 'mine' }, 'one')
  expect(await stores(feature, { action: 'get' }, 'other')).toMatchObject({ value: null })
  expect(await stores(feature, { action: 'get' }, 'one')).toMatchObject({ value: 'mine' })
  await stores(feature, { action: 'set', value: 'ours', scope: 'workspace' }, 'one', '/here')
  expect(await stores(feature, { action: 'get', scope: 'workspace' }, 'other', '/here')).toMatchObject({
    value: 'ours',
  })
  expect(await stores(feature, { action: 'get', scope: 'workspace' }, 'other', '/there')).toMatchObject({ value: null })
  expect(await stores(feature, { action: 'get', scope: 'workspace' })).toEqual({ error: 'store.no-workspace' })
})

it('outlives the process', async () => {
  const feature = new Feature()
  await stores(feature, { action: 'set', value: { deep: [1] } })
  await feature.crash()
  expect(await stores(feature, { action: 'get' })).toMatchObject({ value: { deep: [1] } })
})

it('adds once where its process died before it could say so', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [
      { id: 'keep', kind: 'store', config: { action: 'add', key: 'k', value: 1 } },
      { id: 'first', kind: 'set', config: { value: 'first' } },
    ],
    ['start -> keep', 'keep -> first'],
  )
  const again = await feature.run(
    [
      { id: 'keep', kind: 'store', config: { action: 'add', key: 'k', value: 1 } },
      { id: 'first', kind: 'set', config: { value: 'first' } },
      { id: 'other', kind: 'set', config: { value: 'not the first' } },
    ],
    ['start -> keep', 'keep -> first', 'keep.exists -> other'],
  )
  expect([feature.end(run), feature.end(again)]).toEqual([
    { status: 'succeeded', result: 'first' },
    { status: 'succeeded', result: 'not the first' },
  ])
})
