import { isAbsolute, relative, resolve, sep } from 'node:path'
import { NodeError } from '#main/engine/node-error.ts'

/** The folder a program starts in. Throws `file.outside-workspace` for one that is not inside the workspace. */
export function folderInside(workspace: string, folder: string): string {
  const absolute = resolve(workspace, folder)
  const from = relative(workspace, absolute)
  if (from !== '..' && !from.startsWith(`..${sep}`) && !isAbsolute(from)) return absolute
  throw new NodeError(
    'file.outside-workspace',
    `The folder ${folder} is outside the workspace ${workspace}. Give a path inside it.`,
    { retryable: false },
  )
}
