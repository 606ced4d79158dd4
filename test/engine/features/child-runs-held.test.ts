/** A child run that is stopped, paused, ended or left behind, alone or with the run that called it. */
import { expect, it } from 'vitest'
import { call } from './support/call.ts'
import { Feature } from './support/feature.ts'

it('is stopped with its parent, and named in the receipt', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work' }], ['start -> a'])
  const run = await feature.run([call()], ['start -> call'])
  const receipt = await feature.slashflow.stop(run)
  expect(receipt).toMatchObject([{ what: 'Call: A', how: 'ended', nodeId: 'call' }])
  expect(feature.works.log).toEqual(['a', 'a!'])
  expect(feature.end(run)).toEqual({ status: 'interrupted' })
  expect(feature.end(feature.childOf(run))).toEqual({ status: 'interrupted' })
})

it('goes on with its parent when that is resumed', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work', config: { value: 3 } }], ['start -> a'])
  const run = await feature.run([call()], ['start -> call'])
  await feature.slashflow.stop(run)
  await feature.resume(run)
  await feature.release('a')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 3 })
  expect(feature.works.log).toEqual(['a 3', 'a 3!', 'a 3'])
})

it('takes its parent along when it is resumed itself', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work', config: { value: 3 } }], ['start -> a'])
  const run = await feature.run([call()], ['start -> call'])
  await feature.slashflow.stop(run)
  await feature.resume(feature.childOf(run))
  await feature.release('a')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 3 })
})

it('is waited for again when it was stopped by itself', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work', config: { value: 3 } }], ['start -> a'])
  const run = await feature.run([call()], ['start -> call'])
  await feature.slashflow.stop(feature.childOf(run))
  expect(feature.end(run)).toEqual({ status: 'running' })
  await feature.resume(feature.childOf(run))
  await feature.release('a')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 3 })
})

it('is paused and goes on with its parent', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command(
    'inner',
    [
      { id: 'a', kind: 'work' },
      { id: 'b', kind: 'work' },
    ],
    ['start -> a', 'a -> b'],
  )
  const run = await feature.run([call()], ['start -> call'])
  await feature.tell(run, (live) => live.pausing.pause('test'))
  const child = feature.childOf(run)
  expect([feature.end(run), feature.end(child)]).toEqual([{ status: 'paused' }, { status: 'paused' }])
  await feature.release('a')
  expect(feature.works.log).toEqual(['a'])
  await feature.resume(run)
  expect(feature.works.log).toEqual(['a', 'b'])
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: null })
})

it('goes on after a crash, and its parent hears of its end', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work', config: { value: 3 } }], ['start -> a'])
  const run = await feature.run([call()], ['start -> call'])
  await feature.crash()
  await feature.release('a')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 3 })
})

it('is ended with its node when the time of that is over', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work' }], ['start -> a'])
  const run = await feature.run([call({}, { timeout: '5s' })], ['start -> call'])
  await feature.slashflow.turn(5_000)
  expect(feature.works.waiting).toEqual([])
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { code: 'node.timeout' } })
  expect(feature.end(feature.childOf(run))).toEqual({ status: 'interrupted' })
})

it('is ended where its node is withdrawn, and does not go on after a crash either', async () => {
  const feature = new Feature()
  feature.works.hold('a', 'b')
  feature.works.fail('c')
  feature.command('inner', [{ id: 'a', kind: 'work' }], ['start -> a'])
  const run = await feature.run(
    [call(), { id: 'b', kind: 'work' }, { id: 'c', kind: 'work' }],
    ['start -> call', 'start -> b', 'b -> c'],
  )
  await feature.release('b')
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { message: 'c failed' } })
  expect(feature.end(feature.childOf(run))).toEqual({ status: 'interrupted' })
  await feature.crash()
  expect(feature.works.waiting).toEqual([])
})

it('is stopped with its parent where nobody owned either', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work' }], ['start -> a'])
  const run = await feature.run([call()], ['start -> call'])
  const folder = `${feature.slashflow.home}-left`
  feature.slashflow.keepCopy(folder)
  const heir = new Feature({ works: feature.works, folder })
  feature.works.forget()
  await heir.slashflow.stopHeld(run)
  await heir.slashflow.recover()
  expect(heir.works.waiting).toEqual([])
  expect([heir.end(run), heir.end(heir.childOf(run))]).toEqual([{ status: 'interrupted' }, { status: 'interrupted' }])
})
