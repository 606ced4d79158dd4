import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createProcessService } from '#main/services/processes/process-port.ts'
import { systemClock } from '#main/services/system/system-clock.ts'
import { BranchWatcher } from '#main/services/workspace/branch-watcher.ts'
import { createWorkspaceService } from '#main/services/workspace/workspace.ts'
import { GitRepository } from '#test/support/git-repository.ts'
import { folderWith } from './support/folder.ts'

const { info, headFile } = createWorkspaceService({
  process: createProcessService({ clock: systemClock, env: process.env }),
  clock: systemClock,
})
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** The branches that a window would show, which asks again with each change. */
function shownOf(folder: string) {
  const branches: (string | undefined)[] = []
  const warn = (warning: string) => expect.unreachable(warning)
  const changed = async () => void branches.push((await info(folder)).branch)
  const watcher = new BranchWatcher({ headFile, changed, warn })
  ends.push(() => watcher.close())
  return { watcher, newest: () => branches.at(-1) }
}

it('a branch that is checked out in a terminal is heard of, again and again, also from a folder inside the repository', async () => {
  const repository = GitRepository.unchanged()
  ends.push(() => repository.remove())
  const folder = join(repository.folder, 'src')
  const { watcher, newest } = shownOf(folder)
  await watcher.follow(folder)

  for (const branch of ['main', 'change', 'main']) {
    repository.git('switch', '--quiet', branch)
    await expect.poll(newest).toBe(branch)
  }
})

it('a worktree has a branch of its own', async () => {
  const repository = GitRepository.unchanged()
  ends.push(() => repository.remove())
  const folder = join(folderWith(), 'beside')
  repository.git('worktree', 'add', '--quiet', '-b', 'beside', folder)
  const { watcher, newest } = shownOf(folder)
  await watcher.follow(folder)
  execFileSync('git', ['switch', '--quiet', '--create', 'further'], { cwd: folder })

  await expect.poll(newest).toBe('further')
})

it('a folder that becomes a repository later is followed once it is one', async () => {
  const folder = join(folderWith(), 'new')
  mkdirSync(folder)
  const { watcher, newest } = shownOf(folder)
  await watcher.follow(folder)
  execFileSync('git', ['init', '--quiet', '--initial-branch=first'], { cwd: folder })
  await watcher.follow(folder)
  execFileSync('git', ['switch', '--quiet', '--create', 'second'], { cwd: folder })

  await expect.poll(newest).toBe('second')
})
