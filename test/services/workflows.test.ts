import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { KIND_CHECKS } from '#main/nodes/check-config.ts'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { writeAtomic } from '#main/services/files/write-atomic.ts'
import { WorkflowCatalog } from '#main/services/workflows/catalog.ts'
import { WorkflowWatcher } from '#main/services/workflows/watcher.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { folderWith } from './support/folder.ts'
import { smallDisk } from './support/small-disk.ts'

const NOON = Date.parse('2025-06-01T12:00:00Z')

const flow = (name: string, more: Partial<Workflow> = {}): Workflow => ({
  format: 'slashflow/1',
  name,
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'done', kind: 'end' },
  ],
  edges: [{ from: 'start', to: 'done' }],
  ...more,
})
const text = (name: string, more?: Partial<Workflow>): string => JSON.stringify(flow(name, more))

interface World {
  readonly catalog: WorkflowCatalog
  readonly home: string
  readonly workspace: string
  readonly changed: string[][]
  readonly path: (file: string) => string
}

/** Files by place: `bundled/hello`, `home/workflows/x`, `work/.slashflow/x`; `.flow.json` is added. */
function world(files: Readonly<Record<string, string>> = {}, home?: string): World {
  const root = folderWith({ 'bundled/.keep': '', 'home/.keep': '', 'work/.keep': '' })
  const path = (file: string): string => join(root, `${file}.flow.json`)
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(path(file), '..'), { recursive: true })
    writeFileSync(path(file), content)
  }
  const changed: string[][] = []
  const catalog = new WorkflowCatalog({
    home: home ?? join(root, 'home'),
    bundled: join(root, 'bundled'),
    kinds: { catalog: catalogOf(DESCRIPTORS), checks: KIND_CHECKS },
    write: writeAtomic,
    now: () => NOON,
    changed: (refs) => changed.push([...refs]),
  })
  return { catalog, home: home ?? join(root, 'home'), workspace: join(root, 'work'), changed, path }
}

describe('the list of commands', () => {
  it("puts the workspace's before the user's before the bundled ones", async () => {
    const { catalog, workspace, path } = world({
      'bundled/hello': text('hello', { title: 'Say hello' }),
      'bundled/review': text('review'),
      'home/workflows/review': text('review'),
      'work/.slashflow/review': text('review'),
    })

    const list = await catalog.list(workspace)

    expect(list.map(({ ref, source, name, shadowed, trusted }) => ({ ref, source, name, shadowed, trusted }))).toEqual([
      { ref: 'bundled:hello', source: 'bundled', name: 'hello', shadowed: false, trusted: true },
      { ref: path('work/.slashflow/review'), source: 'workspace', name: 'review', shadowed: false, trusted: false },
      { ref: path('home/workflows/review'), source: 'user', name: 'review', shadowed: true, trusted: false },
      { ref: 'bundled:review', source: 'bundled', name: 'review', shadowed: true, trusted: true },
    ])
    expect(list[0]).toMatchObject({ title: 'Say hello', problems: [] })
    expect((await catalog.find('review', workspace))?.source).toBe('workspace')
    expect((await catalog.find('review', ''))?.source).toBe('user')
    expect(await catalog.find('none', workspace)).toBeNull()
  })

  it('shows files that cannot be read, with what is wrong', async () => {
    const { catalog, workspace } = world({
      'home/workflows/broken': '{ "format": ',
      'home/workflows/other': text('by-content'),
    })

    expect(await catalog.list(workspace)).toMatchObject([
      { name: 'broken', trusted: false, problems: [{ severity: 'error', code: 'file.not-json', line: 1 }] },
      { name: 'by-content', problems: [] },
    ])
    expect((await catalog.find('by-content', ''))?.workflow?.name).toBe('by-content')
  })

  it('does not open what never ends, such as a link to a device', async () => {
    const { catalog, path, workspace } = world({ 'work/.slashflow/fine': text('fine') })
    symlinkSync('/dev/zero', path('work/.slashflow/endless'))
    execFileSync('mkfifo', [path('work/.slashflow/pipe')])
    expect((await catalog.list(workspace)).map(({ name, problems }) => [name, problems[0]?.code])).toEqual([
      ['endless', 'file.unreadable'],
      ['fine', undefined],
      ['pipe', 'file.unreadable'],
    ])
  })

  it('checks with what the kinds know', async () => {
    const { catalog, path } = world({
      'home/workflows/x': text('x', {
        nodes: [
          { id: 'start', kind: 'start' },
          { id: 'done', kind: 'nonsense' },
        ],
      }),
    })

    expect((await catalog.read(path('home/workflows/x'))).problems).toMatchObject([
      { severity: 'error', nodeId: 'done' },
    ])
    expect(catalog.check(flow('fine'))).toEqual([])
  })

  it.each(['bundled:../secret', 'relative.flow.json', '/etc/passwd', '/tmp/x.flow.json\0'])(
    'opens nothing but workflow files: %j',
    async (ref) => {
      await expect(world().catalog.read(ref)).rejects.toMatchObject({ name: 'CallError', code: 'workflow.invalid-ref' })
    },
  )

  it('says that a file is gone', async () => {
    await expect(world().catalog.read('bundled:none')).rejects.toMatchObject({ code: 'workflow.not-found' })
  })
})

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

    const listed = await catalog.deleted()
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
    for (const command of listed) await catalog.restore(command.ref, command.keptAt)
    expect(readFileSync(path('work/.slashflow/theirs'), 'utf8')).toBe(text('theirs'))
    expect(await catalog.deleted()).toEqual([])
    expect(readdirSync(join(home, 'deleted'))).toEqual([])
  })

  it('keep both of one name that went in the same moment', async () => {
    const { catalog, path } = world({ 'home/workflows/x': text('x'), 'work/.slashflow/x': text('x') })
    await catalog.remove(path('home/workflows/x'))
    await catalog.remove(path('work/.slashflow/x'))
    expect((await catalog.deleted()).map(({ source }) => source)).toEqual(['workspace', 'user'])
  })

  it('go back among the yours where their folder is gone, or nobody wrote where they stood', async () => {
    const { catalog, path, home, workspace } = world({ 'work/.slashflow/x': text('x') })
    await catalog.remove(path('work/.slashflow/x'))
    rmSync(workspace, { recursive: true })
    const old = join(home, 'deleted', '2024-01-01T00-00-00.000Z-y.flow.json')
    writeFileSync(old, text('y'))

    const listed = await catalog.deleted()
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

    await expect(catalog.restore(ref, keptAt)).rejects.toMatchObject({ code: 'workflow.name-taken' })
    await expect(catalog.restore(ref, keptAt, 'Not a name')).rejects.toMatchObject({ code: 'workflow.invalid-name' })
    await expect(catalog.restore(ref, keptAt, 'mine')).rejects.toMatchObject({ code: 'workflow.name-taken' })
    const back = await catalog.restore(ref, keptAt, 'mine-2')

    expect(back).toMatchObject({ ref: path('home/workflows/mine-2'), trusted: true, workflow: { name: 'mine-2' } })
    expect(await catalog.deleted()).toEqual([])
    expect((await catalog.read(ref)).workflow?.title).toBe('Another')
    await expect(catalog.restore(ref, ref, 'mine-3')).rejects.toMatchObject({ code: 'workflow.not-found' })
  })
})

describe('trust', () => {
  it('is for one content: not for another version, but for the same graph moved about', async () => {
    const { catalog, path } = world({ 'work/.slashflow/x': text('x', { layout: { start: [0, 0] } }) })
    const ref = path('work/.slashflow/x')
    const { hash } = await catalog.read(ref)

    expect(await catalog.trust(ref, hash)).toMatchObject({ trusted: true })
    writeFileSync(ref, JSON.stringify(flow('x', { layout: { start: [500, 90] } }), null, 4))
    expect(await catalog.read(ref)).toMatchObject({ trusted: true })
    writeFileSync(ref, text('x', { description: 'Changed' }))
    expect(await catalog.read(ref)).toMatchObject({ trusted: false })
  })

  it('is refused for a version that was not looked at', async () => {
    const { catalog, path } = world({ 'work/.slashflow/x': text('x') })

    await expect(catalog.trust(path('work/.slashflow/x'), '0'.repeat(64))).rejects.toMatchObject({
      code: 'workflow.changed',
    })
  })

  it('stays with an edit made here, and does not come with one', async () => {
    const { catalog, path } = world({ 'work/.slashflow/x': text('x'), 'work/.slashflow/y': text('y') })
    const [x, y] = [path('work/.slashflow/x'), path('work/.slashflow/y')]
    await catalog.trust(x, (await catalog.read(x)).hash)

    expect(await catalog.save(x, flow('x', { title: 'Edited' }))).toMatchObject({ trusted: true })
    expect(await catalog.save(y, flow('y', { title: 'Edited' }))).toMatchObject({ trusted: false })
  })

  it('is less where its file is damaged, never more, and says so', async () => {
    const { catalog, path, home } = world({ 'work/.slashflow/x': text('x') })
    const ref = path('work/.slashflow/x')
    await catalog.trust(ref, (await catalog.read(ref)).hash)
    writeFileSync(join(home, 'trust.json'), '{"trusted":')

    expect(await catalog.read(ref)).toMatchObject({ trusted: false })
    expect(catalog.warnings()).toEqual([expect.stringContaining('trust.json.damaged-')])
    expect(readdirSync(home)).toContain('trust.json.damaged-2025-06-01T12-00-00.000Z')
  })
})

describe('watching', () => {
  it('hears of files of the user and of a workspace that had none before', async () => {
    const { catalog, workspace, path } = world()
    const heard = new Set<string>()
    const waiting = new Map<string, () => void>()
    const watcher = new WorkflowWatcher({
      userFolder: catalog.userFolder,
      changed: (refs) => {
        for (const ref of refs) {
          heard.add(ref)
          waiting.get(ref)?.()
        }
      },
      warn: (warning) => expect.unreachable(warning),
    })
    onTestFinished(() => watcher.close())
    const told = (ref: string): Promise<void> =>
      heard.has(ref) ? Promise.resolve() : new Promise((resolve) => waiting.set(ref, resolve))
    await watcher.follow(workspace)

    await catalog.create({ name: 'mine', source: 'user', workspace: '' })
    await catalog.create({ name: 'ours', source: 'workspace', workspace })
    await Promise.all([told(path('home/workflows/mine')), told(path('work/.slashflow/ours'))])

    heard.clear()
    await catalog.remove(path('work/.slashflow/ours'))
    await told(path('work/.slashflow/ours'))
    expect([...heard]).toEqual([path('work/.slashflow/ours')])
  })
})
