/** Workflow files that the app is started with: from a terminal, or by a file manager, which also writes them as addresses. */
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { WindowIntent } from '#shared/ipc/calls/app-calls.ts'

const LARGEST_BYTES = 16 * 1024 * 1024 // As the window reads of what is dropped.

/** `folder` is where the command was given. */
export function givenFiles(argv: readonly string[], folder: string): readonly string[] {
  return argv
    .filter((word) => word.endsWith('.flow.json') && !word.startsWith('-'))
    .map((word) => (word.startsWith('file://') ? pathOf(word) : resolve(folder, word)))
}

/** An address that leads to no file of this machine stays as it is: the person is told that there is none. */
function pathOf(address: string): string {
  try {
    return fileURLToPath(address)
  } catch {
    return address
  }
}

/** Rejects with a sentence for the person. */
export async function readGiven(path: string): Promise<WindowIntent> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new Error(`There is no file ${path}.`)
  if (found.size > LARGEST_BYTES) throw new Error(`${path} is larger than 16 MB, so it is not read.`)
  try {
    return { intent: 'open-file', file: { path, text: await readFile(path, 'utf8') } }
  } catch {
    throw new Error(`${path} cannot be read. You may not be allowed to.`)
  }
}
