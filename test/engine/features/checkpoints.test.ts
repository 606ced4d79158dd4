/** `checkpoint` in every construct that may hold one, asked to hold while the run is under way, and over the death of its process. */
import { expect, it } from 'vitest'
import { Feature } from './support/feature.ts'

const point = (more: object = {}) => ({ id: 'point', kind: 'checkpoint', ...more })
const ALWAYS = { config: { when: 'always' } }
const GO_ON = { choice: 'continue', message: 'go on' }

async function answerAll(feature: Feature, run: string, message: (path: string) => string): Promise<void> {
  for (const { id, path } of [...feature.slashflow.state(run).waits.values()])
    await feature.slashflow.engine.answer(feature.live(run), id, { choice: 'continue', message: message(path) }, 'test')
  await feature.settle()
}

it('holds in each pass of a loop, and what is said is the feedback', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [
      { id: 'a', kind: 'set', config: { value: '{{ loop.feedback.message }}' } },
      point(ALWAYS),
      { id: 'b', kind: 'set' },
    ],
    ['start -> a', 'a -> point', 'point -> b', { from: 'point.interrupted', to: 'a', loop: { max: 3 } }],
  )
  await feature.slashflow.answer(run, 'point', { choice: 'interrupt', message: 'again' })
  await feature.crash()
  expect(feature.output(run, 'a')).toBe('again')
  await feature.slashflow.answer(run, 'point', GO_ON)
  expect(feature.fates(run)).toMatchObject({ a: 'completed', point: 'completed', b: 'completed' })
})

it('holds each item of a container by itself, each with what was said to it', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [
      { id: 'all', kind: 'each', config: { items: '{{ [1..3] }}' } },
      point({ parent: 'all', ...ALWAYS }),
      { id: 'say', kind: 'set', parent: 'all', config: { value: '{{ nodes.point.message }}' } },
    ],
    ['start -> all', 'point -> say'],
  )
  await feature.crash()
  await answerAll(feature, run, (path) => path)
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: ['all[0]', 'all[1]', 'all[2]'] })
})

it('holds once where one of several branches comes to its checkpoint first, and inside a group', async () => {
  const feature = new Feature()
  feature.works.hold('a', 'b')
  const run = await feature.run(
    [
      { id: 'a', kind: 'work' },
      { id: 'box', kind: 'group' },
      point({ parent: 'box' }),
      { id: 'b', kind: 'work' },
      { id: 'other', kind: 'checkpoint' },
    ],
    ['start -> a', 'a -> box', 'start -> b', 'b -> other'],
  )
  await feature.tell(run, (live) => live.pausing.holdAtCheckpoint('test'))
  await feature.crash()
  await feature.release('a', 'b')
  expect(feature.fates(run)).toMatchObject({ 'box[0]/point': 'awaiting', other: 'completed' })
  await feature.slashflow.answer(run, 'point', GO_ON)
  expect(feature.end(run)).toMatchObject({ status: 'succeeded' })
})

it('holds in a run that the run has called, and in one that this has called', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work' }, point()], ['start -> a', 'a -> point'])
  feature.command('middle', [{ id: 'call', kind: 'workflow', config: { name: 'inner' } }], ['start -> call'])
  const run = await feature.run([{ id: 'call', kind: 'workflow', config: { name: 'middle' } }], ['start -> call'])
  await feature.tell(run, (live) => live.pausing.holdAtCheckpoint('test'))
  await feature.crash()
  await feature.release('a')
  const inner = feature.childOf(feature.childOf(run))
  expect(feature.fates(inner)).toMatchObject({ point: 'awaiting' })
  await feature.slashflow.answer(inner, 'point', GO_ON)
  expect(feature.end(run)).toMatchObject({ status: 'succeeded', result: { message: 'go on' } })
})

it('holds in a run that is called after it was asked to', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [point()], ['start -> point'])
  const run = await feature.run(
    [
      { id: 'a', kind: 'work' },
      { id: 'call', kind: 'workflow', config: { name: 'inner' } },
    ],
    ['start -> a', 'a -> call'],
  )
  await feature.tell(run, (live) => live.pausing.holdAtCheckpoint('test'))
  await feature.release('a')
  await feature.slashflow.answer(feature.childOf(run), 'point', GO_ON)
  expect(feature.end(run)).toMatchObject({ status: 'succeeded', result: { message: 'go on' } })
})

it('is withdrawn where it holds by a cancel and by an end, and asks nobody any more', async () => {
  const stop = { id: 'stop', kind: 'cancel', config: { nodes: ['point'] } }
  for (const [ender, fate] of [
    [stop, { status: 'succeeded' }],
    [
      { id: 'stop', kind: 'end', config: { result: 'over' } },
      { status: 'succeeded', result: 'over' },
    ],
  ] as const) {
    const feature = new Feature()
    feature.works.hold('a')
    const run = await feature.run(
      [point(ALWAYS), { id: 'a', kind: 'work' }, ender],
      ['start -> point', 'start -> a', 'a -> stop'],
    )
    await feature.release('a')
    expect(feature.end(run)).toMatchObject(fate)
    expect(feature.fates(run)).toMatchObject({ point: 'interrupted' })
    expect(feature.slashflow.state(run).waits.size).toBe(0)
  }
})

it('undoes what was done before it where the run is stopped there and undone', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [{ id: 'a', kind: 'work', compensate: 'undo' }, { id: 'undo', kind: 'work' }, point(ALWAYS)],
    ['start -> a', 'a -> point'],
  )
  await feature.crash()
  await feature.stopAndUndo(run)
  expect(feature.works.log).toEqual(['a', 'undo'])
})
