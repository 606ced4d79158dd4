/** What failed for good stays failed for good, also where its process dies before what is around it has failed in turn. */
import { expect, it } from 'vitest'
import { fromEveryCommit } from '#test/support/crash/every-commit.ts'

const work = (id: string, more: object = {}) => ({ id, kind: 'work', config: { value: `of ${id}` }, ...more })
const again = { retry: { attempts: 3, delay: '1s' } }

/** Goes back once more than its loop allows, which no further attempt would change (DESIGN 4.7). */
const endless = (parent?: string) => {
  const place = parent === undefined ? {} : { parent }
  return {
    nodes: [
      work('a', place),
      work('slow', place),
      { id: 'back', kind: 'branch', config: { cases: [{ port: 'on', when: '{{ false }}' }] }, ...place },
    ],
    edges: ['a -> back', { from: 'back.else', to: 'a', loop: { max: 1 } }],
  }
}
const last = { id: 'last', kind: 'set', config: { value: '{{ nodes.outer.error.code }}' } }

it('fails a container at once, however often it may be tried', async () => {
  const copies = await fromEveryCommit({
    nodes: [{ id: 'outer', kind: 'group', ...again }, ...endless('outer').nodes, last],
    edges: ['start -> outer', ...endless('outer').edges, 'outer.error -> last'],
    lingering: ['slow'],
  })
  expect(copies).toBeGreaterThan(3)
})

it('fails the containers around it at once too', async () => {
  const copies = await fromEveryCommit({
    nodes: [
      { id: 'outer', kind: 'each', config: { items: '{{ [1, 2] }}', concurrency: 1 }, ...again },
      { id: 'box', kind: 'group', parent: 'outer' },
      ...endless('box').nodes,
      work('other', { parent: 'outer' }),
      last,
    ],
    edges: ['start -> outer', ...endless('box').edges, 'outer.error -> last'],
    lingering: ['slow', 'other'],
  })
  expect(copies).toBeGreaterThan(3)
})

it('fails the node that called its run at once', async () => {
  const copies = await fromEveryCommit({
    nodes: [{ id: 'outer', kind: 'workflow', config: { name: 'inner' }, ...again }, last],
    edges: ['start -> outer', 'outer.error -> last'],
    commands: { inner: { nodes: endless().nodes, edges: ['start -> a', 'start -> slow', ...endless().edges] } },
    lingering: ['slow'],
  })
  expect(copies).toBeGreaterThan(3)
})

it('fails the node that called its run at once, where what the run did is undone before', async () => {
  const copies = await fromEveryCommit({
    nodes: [{ id: 'outer', kind: 'workflow', config: { name: 'inner' }, ...again }, last],
    edges: ['start -> outer', 'outer.error -> last'],
    commands: {
      inner: {
        nodes: [work('done', { compensate: 'undo' }), work('undo'), ...endless().nodes],
        edges: ['start -> done', 'done -> a', 'done -> slow', ...endless().edges],
      },
    },
    lingering: ['slow'],
  })
  expect(copies).toBeGreaterThan(3)
})
