import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createProcessService } from '#main/services/processes/process-port.ts'
import { systemClock } from '#main/services/system/system-clock.ts'
import { createWorkspaceService } from '#main/services/workspace/workspace.ts'
import { folderWith } from './support/folder.ts'

const serviceWith = (env: NodeJS.ProcessEnv) =>
  createWorkspaceService({ process: createProcessService({ clock: systemClock, env }), clock: systemClock })
const workspaces = serviceWith(process.env)

function repository(): string {
  const folder = folderWith({ 'a.txt': 'a' })
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
      cwd: folder,
      stdio: 'ignore',
    })
  git('init', '-b', 'main')
  git('add', '.')
  git('commit', '-m', 'First')
  git('checkout', '-b', 'tides')
  return folder
}

describe('the last commit', () => {
  it('has a file as it was committed, and says which commit', async () => {
    const folder = repository()
    writeFileSync(join(folder, 'a.txt'), 'changed since')

    expect(await workspaces.committed(join(folder, 'a.txt'))).toMatchObject({ text: 'a', subject: 'First' })
    expect(await workspaces.committed(join(folder, 'never.txt'))).toBeNull()
    expect(await workspaces.committed(join(folderWith({ 'a.txt': 'a' }), 'a.txt'))).toBeNull()
  })
})

describe('a workspace', () => {
  it('has the branch of its repository', async () => {
    const folder = repository()

    expect(await workspaces.info(folder)).toEqual({
      path: folder,
      name: basename(folder),
      exists: true,
      branch: 'tides',
    })
  })

  it('has a commit where no branch is checked out, and a branch where nothing is committed', async () => {
    const detached = repository()
    execFileSync('git', ['checkout', '--detach'], { cwd: detached, stdio: 'ignore' })
    const empty = folderWith()
    execFileSync('git', ['init', '-b', 'first'], { cwd: empty, stdio: 'ignore' })

    expect(await workspaces.info(detached)).toMatchObject({
      branch: expect.stringMatching(/^[0-9a-f]{7,}$/),
      note: expect.stringContaining('No branch'),
    })
    expect(await workspaces.info(empty)).toMatchObject({ branch: 'first', note: 'Nothing is committed yet.' })
  })

  it('says what is missing', async () => {
    const folder = folderWith({ file: '' })
    const withoutGit = serviceWith({ PATH: folder })

    expect(await workspaces.info(folder)).toMatchObject({
      exists: true,
      note: expect.stringContaining('Not a git repository'),
    })
    expect(await withoutGit.info(folder)).toMatchObject({
      exists: true,
      note: expect.stringContaining('git is not installed'),
    })
    expect(await workspaces.info(join(folder, 'gone'))).toMatchObject({
      exists: false,
      name: 'gone',
      note: expect.stringContaining('not there any more'),
    })
    expect(await workspaces.info(join(folder, 'file'))).toMatchObject({
      exists: false,
      note: expect.stringContaining('is a file'),
    })
    expect(await workspaces.info('')).toMatchObject({
      exists: false,
      note: expect.stringContaining('No workspace is chosen'),
    })
  })

  it('completes folders as they are typed', async () => {
    const folder = folderWith({ 'Ledger/a': '', 'letters/b': '', '.hidden/c': '', 'leaf.txt': '' })
    mkdirSync(join(folder, 'other'))
    symlinkSync(join(folder, 'other'), join(folder, 'lend'))

    expect(await workspaces.folders(join(folder, 'le'))).toEqual(
      ['Ledger', 'lend', 'letters'].map((name) => join(folder, name)),
    )
    expect(await workspaces.folders(`${folder}/`)).toHaveLength(4)
    expect(await workspaces.folders(join(folder, '.h'))).toEqual([join(folder, '.hidden')])
    expect(await workspaces.folders('relative')).toEqual([])
    expect(await workspaces.folders(join(folder, 'none/x'))).toEqual([])
  })
})
