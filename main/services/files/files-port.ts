/** Files of a workspace, for nodes. Whatever a path looks like, only what really lies inside the workspace is touched. */
import { appendFile, open, readdir, stat, truncate } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { NodeError } from '#main/engine/node-error.ts'
import type { FilesPort } from '#main/engine/ports/files.ts'
import { makeFolder } from '../../engine/make-folder.ts'
import { fileError } from './file-error.ts'
import { isInside, placeInside, slashed } from './inside-workspace.ts'
import { writeAtomic } from './write-atomic.ts'

const LARGEST_READ = 256 * 1024 * 1024
const MOST_LISTED = 50_000
/** The repository's own store: of no use to a model, and large. */
const NEVER_LISTED: ReadonlySet<string> = new Set(['.git'])

export interface FilesServiceOptions {
  /** Files that one listing may hold. Default 50,000. */
  readonly mostListed?: number
}

export function createFilesService({ mostListed = MOST_LISTED }: FilesServiceOptions = {}): FilesPort {
  return {
    read: (workspace, path) =>
      told(path, 'read', async () => {
        const place = await placeInside(workspace, path)
        return { path: place.shown, ...decoded(await readWhole(place.real, path)) }
      }),

    write: (workspace, path, text) =>
      told(path, 'write', async () => {
        const place = await placeInside(workspace, path)
        await refuseUnlessFile(place.real, path)
        await writeAtomic(place.real, text)
        return { path: place.shown, bytes: Buffer.byteLength(text) }
      }),

    append: (workspace, path, text) =>
      told(path, 'write', async () => {
        const place = await placeInside(workspace, path)
        const before = await refuseUnlessFile(place.real, path)
        makeFolder(dirname(place.real))
        try {
          await appendFile(place.real, text)
        } catch (error) {
          // A full disk takes part of a text; half a line would be worse than none.
          if (before !== null) await truncate(place.real, before).catch(() => {})
          throw error
        }
        return { path: place.shown, bytes: Buffer.byteLength(text) }
      }),

    list: (workspace, path) =>
      told(path, 'list', async () => {
        const place = await placeInside(workspace, path)
        const files: string[] = []
        const prefix = place.shown === '' ? '' : `${place.shown}/`
        for await (const file of filesBelow(place.root, place.real)) {
          if (files.length === mostListed) throw tooMany(path, mostListed)
          files.push(prefix + slashed(relative(place.real, file)))
        }
        return { files: files.sort() }
      }),
  }
}

async function told<T>(path: string, doing: 'read' | 'write' | 'list', work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw fileError(error, path, doing)
  }
}

/** The size of what is there, or null. A pipe or a device would block, never end, or be replaced by a file. */
async function refuseUnlessFile(real: string, path: string): Promise<number | null> {
  const found = await stat(real).catch((error) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (found === null) return null
  if (found.isDirectory())
    throw new NodeError('file.is-folder', `${path} is a folder, not a file. Name a file inside it.`, {
      retryable: false,
    })
  if (!found.isFile())
    throw new NodeError('file.not-a-file', `${path} is a device, pipe or socket, not a file. Name a file.`, {
      retryable: false,
    })
  return found.size
}

async function readWhole(real: string, path: string): Promise<Uint8Array> {
  const size = await refuseUnlessFile(real, path)
  if ((size ?? 0) > LARGEST_READ) {
    throw new NodeError(
      'file.too-large',
      `${path} is larger than ${LARGEST_READ / 1024 / 1024} MB. Read a part of it with a program instead.`,
      { retryable: false },
    )
  }
  const file = await open(real)
  try {
    return await file.readFile()
  } finally {
    await file.close()
  }
}

const REPLACEMENT = '\uFFFD'

/** `replaced` counts what was not UTF-8; a replacement character that was there before is none. */
function decoded(bytes: Uint8Array): { text: string; replaced: number } {
  const text = new TextDecoder('utf-8').decode(bytes)
  if (!text.includes(REPLACEMENT)) return { text, replaced: 0 }
  const own = Buffer.from(REPLACEMENT)
  let genuine = 0
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = buffer.indexOf(own); at >= 0; at = buffer.indexOf(own, at + own.length)) genuine += 1
  return { text, replaced: text.split(REPLACEMENT).length - 1 - genuine }
}

/** Links to files inside the workspace count, links to folders are not followed: they may lead in a circle. */
async function* filesBelow(root: string, folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (NEVER_LISTED.has(entry.name)) continue
    if (entry.isDirectory()) yield* filesBelow(root, path)
    else if (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(root, path)))) yield path
  }
}

async function leadsToFile(root: string, link: string): Promise<boolean> {
  try {
    const { real } = await placeInside(root, link)
    return isInside(root, real) && (await stat(real)).isFile()
  } catch {
    return false
  }
}

function tooMany(path: string, most: number): NodeError {
  return new NodeError(
    'file.too-many',
    `${path} holds more than ${most.toLocaleString('en-US')} files. List a folder further down.`,
    { retryable: false },
  )
}
