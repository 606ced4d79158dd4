import { stat } from 'node:fs/promises'
import { NodeError } from '#main/engine/node-error.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import { placeInside } from './inside-workspace.ts'

/** Where a file that a run wrote lies: absolute, links followed. Throws CallError where it is gone, or outside of the workspace. */
export async function writtenFile(workspace: string, path: string): Promise<string> {
  const { real } = await placeInside(workspace, path).catch((error: unknown) => {
    throw error instanceof NodeError ? new CallError(error.code, error.message) : error
  })
  if (await stat(real).catch(() => null)) return real
  throw new CallError('file.not-found', `${path} is not in ${workspace} any more.`)
}
