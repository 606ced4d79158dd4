/**
 * Replaces a file as a whole: whoever reads it sees the old text or the new, also after a crash or on a full disk.
 * Not by write-file-atomic: its one write may be cut short by a nearly full disk without an error, and the short file
 * would take the place of the good one.
 */
import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { makeFolder } from '../../engine/make-folder.ts'

export interface WriteOptions {
  /** Permissions of a new file; an existing one keeps its own. Default 0o666 less the umask. */
  readonly mode?: number
}

/** Throws the system's errors (`ENOSPC`, `EROFS`, `EACCES` …); then the old file stands as it was. Makes the folder. */
export async function writeAtomic(path: string, text: string, options: WriteOptions = {}): Promise<void> {
  const before = await stat(path).catch(() => null)
  makeFolder(dirname(path))
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.tmp`)
  try {
    const file = await open(temporary, 'wx', options.mode ?? 0o666)
    try {
      if (before) await keepOwner(file, before)
      await file.writeFile(text, 'utf8')
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await unlink(temporary).catch(() => {})
    throw error
  }
}

async function keepOwner(
  file: FileHandle,
  before: { readonly mode: number; readonly uid: number; readonly gid: number },
): Promise<void> {
  // The owner first: changing it takes the set-id bits away. Only root may give a file to another.
  await file.chown(before.uid, before.gid).catch(() => {})
  await file.chmod(before.mode & 0o7777)
}
