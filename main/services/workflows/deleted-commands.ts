/** The files in `deleted/`, as commands that can be brought back: what they are called, where they stood, since when they are gone. */
import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute } from 'node:path'
import { z } from 'zod'
import type { DeletedCommand } from '#shared/ipc/views.ts'
import { deletedFolder, noteOf } from './file-moves.ts'
import type { WorkflowLookup } from './lookup.ts'
import { FILE_ENDING, fileOf, nameFromFile, placeOfPath } from './refs.ts'
import { filesIn } from './workflow-file.ts'

/** More are not listed; their files stay. */
const MOST_LISTED = 200

const KEPT_NAME = /^(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d\.\d{3}Z)-(.+)$/
const Note = z.object({ path: z.string().refine((path) => isAbsolute(path) && path.endsWith(FILE_ENDING)) })

/** The newest first. */
export async function deletedCommands(home: string, lookup: WorkflowLookup): Promise<readonly DeletedCommand[]> {
  const newest = [...(await filesIn(deletedFolder(home)))].reverse().slice(0, MOST_LISTED)
  const read = await Promise.all(newest.map((keptAt) => deletedCommand(keptAt, lookup)))
  return read.filter((command) => command !== undefined)
}

async function deletedCommand(keptAt: string, lookup: WorkflowLookup): Promise<DeletedCommand | undefined> {
  const [, day, hour, minute, second, file] = KEPT_NAME.exec(basename(keptAt)) ?? []
  if (file === undefined) return undefined
  const found = await lookup.at(placeOfPath(keptAt, lookup.folders))
  const workflow = found?.document.workflow
  const place = placeOfPath(await backTo(keptAt, file, lookup), lookup.folders)
  return {
    keptAt,
    ref: place.ref,
    source: place.source === 'workspace' ? 'workspace' : 'user',
    name: workflow?.name ?? nameFromFile(file),
    title: workflow?.title ?? '',
    at: `${day}${hour}:${minute}:${second}`,
  }
}

/** Where it stood; among the user's, where that is not known or its folder was deleted too. */
async function backTo(keptAt: string, file: string, { folders }: WorkflowLookup): Promise<string> {
  const yours = fileOf(folders.user, nameFromFile(file))
  try {
    const { path } = Note.parse(JSON.parse(await readFile(noteOf(keptAt), 'utf8')))
    // The folder of the commands may be gone with its last one; the one around it is the person's.
    return (await stat(dirname(dirname(path)))).isDirectory() ? path : yours
  } catch {
    return yours // nobody wrote where it stood, or it cannot go there
  }
}
