/** Deliveries begin a run once; one whose run fails is put aside with the cause, in the same commit (DESIGN 4.12). */

import { describe, expect, it } from 'vitest'
import type { Engine } from '#main/engine/engine.ts'
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

function replaysLetter(engine: Engine, letter: string, payload: Json): Promise<{ runId: string }> {
  const delivery = `${letter}#replay`
  return engine.start({ workflow, args: { n: 1 }, workspace: '', trusted: true, by: 'test', delivery, payload, letter })
}

const outcomes = (settled: readonly PromiseSettledResult<{ runId: string }>[]) =>
  settled.map((one) => (one.status === 'fulfilled' ? one.value.runId : one.reason.message))

describe.each([
  ['one process', (feature: Feature) => [feature.slashflow.engine, feature.slashflow.engine]],
  ['two processes', (feature: Feature) => [feature.slashflow.engine, feature.slashflow.another()]],
] as const)('a letter that two people replay at once, from %s', (_, enginesOf) => {
  it('is delivered once, with the payload of whoever was first; the other is told so', async () => {
    const feature = new Feature()
    feature.works.fail('a')
    const failed = await delivers(feature, 'd-1', { n: 1 })
    const letter = `letter-${failed}`
    const engines: readonly Engine[] = enginesOf(feature)
    const settled = await Promise.allSettled(
      engines.map((engine, index) => replaysLetter(engine, letter, { n: index })),
    )
    await feature.settle()

    const [kept] = letters(feature)
    const winner = settled.findIndex(({ status }) => status === 'fulfilled')
    const told = [`The letter ${letter} was replayed as run ${kept?.replayedAs} already.`, kept?.replayedAs]
    expect(outcomes(settled)).toEqual(winner === 0 ? told.reverse() : told)
    expect(kept).toMatchObject({ id: letter, state: 'replayed', payload: { n: winner } })
    const begun = feature.slashflow.events.filter(({ type }) => type === 'letter.replayed')
    expect(begun.map(({ runId }) => runId)).toEqual([kept?.replayedAs])
    expect(feature.slashflow.bugs.splice(0)).toEqual([expect.stringMatching(/^forked /)])
    await Promise.all(engines.map((engine) => engine.close()))
  })
})

it('a letter that is thrown away while it is replayed begins nothing', async () => {
  const feature = new Feature()
  feature.works.fail('a')
  const letter = `letter-${await delivers(feature, 'd-1', { n: 1 })}`
  const replaying = replaysLetter(feature.slashflow.engine, letter, { n: 2 })
  const database = new DatabaseSync(`${feature.slashflow.home}/${DATABASE_FILE}`)
  new LetterTable(database).discard(letter, '2026-01-01T00:00:00.000Z')
  database.close()

  await expect(replaying).rejects.toThrow(`The letter ${letter} was discarded already.`)
  await feature.settle()
  expect(feature.slashflow.bugs.splice(0)).toEqual([expect.stringMatching(/^forked /)])
  expect(feature.slashflow.events.filter(({ type }) => type === 'run.started')).toHaveLength(1)
})

it('a letter is settled in the commit of the run that it is replayed as', async () => {
  const feature = new Feature()
  feature.works.fail('a')
  const letter = `letter-${await delivers(feature, 'd-1', { n: 1 })}`
  const states: unknown[] = []
  feature.slashflow.onCommit(() => states.push(letters(feature).find(({ id }) => id === letter)))
  const { runId } = await replaysLetter(feature.slashflow.engine, letter, { n: 2 })
  expect(states[0]).toMatchObject({ state: 'replayed', replayedAs: runId, payload: { n: 2 } })
})
