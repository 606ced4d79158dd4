/**
 * Makes a folder, with those above it, for its owner alone. One at a time: where the system lets nobody make a folder
 * (`/proc`), Node's own recursive form never comes to an end. Throws the system's errors.
 */
import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { errorCode } from '#shared/error-code.ts'

export function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && isFolder(path)) return
    if (errorCode(error) !== 'ENOENT' || isThere(dirname(path))) throw error
    makePrivateFolder(dirname(path))
    makePrivateFolder(path)
  }
}

const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
