import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes a folder with those above it. Throws the system's errors. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    if (!isMissing(error)) throw error
    // On a read-only disk Node's recursive form says only that the folder is not there; the plain form says why.
    await makeEach(path)
  }
}

async function makeEach(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (!isMissing(error) || dirname(path) === path) throw error
    await makeEach(dirname(path))
    await mkdir(path)
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
