/** `compensate`: what was done is undone (DESIGN 4.8). */
import { expect, it } from 'vitest'
import { Feature } from './support/feature.ts'

const done = (id: string, more: object = {}) => [
  { id, kind: 'work', config: { value: `of ${id}` }, compensate: `un_${id}`, ...more },
  { id: `un_${id}`, kind: 'work', config: { value: `{{ nodes.${id} }}` } },
]
const CHAIN = ['start -> a', 'a -> b', 'b -> c']

it('undoes what completed, latest first, when the run fails', async () => {
  const feature = new Feature()
  feature.works.fail('c')
  const run = await feature.run([...done('a'), ...done('b'), { id: 'c', kind: 'work' }], CHAIN)
  expect(feature.works.log).toEqual(['a "of a"', 'b "of b"', 'c', 'un_b "of b"', 'un_a "of a"'])
  expect(feature.end(run)).toEqual({ status: 'failed', error: { code: 'test.failed', message: 'c failed' } })
  expect(feature.slashflow.trace(run, ['run.compensating', 'node.compensated', 'run.failed'])).toEqual([
    'run.compensating',
    'compensated b',
    'compensated a',
    'run.failed',
  ])
})

it('undoes once per completion, and shows each what it had then', async () => {
  const feature = new Feature()
  feature.works.fail('c')
  await feature.run(
    [
      {
        id: 'a',
        kind: 'work',
        config: { value: '{{ "pass " & $string(loop.iteration) }}' },
        compensate: 'un_a',
      },
      { id: 'un_a', kind: 'work', config: { value: '{{ nodes.a }}' } },
      { id: 'more', kind: 'branch', config: { cases: [{ port: 'again', when: '{{ loop.iteration < 2 }}' }] } },
      { id: 'c', kind: 'work' },
    ],
    ['start -> a', 'a -> more', { from: 'more.again', to: 'a', loop: { max: 3 } }, 'more.else -> c'],
  )
  expect(feature.works.log.slice(-3)).toEqual(['un_a "pass 2"', 'un_a "pass 1"', 'un_a "pass 0"'])
})

it('undoes what stands in the items of a container, each with its item', async () => {
  const feature = new Feature()
  feature.works.fail('c')
  await feature.run(
    [
      { id: 'all', kind: 'each', config: { items: '{{ ["x", "y"] }}', concurrency: 1 } },
      { id: 'a', kind: 'work', parent: 'all', config: { value: '{{ item }}' }, compensate: 'un_a' },
      { id: 'un_a', kind: 'work', parent: 'all', config: { value: '{{ item & nodes.a }}' } },
      { id: 'c', kind: 'work' },
    ],
    ['start -> all', 'all -> c'],
  )
  expect(feature.works.log).toEqual(['a "x"', 'a "y"', 'c', 'un_a "yy"', 'un_a "xx"'])
})

it('tries a failing compensator three times, writes down that it failed, and undoes the rest', async () => {
  const feature = new Feature()
  feature.works.fail('c')
  feature.works.fail('un_b', 3)
  const run = await feature.run([...done('a'), ...done('b'), { id: 'c', kind: 'work' }], CHAIN)
  await feature.slashflow.turn(60_000)
  await feature.slashflow.turn(60_000)
  expect(feature.works.log.slice(3)).toEqual(['un_b "of b"', 'un_b "of b"', 'un_b "of b"', 'un_a "of a"'])
  expect(feature.slashflow.state(run).nodes.get('b')).toMatchObject({
    compensatedBy: 'un_b',
    compensationError: { code: 'test.failed', message: 'un_b "of b" failed' },
  })
  expect(feature.end(run)).toEqual({ status: 'failed', error: { code: 'test.failed', message: 'c failed' } })
})

it('counts as approved where what it undoes was approved', async () => {
  const feature = new Feature()
  feature.works.fail('c')
  const run = await feature.run(
    [
      { id: 'a', kind: 'effect', compensate: 'un_a' },
      { id: 'un_a', kind: 'effect' },
      { id: 'c', kind: 'work' },
    ],
    ['start -> a', 'a -> c'],
  )
  await feature.slashflow.decide(run, 'a', 'approved')
  expect(feature.works.log).toEqual(['a', 'c', 'un_a'])
  expect(feature.end(run)).toMatchObject({ status: 'failed' })
})

it('asks where what it undoes was no effect', async () => {
  const feature = new Feature()
  feature.works.fail('c')
  const run = await feature.run(
    [
      { id: 'a', kind: 'work', compensate: 'un_a' },
      { id: 'un_a', kind: 'effect' },
      { id: 'c', kind: 'work' },
    ],
    ['start -> a', 'a -> c'],
  )
  expect(feature.end(run)).toEqual({ status: 'compensating' })
  await feature.slashflow.decide(run, 'un_a', 'approved')
  expect(feature.end(run)).toMatchObject({ status: 'failed' })
  expect(feature.works.log).toEqual(['a', 'c', 'un_a'])
})

it('undoes what was done when a stop asks for it, and the run cannot go on then', async () => {
  const feature = new Feature()
  feature.works.hold('b')
  const run = await feature.run([...done('a'), { id: 'b', kind: 'work' }], ['start -> a', 'a -> b'])
  await feature.stopAndUndo(run)
  expect(feature.works.log).toEqual(['a "of a"', 'b', 'b!', 'un_a "of a"'])
  expect(feature.slashflow.state(run)).toMatchObject({ status: 'interrupted', undone: true })
  await expect(feature.resume(run)).rejects.toMatchObject({ code: 'run.undone' })
})

it('goes on with undoing where its owner died in the middle of it, and a stop asks for it once more', async () => {
  const feature = new Feature()
  feature.works.hold('b', 'un_a')
  const run = await feature.run([...done('a'), { id: 'b', kind: 'work' }], ['start -> a', 'a -> b'])
  void feature.stopAndUndo(run)
  await feature.slashflow.settle()
  expect(feature.works.waiting).toEqual(['un_a "of a"'])
  const folder = `${feature.slashflow.home}-left`
  feature.slashflow.keepCopy(folder)
  const heir = new Feature({ works: feature.works, folder })
  feature.works.forget()
  await heir.slashflow.stopHeld(run, true)
  await heir.release('un_a')
  expect(heir.works.log).toEqual(['a "of a"', 'b', 'b!', 'un_a "of a"', 'un_a "of a"'])
  expect(heir.slashflow.state(run)).toMatchObject({ status: 'interrupted', undone: true })
})

it('leaves what was done where a stop does not ask for it', async () => {
  const feature = new Feature()
  feature.works.hold('b')
  const run = await feature.run([...done('a'), { id: 'b', kind: 'work' }], ['start -> a', 'a -> b'])
  await feature.slashflow.stop(run)
  expect(feature.works.log).toEqual(['a "of a"', 'b', 'b!'])
})

it('leaves what was done where an end ends the run, also as failed', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [...done('a'), { id: 'b', kind: 'end', config: { status: 'failed', result: 'No' } }],
    ['start -> a', 'a -> b'],
  )
  expect(feature.works.log).toEqual(['a "of a"'])
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { message: 'No' } })
})

it('undoes nothing for an error that was caught', async () => {
  const feature = new Feature()
  feature.works.fail('b')
  await feature.run(
    [...done('a'), { id: 'b', kind: 'work' }, { id: 'd', kind: 'set' }],
    ['start -> a', 'a -> b', 'b.error -> d'],
  )
  expect(feature.works.log).toEqual(['a "of a"', 'b'])
})

it('goes on with undoing when it was stopped meanwhile and is resumed', async () => {
  const feature = new Feature()
  feature.works.fail('c')
  feature.works.hold('un_b')
  const run = await feature.run([...done('a'), ...done('b'), { id: 'c', kind: 'work' }], CHAIN)
  expect(feature.end(run)).toEqual({ status: 'compensating' })
  await feature.slashflow.stop(run)
  expect(feature.end(run)).toEqual({ status: 'interrupted' })
  await feature.resume(run)
  await feature.release('un_b')
  expect(feature.works.log.slice(3)).toEqual(['un_b "of b"', 'un_b "of b"!', 'un_b "of b"', 'un_a "of a"'])
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { message: 'c failed' } })
})

it('goes on with undoing after a crash, and undoes nothing twice', async () => {
  const feature = new Feature()
  feature.works.fail('c')
  feature.works.hold('un_a')
  const run = await feature.run([...done('a'), ...done('b'), { id: 'c', kind: 'work' }], CHAIN)
  await feature.crash()
  await feature.release('un_a')
  expect(feature.works.log.slice(3)).toEqual(['un_b "of b"', 'un_a "of a"', 'un_a "of a"'])
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { message: 'c failed' } })
})

it('undoes a child run by itself where that fails, and its parent’s steps by theirs', async () => {
  const feature = new Feature()
  feature.works.fail('c')
  feature.command('inner', [...done('b'), { id: 'c', kind: 'work' }], ['start -> b', 'b -> c'])
  const run = await feature.run(
    [...done('a'), { id: 'call', kind: 'workflow', config: { name: 'inner' } }],
    ['start -> a', 'a -> call'],
  )
  expect(feature.works.log).toEqual(['a "of a"', 'b "of b"', 'c', 'un_b "of b"', 'un_a "of a"'])
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { message: 'c failed' } })
})
