/** What the screen says about a workspace, and folders to complete a path with. */
import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path'
import { NodeError } from '#main/engine/node-error.ts'
import type { Clock } from '#main/engine/ports/clock.ts'
import type { ProcessPort } from '#main/engine/ports/process.ts'
import type { WorkspaceInfo } from '#shared/ipc/views/app-views.ts'
import type { CommittedView } from '#shared/ipc/views/draft-views.ts'
import type { MergeStage } from '#shared/workflow/conflict-markers.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'

const GIT_LIMIT_MS = 5_000
const MOST_FOLDERS = 200

export interface WorkspaceOptions {
  readonly process: ProcessPort
  readonly clock: Clock
}

interface FolderService {
  info(path: string): Promise<WorkspaceInfo>
  /** Folders whose path begins with `prefix` (absolute, or from `~`), absolute and sorted; hidden ones only where the prefix names them. */
  folders(prefix: string): Promise<readonly string[]>
  /** The file that says what is checked out; undefined where the folder is in no repository, or git is not there. */
  headFile(folder: string): Promise<string | undefined>
}

export interface WorkspaceService extends FolderService {
  /** The file as the last commit has it; null where it is in no repository, was never committed, or git is not there. */
  committed(path: string): Promise<CommittedView | null>
  /** The text of a file that git could not merge, as `stage` of the index has it; null where there is none. */
  staged(path: string, stage: MergeStage): Promise<string | null>
}

export function createWorkspaceService(options: WorkspaceOptions): WorkspaceService {
  return {
    async info(path) {
      const base = { path, name: basename(resolve(path || '.')) || path }
      if (path === '')
        return { path, name: '', exists: false, note: 'No workspace is chosen. Choose a folder to work in.' }
      const found = await stat(path).catch(() => null)
      if (!found) return { ...base, exists: false, note: `${path} is not there any more. Choose another folder.` }
      if (!found.isDirectory()) return { ...base, exists: false, note: `${path} is a file. Choose a folder.` }
      return { ...base, exists: true, ...(await branchOf(path, options)) }
    },

    headFile: (folder) => headFileOf(folder, options).catch(() => undefined),
    committed: (path) => committedFile(path, options).catch(() => null),
    staged: (path, stage) => stagedFile(path, stage, options).catch(() => null),

    async folders(prefix) {
      const typed = fromHome(prefix)
      if (!isAbsolute(typed)) return []
      const parent = typed.endsWith(sep) || typed.endsWith('/') ? typed : dirname(typed)
      const begins = parent === typed ? '' : basename(typed)
      const entries = await readdir(parent, { withFileTypes: true }).catch(() => [])
      const fits = entries.filter(
        ({ name }) => startsWith(name, begins) && (begins.startsWith('.') || !name.startsWith('.')),
      )
      const folders = await Promise.all(
        fits
          .slice(0, MOST_FOLDERS * 5)
          .map(async (entry) => ((await isFolder(join(parent, entry.name), entry)) ? [join(parent, entry.name)] : [])),
      )
      return folders.flat().sort().slice(0, MOST_FOLDERS)
    },
  }
}

function fromHome(prefix: string): string {
  return prefix === '~' || prefix.startsWith('~/') || prefix.startsWith('~\\')
    ? homedir() + (prefix.slice(1) || sep)
    : prefix
}

/** As file systems mostly compare names, and as people type. */
const startsWith = (name: string, begins: string): boolean => name.toLowerCase().startsWith(begins.toLowerCase())

async function isFolder(path: string, entry: { isDirectory(): boolean; isSymbolicLink(): boolean }): Promise<boolean> {
  if (entry.isDirectory()) return true
  return entry.isSymbolicLink() && ((await stat(path).catch(() => null))?.isDirectory() ?? false)
}

async function branchOf(path: string, options: WorkspaceOptions): Promise<Pick<WorkspaceInfo, 'branch' | 'note'>> {
  try {
    const branch = await git(path, ['rev-parse', '--abbrev-ref', 'HEAD'], options)
    if (branch.exitCode === 0 && branch.stdout !== 'HEAD') return { branch: branch.stdout }
    if (branch.exitCode === 0) {
      const commit = await git(path, ['rev-parse', '--short', 'HEAD'], options)
      return { branch: commit.stdout, note: 'No branch is checked out, only this commit.' }
    }
    if (/not a git repository/i.test(branch.stderr))
      return { note: 'Not a git repository. Commands that need one, such as /pr-review, will say so.' }
    const unborn = await git(path, ['symbolic-ref', '--short', 'HEAD'], options)
    if (unborn.exitCode === 0) return { branch: unborn.stdout, note: 'Nothing is committed yet.' }
    return { note: `git cannot read this repository: ${branch.stderr.split('\n', 1)[0] ?? ''}` }
  } catch (error) {
    if (error instanceof NodeError && error.code === 'process.not-found')
      return { note: 'git is not installed or not on PATH, so the branch is not known.' }
    return { note: `The branch is not known: ${error instanceof Error ? error.message : String(error)}` }
  }
}

async function headFileOf(folder: string, options: WorkspaceOptions): Promise<string | undefined> {
  const { exitCode, stdout } = await git(folder, ['rev-parse', '--git-path', 'HEAD'], options)
  return exitCode === 0 ? resolve(folder, stdout) : undefined
}

async function committedFile(path: string, options: WorkspaceOptions): Promise<CommittedView | null> {
  const folder = dirname(path)
  const name = basename(path)
  const shown = await git(folder, ['show', '--end-of-options', `HEAD:./${name}`], options)
  const logged = await git(folder, ['log', '-1', '--format=%h%x09%cI%x09%s', '--', `./${name}`], options)
  if (shown.exitCode !== 0 || logged.exitCode !== 0) return null
  const [commit = '', at = '', ...subject] = logged.stdout.split('\t')
  const { workflow } = parseWorkflow(shown.stdout)
  return { commit, at, subject: subject.join(' '), text: shown.stdout, ...(workflow && { workflow }) }
}

async function stagedFile(path: string, stage: MergeStage, options: WorkspaceOptions): Promise<string | null> {
  const args = ['show', '--end-of-options', `:${stage}:./${basename(path)}`]
  const { exitCode, stdout } = await git(dirname(path), args, options)
  return exitCode === 0 ? stdout : null
}

async function git(
  cwd: string,
  args: readonly string[],
  { process, clock }: WorkspaceOptions,
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const limit = new AbortController()
  const cancel = clock.setTimer(clock.now() + GIT_LIMIT_MS, () =>
    limit.abort(new Error(`git did not answer within ${GIT_LIMIT_MS / 1_000} s.`)),
  )
  const unheard = { started: () => {}, output: () => {}, ended: () => {} }
  try {
    // No lock is taken and the words are those that are looked for above.
    const env = { GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' }
    const { exitCode, stdout, stderr } = await process.run(
      { command: 'git', args, cwd, env, stdin: undefined },
      unheard,
      limit.signal,
      () => {},
    )
    return { exitCode, stdout: Buffer.from(stdout).toString().trim(), stderr: Buffer.from(stderr).toString().trim() }
  } finally {
    cancel()
  }
}
