/** Deliveries begin a run once; one whose run fails is put aside with the cause, in the same commit (DESIGN 4.12). */

import { expect, it } from 'vitest'
import { DATABASE_FILE } from '#main/engine/log/database.ts'
import { LetterTable } from '#main/engine/log/letter-table.ts'
import { DatabaseSync } from '#main/engine/log/sqlite.ts'
import type { Json } from '#shared/json.ts'
import { Feature } from './support/feature.ts'

const workflow = {
  format: 'slashflow/1' as const,
  name: 'hears',
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'a', kind: 'work', config: { value: '{{ args.n }}' } },
  ],
  edges: [{ from: 'start', to: 'a' }],
}

async function delivers(feature: Feature, delivery: string, payload: Json = null): Promise<string> {
  const request = { workflow, args: { n: 1 }, workspace: '', trusted: true, by: 'test', delivery, payload }
  const { runId } = await feature.slashflow.engine.start(request)
  await feature.settle()
  return runId
}

function letters(feature: Feature) {
  const database = new DatabaseSync(`${feature.slashflow.home}/${DATABASE_FILE}`)
  try {
    return new LetterTable(database).list({ limit: 10 })
  } finally {
    database.close()
  }
}

it('begins one run, however often it comes, also after a crash', async () => {
  const feature = new Feature()
  const first = await delivers(feature, 'd-1')
  expect(await delivers(feature, 'd-1')).toBe(first)
  await feature.crash()
  expect(await delivers(feature, 'd-1')).toBe(first)
  expect(await delivers(feature, 'd-2')).not.toBe(first)
  expect(feature.works.log).toEqual(['a 1', 'a 1'])
})

it('begins one run where it comes twice at the same moment', async () => {
  const feature = new Feature()
  const request = { workflow, args: { n: 1 }, workspace: '', trusted: true, by: 'test', delivery: 'd-1' }
  const [one, other] = await Promise.all([
    feature.slashflow.engine.start(request),
    feature.slashflow.engine.start(request),
  ])
  await feature.settle()
  expect(other).toEqual(one)
  expect(feature.works.log).toEqual(['a 1'])
})

it('is put aside with its payload and the cause where its run fails', async () => {
  const feature = new Feature()
  feature.works.fail('a')
  const run = await delivers(feature, 'd-1', { n: 1 })
  expect(letters(feature)).toMatchObject([
    { runId: run, payload: { n: 1 }, workflow: 'hears', cause: { code: 'test.failed', message: 'a 1 failed' } },
  ])
  expect(feature.slashflow.trace(run, ['letter.buried', 'run.failed'])).toEqual(['letter.buried', 'run.failed'])
})

it('is not put aside where its run succeeds or is stopped', async () => {
  const feature = new Feature()
  await delivers(feature, 'd-1')
  feature.works.hold('a')
  const run = await delivers(feature, 'd-2')
  await feature.slashflow.stop(run)
  expect(letters(feature)).toEqual([])
})

it('begins nothing at a node that is no entry, where it would seem to be done', async () => {
  const feature = new Feature()
  const request = { workflow, args: { n: 1 }, workspace: '', trusted: true, by: 'test', delivery: 'd-1' }
  for (const entry of ['a', 'gone'])
    await expect(feature.slashflow.engine.start({ ...request, entry })).rejects.toMatchObject({
      code: 'entry.unknown',
      message: expect.stringContaining(`no entry “${entry}”`),
    })
  expect((await feature.slashflow.engine.start({ ...request, entry: 'start' })).runId).toBeDefined()
})
