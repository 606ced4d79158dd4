/**
 * Commands as files: moved, renamed, put aside and brought back.
 *
 *   M1. What stands in the way is never written over: it refuses, or is put aside where that was asked for.
 *   M2. A new file is whole before the old one goes, so a crash in between leaves two files, never none.
 */
import { access, copyFile, mkdir, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { CallError } from '#shared/ipc/call-error.ts'
import { notWritten } from './write-error.ts'

const FOLDER = 'deleted'

/** Moves a file into `deleted/` of the data folder. Throws CallError as a save. */
export async function putAside(home: string, path: string, now: number): Promise<string> {
  const folder = join(home, FOLDER)
  const time = new Date(now).toISOString().replaceAll(':', '-')
  const keptAt = join(folder, `${time}-${basename(path)}`)
  try {
    // On a read-only disk the recursive form says only that there is no such folder; the plain form says why.
    await mkdir(folder, { recursive: true }).catch(() => mkdir(folder))
    await moveFile(path, keptAt)
    return keptAt
  } catch (error) {
    throw notWritten(error, path, 'deleted')
  }
}

/** Brings a file back from `deleted/`. Throws CallError `workflow.name-taken`, `workflow.not-found`, or as a save. */
export async function bringBack(home: string, keptAt: string, path: string): Promise<void> {
  const inside = relative(join(home, FOLDER), keptAt)
  if (inside === '' || inside.startsWith('..') || dirname(inside) !== '.')
    throw new CallError('workflow.not-found', `${keptAt} is no deleted command.`)
  if (!(await exists(keptAt)))
    throw new CallError('workflow.not-found', `${keptAt} is not there any more, so it cannot be brought back.`)
  if (await exists(path))
    throw new CallError(
      'workflow.name-taken',
      `There is a ${basename(path)} again by now, so the deleted one was not put back. It is kept as ${keptAt}.`,
    )
  try {
    await mkdir(dirname(path), { recursive: true })
    await moveFile(keptAt, path)
  } catch (error) {
    throw notWritten(error, path, 'brought back')
  }
}

export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path)
  } catch (error) {
    throw notWritten(error, path, 'deleted')
  }
}

export async function refuseWithoutWorkspace(workspace: string): Promise<void> {
  const found = workspace === '' ? null : await stat(workspace).catch(() => null)
  if (found?.isDirectory()) return
  throw new CallError(
    'workspace.missing',
    `${workspace === '' ? 'No workspace is chosen' : `The workspace ${workspace} is not there any more`}. Choose one, or make the command your own.`,
  )
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** Data folder and workspace may lie on two disks. */
async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
    await copyFile(from, to)
    await unlink(from)
  }
}
