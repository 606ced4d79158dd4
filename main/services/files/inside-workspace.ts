/** Where a path of a workspace really leads, links followed, and whether that is inside. */
import { readlink, realpath, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { NodeError } from '#main/engine/node-error.ts'
import { errorCode } from '#shared/error-code.ts'

export interface Place {
  /** The workspace, links followed. */
  readonly root: string
  /** Absolute, links followed; it need not exist. */
  readonly real: string
  /** As asked for, from the workspace, with `/` between its parts. */
  readonly shown: string
}

const MOST_LINKS = 40

/** Throws `file.outside-workspace`, and `file.no-workspace` where the workspace itself is gone. */
export async function placeInside(workspace: string, path: string): Promise<Place> {
  const root = await rootOf(workspace)
  const asked = resolve(workspace, path)
  const real = await realPlace(asked, MOST_LINKS)
  if (!isInside(root, real)) {
    throw new NodeError(
      'file.outside-workspace',
      `${path} is outside the workspace ${workspace}. Only files inside it can be used; choose another workspace or correct the path.`,
      { retryable: false },
    )
  }
  // A path that goes through a link to the workspace itself is shown as what it leads to.
  const shown = isInside(resolve(workspace), asked) ? relative(resolve(workspace), asked) : relative(root, real)
  return { root, real, shown: slashed(shown) }
}

export const slashed = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'))

export function isInside(folder: string, path: string): boolean {
  const from = relative(folder, path)
  return from !== '..' && !from.startsWith(`..${sep}`) && !isAbsolute(from)
}

async function rootOf(workspace: string): Promise<string> {
  const real = workspace === '' ? null : await realpath(workspace).catch(() => null)
  if (real && (await stat(real)).isDirectory()) return real
  throw new NodeError(
    'file.no-workspace',
    workspace === ''
      ? 'This needs a workspace, and none is chosen. Choose a folder.'
      : `The workspace ${workspace} is not there any more. Choose another folder.`,
    { retryable: false },
  )
}

/** As realpath, also for what does not exist: the nearest folder that does decides, and a link to nowhere is where it points. */
async function realPlace(path: string, linksLeft: number): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || linksLeft === 0) throw error
  }
  const target = await readlink(path).catch(() => null)
  if (target !== null) return realPlace(resolve(dirname(path), target), linksLeft - 1)
  return join(await realPlace(dirname(path), linksLeft), basename(path))
}
