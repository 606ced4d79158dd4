/** `group`: its children once, as one step (DESIGN 4.5). */
import { expect, it } from 'vitest'
import { Feature } from './support/feature.ts'

const box = (more: object = {}) => ({ id: 'box', kind: 'group', ...more })

it('gives the output of its last child', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [
      box(),
      { id: 'a', kind: 'set', parent: 'box', config: { value: 1 } },
      { id: 'b', kind: 'set', parent: 'box', config: { value: '{{ nodes.a + 1 }}' } },
    ],
    ['start -> box', 'a -> b'],
  )
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 2 })
})

it('passes on the item that is around it', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [
      { id: 'all', kind: 'each', config: { items: '{{ ["x", "y"] }}' } },
      { id: 'box', kind: 'group', parent: 'all' },
      { id: 'a', kind: 'set', parent: 'box', config: { value: '{{ item & index }}' } },
    ],
    ['start -> all'],
  )
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: ['x0', 'y1'] })
})

it('is tried again as a whole', async () => {
  const feature = new Feature()
  feature.works.fail('b', 1)
  const run = await feature.run(
    [
      box({ retry: { attempts: 2, delay: '1s' } }),
      { id: 'a', kind: 'work', parent: 'box' },
      { id: 'b', kind: 'work', parent: 'box', config: { value: 7 } },
    ],
    ['start -> box', 'a -> b'],
  )
  await feature.slashflow.turn(1_000)
  expect(feature.works.log).toEqual(['a', 'b 7', 'a', 'b 7'])
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 7 })
})

it('leaves by error where a child fails and the port leads somewhere', async () => {
  const feature = new Feature()
  feature.works.fail('a')
  const run = await feature.run(
    [box(), { id: 'a', kind: 'work', parent: 'box' }, { id: 'c', kind: 'set', config: { value: '{{ nodes.box }}' } }],
    ['start -> box', 'box.error -> c'],
  )
  expect(feature.end(run)).toEqual({
    status: 'succeeded',
    result: { error: { code: 'test.failed', message: 'a failed' } },
  })
})

it('holds a loop of its own, whose passes its children see', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [
      box(),
      { id: 'a', kind: 'set', parent: 'box', config: { value: '{{ loop.iteration }}' } },
      {
        id: 'more',
        kind: 'branch',
        parent: 'box',
        config: { cases: [{ port: 'again', when: '{{ loop.iteration < 2 }}' }] },
      },
      { id: 'b', kind: 'set', parent: 'box', config: { value: '{{ nodes.a }}' } },
    ],
    ['start -> box', 'a -> more', { from: 'more.again', to: 'a', loop: { max: 5 } }, 'more.else -> b'],
  )
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 2 })
})

it('stands in a loop and runs anew in each pass', async () => {
  const feature = new Feature()
  const run = await feature.run(
    [
      box(),
      { id: 'a', kind: 'work', parent: 'box', config: { value: '{{ loop.iteration }}' } },
      { id: 'more', kind: 'branch', config: { cases: [{ port: 'again', when: '{{ loop.iteration < 2 }}' }] } },
    ],
    ['start -> box', 'box -> more', { from: 'more.again', to: 'box', loop: { max: 5 } }],
  )
  expect(feature.works.log).toEqual(['a 0', 'a 1', 'a 2'])
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: { port: 'else' } })
})
