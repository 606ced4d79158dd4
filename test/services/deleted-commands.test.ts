/** Deleted commands are moved aside, and come back. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { text, world } from './support/catalog-world.ts'

describe('deleting a command', () => {
  it('moves it aside', async () => {
    const { catalog, path, home, changed } = world({ 'home/workflows/mine': text('mine') })

    const { keptAt } = await catalog.remove(path('home/workflows/mine'))

    expect(keptAt).toBe(join(home, 'deleted', '2025-06-01T12-00-00.000Z-mine.flow.json'))
    expect(readFileSync(keptAt, 'utf8')).toBe(text('mine'))
    expect(existsSync(path('home/workflows/mine'))).toBe(false)
    expect(changed).toEqual([[path('home/workflows/mine')]])
    await expect(catalog.remove(path('home/workflows/mine'))).rejects.toMatchObject({ code: 'workflow.not-found' })
  })

  it('is not for bundled ones', async () => {
    await expect(world({ 'bundled/hello': text('hello') }).catalog.remove('bundled:hello')).rejects.toMatchObject({
      code: 'workflow.bundled',
    })
  })
})

describe('the deleted commands', () => {
  it('are listed, the newest first, and go back to where they stood', async () => {
    const { catalog, path, home } = world({
      'home/workflows/mine': text('mine', { title: 'My own' }),
      'work/.slashflow/theirs': text('theirs'),
    })
    await catalog.remove(path('home/workflows/mine'))
    const { keptAt } = await catalog.remove(path('work/.slashflow/theirs'))

    const listed = await catalog.deleted.list()
    expect(listed).toEqual([
      {
        keptAt,
        ref: path('work/.slashflow/theirs'),
        source: 'workspace',
        name: 'theirs',
        title: '',
        at: '2025-06-01T12:00:00.000Z',
      },
      expect.objectContaining({ ref: path('home/workflows/mine'), source: 'user', name: 'mine', title: 'My own' }),
    ])
    for (const command of listed) await catalog.deleted.restore(command.ref, command.keptAt)
    expect(readFileSync(path('work/.slashflow/theirs'), 'utf8')).toBe(text('theirs'))
    expect(await catalog.deleted.list()).toEqual([])
    expect(readdirSync(join(home, 'deleted'))).toEqual([])
  })

  it('are destroyed only where that was asked for, with the note of where they stood', async () => {
    const { catalog, path, home } = world({
      'home/workflows/mine': text('mine'),
      'home/workflows/other': text('other'),
    })
    const { keptAt } = await catalog.remove(path('home/workflows/mine'))
    await catalog.remove(path('home/workflows/other'))

    await catalog.deleted.purge([keptAt])
    await catalog.deleted.purge([keptAt])
    expect((await catalog.deleted.list()).map(({ name }) => name)).toEqual(['other'])
    expect(readdirSync(join(home, 'deleted')).filter((file) => file.includes('mine'))).toEqual([])

    writeFileSync(path('home/workflows/there'), text('there'))
    for (const elsewhere of [
      path('home/workflows/there'),
      join(home, 'deleted', '..', 'settings.json'),
      join(home, 'deleted'),
    ])
      await expect(catalog.deleted.purge([elsewhere])).rejects.toMatchObject({ code: 'workflow.not-found' })
    expect(existsSync(path('home/workflows/there'))).toBe(true)
  })

  it('keep both of one name that went in the same moment', async () => {
    const { catalog, path } = world({ 'home/workflows/x': text('x'), 'work/.slashflow/x': text('x') })
    await catalog.remove(path('home/workflows/x'))
    await catalog.remove(path('work/.slashflow/x'))
    expect((await catalog.deleted.list()).map(({ source }) => source)).toEqual(['workspace', 'user'])
  })

  it('go back among the yours where their folder is gone, or nobody wrote where they stood', async () => {
    const { catalog, path, home, workspace } = world({ 'work/.slashflow/x': text('x') })
    await catalog.remove(path('work/.slashflow/x'))
    rmSync(workspace, { recursive: true })
    const old = join(home, 'deleted', '2024-01-01T00-00-00.000Z-y.flow.json')
    writeFileSync(old, text('y'))

    const listed = await catalog.deleted.list()
    expect(listed.map(({ ref, at }) => [ref, at])).toEqual([
      [path('home/workflows/x'), '2025-06-01T12:00:00.000Z'],
      [path('home/workflows/y'), '2024-01-01T00:00:00.000Z'],
    ])
  })

  it('come back under another name, with the trust they had, where theirs is taken', async () => {
    const { catalog, path } = world({ 'home/workflows/mine': text('mine') })
    const ref = path('home/workflows/mine')
    await catalog.trust(ref, (await catalog.read(ref)).hash)
    const { keptAt } = await catalog.remove(ref)
    writeFileSync(ref, text('mine', { title: 'Another' }))

    await expect(catalog.deleted.restore(ref, keptAt)).rejects.toMatchObject({ code: 'workflow.name-taken' })
    await expect(catalog.deleted.restore(ref, keptAt, 'Not a name')).rejects.toMatchObject({
      code: 'workflow.invalid-name',
    })
    await expect(catalog.deleted.restore(ref, keptAt, 'mine')).rejects.toMatchObject({ code: 'workflow.name-taken' })
    const back = await catalog.deleted.restore(ref, keptAt, 'mine-2')

    expect(back).toMatchObject({ ref: path('home/workflows/mine-2'), trusted: true, workflow: { name: 'mine-2' } })
    expect(await catalog.deleted.list()).toEqual([])
    expect((await catalog.read(ref)).workflow?.title).toBe('Another')
    await expect(catalog.deleted.restore(ref, ref, 'mine-3')).rejects.toMatchObject({ code: 'workflow.not-found' })
  })
})
