import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WorkflowWatcher } from '#main/services/workflows/watcher.ts'
import { flow, text, world } from './support/catalog-world.ts'

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
