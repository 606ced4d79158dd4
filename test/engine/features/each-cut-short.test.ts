/** `each` that is tried again, out of time, stopped, killed: which items begin, and which do not (DESIGN 4.5). */
import { expect, it } from 'vitest'
import { all, item } from './support/each-nodes.ts'
import { Feature } from './support/feature.ts'

it('runs all its items anew when it is tried again', async () => {
  const feature = new Feature()
  feature.works.fail('one "b"')
  const run = await feature.run(
    [all({ concurrency: 1 }, { retry: { attempts: 2, delay: '1s' } }), item],
    ['start -> all'],
  )
  expect(feature.slashflow.state(run).active.get('all/0')).toMatchObject({ status: 'retrying', attempt: 1 })
  await feature.slashflow.turn(1_000)
  expect(feature.works.log).toEqual(['one "a"', 'one "b"', 'one "a"', 'one "b"', 'one "c"'])
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: ['a', 'b', 'c'] })
})

it('ends what is inside when its time is over', async () => {
  const feature = new Feature()
  feature.works.hold('one')
  const run = await feature.run(
    [all({}, { timeout: '10s' }), item, { id: 'late', kind: 'set', config: { value: '{{ nodes.all.error.code }}' } }],
    ['start -> all', 'all.error -> late'],
  )
  await feature.slashflow.turn(9_999)
  expect(feature.works.waiting).toHaveLength(3)
  await feature.slashflow.turn(1)
  expect(feature.works.waiting).toEqual([])
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 'node.timeout' })
})

it('is stopped with what is inside, and resumed it goes on with the items that are left', async () => {
  const feature = new Feature()
  feature.works.hold('one')
  const run = await feature.run([all({ concurrency: 2 }), item], ['start -> all'])
  await feature.release('one "a"')
  const receipt = await feature.slashflow.stop(run)
  expect(receipt.map(({ what, how }) => [what, how])).toEqual([
    ['One', 'ended'],
    ['One', 'ended'],
  ])
  expect(feature.works.waiting).toEqual([])
  await feature.resume(run)
  expect(feature.works.waiting).toEqual(['one "b"', 'one "c"'])
  await feature.release('one "c"', 'one "b"')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: ['a', 'b', 'c'] })
  expect(feature.works.log).toEqual(['one "a"', 'one "b"', 'one "c"', 'one "b"!', 'one "c"!', 'one "b"', 'one "c"'])
})

it('goes on with the items that are left after a crash', async () => {
  const feature = new Feature()
  feature.works.hold('one')
  const run = await feature.run([all({ concurrency: 1 }), item], ['start -> all'])
  await feature.release('one "a"')
  await feature.crash()
  expect(feature.works.log).toEqual(['one "a"', 'one "b"', 'one "b"'])
  await feature.release('one "b"', 'one "c"')
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: ['a', 'b', 'c'] })
})

it('begins no further item of an attempt that ran out of time while the run was paused', async () => {
  const feature = new Feature()
  feature.works.hold('one')
  const retry = { attempts: 2, delay: '1s', jitter: false }
  const run = await feature.run([all({ concurrency: 1 }, { retry, timeout: '5s' }), item], ['start -> all'])
  await feature.tell(run, (live) => live.pausing.pause('test'))
  await feature.release('one "a"')
  await feature.slashflow.turn(5_000)
  await feature.slashflow.turn(1_000)
  expect(feature.live(run).pausing.held).toEqual(['all'])
  await feature.resume(run)
  expect(feature.works.waiting).toEqual(['one "a"'])
})

it('begins no further item of an attempt that failed while what had begun of it was being stored', async () => {
  const feature = new Feature()
  // More events than one commit takes, so that what is to begin next waits for it.
  const many = all({ items: '{{ [1..2000] }}', concurrency: 1_000 }, { retry: { attempts: 2, jitter: false } })
  const cases = [{ port: 'bad', when: '{{ item = 900 }}' }]
  const run = await feature.run(
    [
      many,
      { id: 'look', kind: 'branch', parent: 'all', config: { cases } },
      { id: 'bad', kind: 'end', parent: 'all', config: { status: 'failed' } },
    ],
    ['start -> all', 'look.bad -> bad'],
  )
  expect(feature.fates(run)).toMatchObject({ all: 'retrying' })
  const types = feature.slashflow.events.map(({ type }) => type)
  expect(types.lastIndexOf('item.started')).toBeLessThan(types.lastIndexOf('node.failed'))
})
