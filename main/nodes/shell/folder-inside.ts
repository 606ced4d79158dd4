import { realpathSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { NodeError } from '#main/engine/node-error.ts'

/** The folder a program starts in. Throws `file.outside-workspace` for one that is not inside the workspace, links followed. */
export function folderInside(workspace: string, folder: string): string {
  const absolute = resolve(workspace, folder)
  if (isInside(workspace, absolute) && isInside(real(workspace), real(absolute))) return absolute
  throw new NodeError(
    'file.outside-workspace',
    `The folder ${folder} is outside the workspace ${workspace}. Give a path inside it.`,
    { retryable: false },
  )
}

function isInside(folder: string, path: string): boolean {
  const from = relative(folder, path)
  return from !== '..' && !from.startsWith(`..${sep}`) && !isAbsolute(from)
}

/** What is not there leads nowhere; starting a program in it says so. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
