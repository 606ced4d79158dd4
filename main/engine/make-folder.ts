/**
 * Makes a folder with those above it. One at a time: where the system lets nobody make a folder (`/proc`), Node's own
 * recursive form never comes to an end, and of a read-only disk it says only that the folder is not there. Throws the
 * system's errors. Here and not among the services, since these may use what the engine has, and it nothing of theirs.
 */
import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { errorCode } from '#shared/error-code.ts'

const FOR_ITS_OWNER = 0o700

/** `mode`: of each folder that is made; without it as the umask says. */
export function makeFolder(path: string, mode = 0o777): void {
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && isFolder(path)) return
    if (errorCode(error) !== 'ENOENT' || isThere(dirname(path))) throw error
    makeFolder(dirname(path), mode)
    makeFolder(path, mode)
  }
}

/** For its owner alone. */
export function makePrivateFolder(path: string): void {
  makeFolder(path, FOR_ITS_OWNER)
}

const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
