import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { flow, text, world } from './support/catalog-world.ts'
import { smallDisk } from './support/small-disk.ts'

describe('saving a command', () => {
  it('writes the canonical text, and no byte more the second time', async () => {
    const { catalog, path, changed } = world({ 'home/workflows/mine': text('mine') })
    const ref = path('home/workflows/mine')
    const before = await catalog.read(ref)

    const saved = await catalog.save(ref, flow('mine', { title: 'Mine' }), before.hash)
    const again = await catalog.save(ref, flow('mine', { title: 'Mine' }), saved.hash)

    expect(readFileSync(ref, 'utf8')).toBe(saved.text)
    expect(saved.text.endsWith('}\n')).toBe(true)
    expect(again).toEqual(saved)
    expect(changed).toEqual([[ref], [ref]])
  })

  it('refuses over a file that changed or went in the meantime', async () => {
    const { catalog, path } = world({ 'home/workflows/mine': text('mine') })
    const ref = path('home/workflows/mine')
    const { hash } = await catalog.read(ref)
    writeFileSync(ref, text('mine', { title: 'By another' }))

    await expect(catalog.save(ref, flow('mine'), hash)).rejects.toMatchObject({
      code: 'workflow.changed',
      message: expect.stringContaining('changed on disk'),
    })
    expect(readFileSync(ref, 'utf8')).toBe(text('mine', { title: 'By another' }))
    await expect(catalog.save(path('home/workflows/gone'), flow('gone'), hash)).rejects.toMatchObject({
      code: 'workflow.changed',
      message: expect.stringContaining('deleted'),
    })
  })

  it("makes a bundled one the user's, trusted as it was", async () => {
    const { catalog, path } = world({ 'bundled/hello': text('hello') })
    const { hash } = await catalog.read('bundled:hello')

    const saved = await catalog.save('bundled:hello', flow('hello', { title: 'Mine' }), hash)

    expect(saved).toMatchObject({ ref: path('home/workflows/hello'), source: 'user', trusted: true })
    expect(readFileSync(path('bundled/hello'), 'utf8')).toBe(text('hello'))
    await expect(catalog.save('bundled:hello', flow('hello'), hash)).rejects.toMatchObject({
      code: 'workflow.name-taken',
    })
  })

  it('mends a broken file in its place', async () => {
    const { catalog, path } = world({ 'home/workflows/broken': '{' })

    expect(await catalog.save(path('home/workflows/broken'), flow('broken'))).toMatchObject({ problems: [] })
  })

  it('does not take a name that another has', async () => {
    const { catalog, path } = world({ 'home/workflows/a': text('a'), 'home/workflows/b': text('b') })

    await expect(catalog.save(path('home/workflows/a'), flow('b'))).rejects.toMatchObject({
      code: 'workflow.name-taken',
    })
  })

  it('leaves the file as it was on a full disk and on a read-only one', async (context) => {
    const disk = smallDisk(64)
    if (!disk) return context.skip('mounting is not allowed here')
    const { catalog } = world({}, disk.folder)
    const { ref, text: before } = await catalog.create({ name: 'mine', source: 'user', workspace: '' })

    const huge = flow('mine', { description: 'x'.repeat(100_000) })
    await expect(catalog.save(ref, huge)).rejects.toMatchObject({
      code: 'workflow.disk-full',
      message: expect.stringContaining('Make room'),
    })
    disk.makeReadOnly()
    await expect(catalog.save(ref, flow('mine', { title: 'New' }))).rejects.toMatchObject({
      code: 'workflow.read-only',
    })
    await expect(catalog.remove(ref)).rejects.toMatchObject({ code: 'workflow.read-only' })
    expect(readFileSync(ref, 'utf8')).toBe(before)
  })

  it('says that the folder is not there', async () => {
    const { catalog, path } = world({ 'home/workflows/file': 'x' })

    await expect(catalog.save(`${path('home/workflows/file')}/x.flow.json`, flow('x'))).rejects.toMatchObject({
      code: 'workflow.no-folder',
    })
  })
})

describe('a new command', () => {
  it('begins with a start and an end, and runs as it is', async () => {
    const { catalog, path, workspace } = world()

    const made = await catalog.create({ name: 'tides', title: 'Tides', source: 'workspace', workspace })

    expect(made).toMatchObject({
      ref: path('work/.slashflow/tides'),
      source: 'workspace',
      trusted: true,
      problems: [],
      workflow: { title: 'Tides', edges: [{ from: 'start', to: 'done' }] },
    })
  })

  it('can be a copy', async () => {
    const { catalog, path, workspace } = world({
      'bundled/hello': text('hello', { description: 'Greets' }),
      'work/.slashflow/x': text('x', { description: 'From outside' }),
    })

    expect(
      await catalog.create({ name: 'hello-two', source: 'user', workspace: '', from: 'bundled:hello' }),
    ).toMatchObject({ trusted: true, workflow: { name: 'hello-two', description: 'Greets' } })
    expect(
      await catalog.create({ name: 'y', source: 'user', workspace, from: path('work/.slashflow/x') }),
    ).toMatchObject({ trusted: false, workflow: { description: 'From outside' } })
  })

  it.each([
    ['', 'Give the command a name'],
    ['Prüf den Code!', 'such as pruf-den-code'],
    ['a/b', 'such as a-b'],
  ])('is not called %j', async (name, message) => {
    await expect(world().catalog.create({ name, source: 'user', workspace: '' })).rejects.toMatchObject({
      code: 'workflow.invalid-name',
      message: expect.stringContaining(message),
    })
  })

  it('does not take a name that is there, nor a workspace that is not', async () => {
    const { catalog, workspace } = world({ 'bundled/hello': text('hello'), 'home/workflows/broken': '{' })

    await expect(catalog.create({ name: 'hello', source: 'user', workspace })).rejects.toMatchObject({
      code: 'workflow.name-taken',
    })
    await expect(catalog.create({ name: 'broken', source: 'user', workspace })).rejects.toMatchObject({
      code: 'workflow.name-taken',
    })
    await expect(catalog.create({ name: 'x', source: 'workspace', workspace: '' })).rejects.toMatchObject({
      code: 'workspace.missing',
    })
    expect(await catalog.create({ name: 'hello', source: 'user', workspace, from: 'bundled:hello' })).toMatchObject({
      source: 'user',
    })
  })
})
