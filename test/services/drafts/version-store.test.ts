import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeAtomic } from '#main/services/files/write-atomic.ts'
import { MOST_UNNAMED, VersionStore } from '#main/services/versions/version-store.ts'
import { folderWith } from '../support/folder.ts'

const REF = '/work/.slashflow/review.flow.json'
const NOON = Date.parse('2026-06-01T12:00:00Z')

const text = (prompt: string): string =>
  JSON.stringify({
    format: 'slashflow/1',
    name: 'review',
    nodes: [{ id: 'review', kind: 'prompt', config: { prompt } }],
    edges: [],
  })

function world() {
  const home = folderWith()
  let now = NOON
  const store = new VersionStore({ home, now: () => now++, write: writeAtomic, changed: () => {} })
  const contents = (): number => {
    const [folder = ''] = readdirSync(join(home, 'versions'))
    return readdirSync(join(home, 'versions', folder, 'contents')).length
  }
  return { store, contents }
}

describe('the versions of a file', () => {
  it('are listed with what each changed, and read by their id', async () => {
    const { store } = world()
    await store.add(REF, { text: text('One.'), reason: 'found', at: NOON - 60_000 })
    await store.add(REF, { text: text('Two.'), reason: 'saved' })
    const listed = await store.list(REF)

    expect(listed.map(({ at, reason, words }) => ({ at, reason, words }))).toEqual([
      { at: '2026-06-01T12:00:00.000Z', reason: 'saved', words: 'Review changed (prompt)' },
      { at: '2026-06-01T11:59:00.000Z', reason: 'found', words: '' },
    ])
    expect(await store.read(REF, listed[1]?.id ?? '')).toMatchObject({
      text: text('One.'),
      workflow: { nodes: [{ config: { prompt: 'One.' } }] },
    })
    await expect(store.read(REF, '../../trust')).rejects.toMatchObject({ code: 'version.not-found' })
  })

  it('are not doubled by what is the newest already, which may get a name', async () => {
    const { store } = world()
    await store.add(REF, { text: text('One.'), reason: 'saved' })
    await store.add(REF, { text: text('One.'), reason: 'found' })
    const named = await store.add(REF, { text: text('One.'), reason: 'named', name: 'First' })

    expect(await store.list(REF)).toEqual([named])
    expect(named).toMatchObject({ name: 'First', reason: 'saved' })
  })

  it('stay in order where a file was put back with an older time', async () => {
    const { store } = world()
    await store.add(REF, { text: text('One.'), reason: 'saved' })
    await store.add(REF, { text: text('Old.'), reason: 'found', at: NOON - 3_600_000 })

    expect((await store.list(REF)).map(({ reason }) => reason)).toEqual(['found', 'saved'])
  })

  it('go when there are too many, with their contents; named ones stay', async () => {
    const { store, contents } = world()
    await store.add(REF, { text: text('Named.'), reason: 'named', name: 'Keep me' })
    for (let count = 0; count < MOST_UNNAMED + 5; count += 1)
      await store.add(REF, { text: text(`${count}.`), reason: 'saved' })
    const listed = await store.list(REF)

    expect([listed.length, contents()]).toEqual([MOST_UNNAMED + 1, MOST_UNNAMED + 1])
    expect(listed.at(-1)).toMatchObject({ name: 'Keep me' })
    expect((await store.read(REF, listed.at(-1)?.id ?? '')).text).toBe(text('Named.'))
  })

  it('lose their name by an empty one', async () => {
    const { store } = world()
    const { id } = await store.add(REF, { text: text('One.'), reason: 'named', name: 'First' })
    await store.name(REF, id, '')

    expect((await store.list(REF))[0]).not.toHaveProperty('name')
  })
})
