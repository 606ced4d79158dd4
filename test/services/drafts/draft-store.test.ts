import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DraftStore, type KeptDraft } from '#main/services/drafts/draft-store.ts'
import { DraftWatcher } from '#main/services/drafts/draft-watcher.ts'
import { folderWith } from '../support/folder.ts'
import { smallDisk } from '../support/small-disk.ts'

const NOON = Date.parse('2026-06-01T12:00:00Z')
const DAY_MS = 86_400_000
const REF = '/work/.slashflow/review.flow.json'

const draft = (more: Partial<KeptDraft> = {}): KeptDraft => ({
  ref: REF,
  name: 'review',
  over: null,
  dirty: true,
  baseHash: 'abc',
  baseText: '{}\n',
  workflow: '{"format":"slashflow/1"}',
  history: '{"past":[],"future":[]}',
  ...more,
})

function world(home = folderWith()) {
  const changes: (readonly [string, string | null])[] = []
  const warnings: string[] = []
  let now = NOON
  const open = () =>
    new DraftStore({
      home,
      now: () => now,
      changed: (ref, revision) => changes.push([ref, revision]),
      warn: (warning) => warnings.push(warning),
    })
  return { home, open, changes, warnings, passDays: (days: number) => (now += days * DAY_MS) }
}

const filesOf = (home: string): readonly string[] => readdirSync(join(home, 'drafts'))

describe('a draft', () => {
  it('is read as it was kept, by another process too', async () => {
    const { open, changes } = world()
    const { revision } = await open().keep(draft({ workflow: '{"a":1}', history: '{"past":[1],"future":[]}' }))

    expect(await open().read(REF)).toEqual({
      ref: REF,
      revision,
      at: '2026-06-01T12:00:00.000Z',
      dirty: true,
      baseHash: 'abc',
      baseText: '{}\n',
      workflow: '{"a":1}',
      history: '{"past":[1],"future":[]}',
    })
    expect(changes).toEqual([[REF, revision]])
  })

  it('is one file, however often it is kept', async () => {
    const { home, open } = world()
    const store = open()
    let over: string | null = null
    for (let count = 0; count < 5; count += 1) over = (await store.keep(draft({ over }))).revision

    expect(filesOf(home)).toHaveLength(1)
  })

  it('is not written over by who has not seen it', async () => {
    const { open } = world()
    const { revision } = await open().keep(draft({ workflow: '"mine"' }))

    await expect(open().keep(draft({ workflow: '"theirs"' }))).rejects.toMatchObject({ code: 'draft.moved' })
    await expect(open().keep(draft({ over: 'long gone' }))).rejects.toMatchObject({ code: 'draft.moved' })
    expect(await open().read(REF)).toMatchObject({ revision, workflow: '"mine"' })
  })

  it('that two processes keep over the same revision is taken from one of them', async () => {
    const { open } = world()
    const { revision } = await open().keep(draft())
    const kept = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => open().keep(draft({ over: revision, workflow: String(index) }))),
    )
    const winners = kept.flatMap((result, index) => (result.status === 'fulfilled' ? [index] : []))

    expect(winners).toHaveLength(1)
    expect(await open().read(REF)).toMatchObject({ workflow: String(winners[0]) })
  })

  it('is listed while it differs from its file, the newest first, and goes when it is discarded', async () => {
    const { open, passDays } = world()
    const store = open()
    const { revision } = await store.keep(draft())
    passDays(1)
    await store.keep(draft({ ref: '/new.flow.json', name: 'new', baseHash: null, baseText: null }))
    await store.keep(draft({ ref: '/clean.flow.json', dirty: false }))

    expect((await store.list()).map(({ name, isNew }) => [name, isNew])).toEqual([
      ['new', true],
      ['review', false],
    ])
    await store.remove(REF, 'another revision')
    expect(await store.read(REF)).not.toBeNull()
    await store.remove(REF, revision)
    expect(await store.read(REF)).toBeNull()
  })

  it('that only holds undo goes after a month, and one that was not saved never does', async () => {
    const { open, passDays } = world()
    await open().keep(draft({ ref: '/clean.flow.json', dirty: false }))
    await open().keep(draft())
    passDays(29)
    await open().list()
    expect(await open().read('/clean.flow.json')).not.toBeNull()
    passDays(2)
    await open().list()

    expect(await open().read('/clean.flow.json')).toBeNull()
    expect(await open().read(REF)).not.toBeNull()
  })

  it('that is damaged is kept aside and told, and holds nothing up', async () => {
    const { home, open, warnings } = world()
    await open().keep(draft())
    const [name = ''] = filesOf(home)
    writeFileSync(join(home, 'drafts', name), 'half of a dra')

    expect(await open().read(REF)).toBeNull()
    expect(filesOf(home)).toEqual([`${name}.damaged`])
    expect(readFileSync(join(home, 'drafts', `${name}.damaged`), 'utf8')).toBe('half of a dra')
    expect(warnings).toHaveLength(1)
    await open().keep(draft())
    expect(await open().read(REF)).not.toBeNull()
  })

  it('that the disk has no room for is refused with the reason, and the one before stays', async (context) => {
    const disk = smallDisk(64)
    if (!disk) return context.skip()
    const { open } = world(disk.folder)
    const { revision } = await open().keep(draft({ workflow: '"small"' }))
    const large = draft({ over: revision, workflow: JSON.stringify('x'.repeat(200_000)) })

    await expect(open().keep(large)).rejects.toMatchObject({ code: 'draft.disk-full' })
    expect(await open().read(REF)).toMatchObject({ revision, workflow: '"small"' })
    expect(filesOf(disk.folder)).toHaveLength(1)
    disk.makeReadOnly()
    await expect(open().keep(draft({ over: revision }))).rejects.toMatchObject({ code: 'draft.not-kept' })
  })

  it('that another process keeps or removes is heard of', async () => {
    const { home, open } = world()
    const heard: (readonly [string, string | null])[] = []
    let next = () => {}
    const changed = (ref: string, revision: string | null) => {
      heard.push([ref, revision])
      next()
    }
    const watcher = new DraftWatcher({ folder: join(home, 'drafts'), changed, warn: (why) => expect.unreachable(why) })
    await watcher.begin()
    const until = (count: number) =>
      new Promise<void>((resolve) => {
        next = () => heard.length >= count && resolve()
        next()
      })
    const { revision } = await open().keep(draft())
    await until(1)
    await open().remove(REF, revision)
    await until(2)
    await watcher.close()

    expect(heard).toEqual([
      [REF, revision],
      [REF, null],
    ])
    expect(existsSync(join(home, 'drafts'))).toBe(true)
  })
})
