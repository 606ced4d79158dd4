/** The files in `deleted/`, as commands that can be brought back: what they are called, where they stood, since when they are gone. */
import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute } from 'node:path'
import { z } from 'zod'
import { CallError } from '#shared/ipc/call-error.ts'
import type { DeletedCommand, WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import type { CommandWriter, CommandWriterOptions } from './command-writer.ts'
import { bringBack, deletedFolder, isAside, noteOf, refuseNotAside, removeFile, removeNote } from './file-moves.ts'
import type { WorkflowLookup } from './lookup.ts'
import { refuseName } from './new-workflow.ts'
import { FILE_ENDING, fileOf, nameFromFile, placeOf, placeOfPath } from './refs.ts'
import { filesIn, hashOf, readText } from './workflow-file.ts'

/** More are not listed; their files stay. */
const MOST_LISTED = 200

const KEPT_NAME = /^(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d\.\d{3}Z)-(.+)$/
const Note = z.object({ path: z.string().refine((path) => isAbsolute(path) && path.endsWith(FILE_ENDING)) })

export class DeletedCommands {
  readonly #options: Pick<CommandWriterOptions, 'home' | 'changed' | 'versions'>
  readonly #lookup: WorkflowLookup
  readonly #writer: CommandWriter

  constructor(
    options: Pick<CommandWriterOptions, 'home' | 'changed' | 'versions'>,
    lookup: WorkflowLookup,
    writer: CommandWriter,
  ) {
    this.#options = options
    this.#lookup = lookup
    this.#writer = writer
  }

  /** What can be brought back, the newest first. */
  async list(): Promise<readonly DeletedCommand[]> {
    const newest = [...(await filesIn(deletedFolder(this.#options.home)))].reverse().slice(0, MOST_LISTED)
    const read = await Promise.all(newest.map((keptAt) => deletedCommand(keptAt, this.#lookup)))
    return read.filter((command) => command !== undefined)
  }

  /** The newest file that stood at `ref` and has this content; null where nobody deleted it. */
  async keptAs(ref: string, hash: string): Promise<string | null> {
    for (const keptAt of [...(await filesIn(deletedFolder(this.#options.home)))].reverse()) {
      const file = await readText(keptAt)
      if (!file || file.problem || hashOf(file.text) !== hash) continue
      if ((await deletedCommand(keptAt, this.#lookup))?.ref === ref) return keptAt
    }
    return null
  }

  /**
   * Brings a deleted file back, under another name where one is given. Throws CallError `workflow.name-taken`,
   * `workflow.not-found`, `workflow.invalid-name`, `workflow.unreadable`, or as `save`.
   */
  async restore(ref: string, keptAt: string, name?: string): Promise<WorkflowDocument> {
    const { path, source } = placeOf(ref, this.#lookup.folders)
    if (source === 'bundled') throw new CallError('workflow.bundled', 'A bundled command was never deleted.')
    if (name !== undefined) return this.#restoreAs(name, dirname(path), keptAt)
    await bringBack(this.#options.home, keptAt, path)
    this.#options.changed([ref])
    return this.#lookup.read(ref)
  }

  /**
   * Destroys deleted files for good, with their earlier versions, unless a file stands there again or another deleted one would
   * go back there. One that is gone already is no error. Throws CallError `workflow.not-found`, or as `save`.
   */
  async purge(keptAt: readonly string[]): Promise<void> {
    for (const path of keptAt) {
      if (!(await isAside(this.#options.home, path))) continue
      const gone = await deletedCommand(path, this.#lookup)
      await removeFile(path)
      await removeNote(path)
      if (gone && !(await this.#isNeeded(gone.ref))) await this.#options.versions?.destroyed(gone.ref)
    }
  }

  async #isNeeded(ref: string): Promise<boolean> {
    if ((await this.#lookup.at(placeOf(ref, this.#lookup.folders))) !== null) return true
    const files = await filesIn(deletedFolder(this.#options.home))
    const others = await Promise.all(files.map((path) => deletedCommand(path, this.#lookup)))
    return others.some((other) => other?.ref === ref)
  }

  async #restoreAs(name: string, folder: string, keptAt: string): Promise<WorkflowDocument> {
    refuseName(name)
    await refuseNotAside(this.#options.home, keptAt)
    const { workflow, trusted, problems } = await this.#lookup.read(keptAt)
    if (!workflow)
      throw new CallError(
        'workflow.unreadable',
        `${keptAt} cannot be read as a workflow, so it can come back only under the name that it had.`,
        problems,
      )
    const target = placeOfPath(fileOf(folder, name), this.#lookup.folders)
    await this.#writer.refuseTaken(name, target)
    const written = await this.#writer.write(target, { ...workflow, name }, trusted)
    await removeFile(keptAt)
    await removeNote(keptAt)
    return written
  }
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
