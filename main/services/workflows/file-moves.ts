/**
 * Commands as files: moved, renamed, put aside and brought back.
 *
 *   M1. What stands in the way is never written over: it refuses, or is put aside where that was asked for.
 *   M2. A new file is whole before the old one goes, so a crash in between leaves two files, never none.
 *   M3. What is put aside has a note beside it that says where it stood, written before it moves. A full disk takes no note,
 *       and holds nothing up: it goes back among the user's then.
 */

import { access, copyFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { errorCode } from '#shared/error-code.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import { makeFolder } from '../../engine/make-folder.ts'
import { FILE_ENDING } from './refs.ts'
import { notWritten } from './write-error.ts'

const FOLDER = 'deleted'

/** Where files go that are put aside. */
export const deletedFolder = (home: string): string => join(home, FOLDER)

export const noteOf = (keptAt: string): string => `${keptAt}.note`

/** Moves a file into `deleted/` of the data folder. Throws CallError as a save. */
export async function putAside(home: string, path: string, now: number): Promise<string> {
  const folder = deletedFolder(home)
  try {
    makeFolder(folder)
    const keptAt = await freePath(folder, now, basename(path))
    await writeFile(noteOf(keptAt), JSON.stringify({ path })).catch(() => undefined)
    await moveFile(path, keptAt)
    return keptAt
  } catch (error) {
    throw notWritten(error, path, 'deleted')
  }
}

/** Two of one name may be deleted in the same millisecond. */
async function freePath(folder: string, now: number, file: string): Promise<string> {
  const path = join(folder, `${new Date(now).toISOString().replaceAll(':', '-')}-${file}`)
  return (await exists(path)) ? freePath(folder, now + 1, file) : path
}

/** False where it is gone. Throws CallError `workflow.not-found` for a path that is no place of deleted files. */
export async function isAside(home: string, keptAt: string): Promise<boolean> {
  const inside = relative(deletedFolder(home), keptAt)
  if (inside === '' || inside.startsWith('..') || dirname(inside) !== '.' || !inside.endsWith(FILE_ENDING))
    throw new CallError('workflow.not-found', `${keptAt} is no deleted command.`)
  return exists(keptAt)
}

/** Throws CallError `workflow.not-found` where `keptAt` is no file that was put aside. */
export async function refuseNotAside(home: string, keptAt: string): Promise<void> {
  if (!(await isAside(home, keptAt)))
    throw new CallError('workflow.not-found', `${keptAt} is not there any more, so it cannot be brought back.`)
}

/** Brings a file back from `deleted/`. Throws CallError `workflow.name-taken`, `workflow.not-found`, or as a save. */
export async function bringBack(home: string, keptAt: string, path: string): Promise<void> {
  await refuseNotAside(home, keptAt)
  if (await exists(path))
    throw new CallError(
      'workflow.name-taken',
      `There is a ${basename(path)} again by now, so the deleted one was not put back. Bring it back under another name; until then it is kept among the deleted commands.`,
    )
  try {
    makeFolder(dirname(path))
    await moveFile(keptAt, path)
  } catch (error) {
    throw notWritten(error, path, 'brought back')
  }
  await removeNote(keptAt)
}

/** A note without its file says nothing to anyone. */
export const removeNote = (keptAt: string): Promise<void> => unlink(noteOf(keptAt)).catch(() => undefined)

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
    if (errorCode(error) !== 'EXDEV') throw error
    await copyFile(from, to)
    await unlink(from)
  }
}
