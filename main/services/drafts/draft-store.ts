/**
 * What is being edited and was not saved, in `drafts/` of the data folder, for every window and every process of it.
 *
 *   D1. A draft is a whole file or it is not there: it is written beside, flushed to the disk, and only then gets its name.
 *   D2. Nobody writes over a revision that he has not seen. A file's name has the number of its revision, and a name can be
 *       given once, whichever process asks; the newest number counts.
 *   D3. A file that is no draft is moved aside, never deleted.
 */

import { createHash, randomUUID } from 'node:crypto'
import { constants, copyFile, link, open, readdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '#shared/error-code.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { DraftSummary, DraftView } from '#shared/ipc/views/draft-views.ts'
import { Turns } from '#shared/turns.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import { makePrivateFolder } from '../../engine/make-folder.ts'
import { DRAFT_FORMAT, type DraftHeader, type DraftParts, draftText, readDraftFile, readHeader } from './draft-file.ts'
import { draftNotKept } from './not-kept.ts'

/** Drafts that say what their file says are kept for their undo. */
const MOST_CLEAN = 200
const CLEAN_DAYS = 30
const DAY_MS = 86_400_000
const NAME = /^(?<key>[0-9a-f]{20})\.(?<number>\d+)\.draft$/

export interface DraftStoreOptions {
  readonly home: string
  readonly now: () => number
  readonly changed: (ref: string, revision: string | null) => void
  readonly warn: (warning: string) => void
}

export interface KeptDraft extends DraftParts {
  readonly ref: string
  readonly name: string
  /** The revision that it follows; null where there was none. */
  readonly over: string | null
  /** What it is called from now on, by whoever writes it. */
  readonly revision?: string | undefined
  readonly dirty: boolean
  readonly baseHash: string | null
}

interface Found {
  readonly path: string
  readonly number: number
  readonly header: DraftHeader
}

export class DraftStore {
  readonly folder: string
  readonly #options: DraftStoreOptions
  /** One write after the other, so that this process never competes with itself. */
  readonly #writes = new Turns()

  constructor(options: DraftStoreOptions) {
    this.#options = options
    this.folder = join(options.home, 'drafts')
  }

  /** Drafts that differ from their file, the newest first. */
  async list(): Promise<readonly DraftSummary[]> {
    const found = await this.#all()
    await this.#forgetOld(found.filter(({ header }) => !header.dirty))
    return found
      .flatMap(({ header: { ref, name, at, id, dirty, baseHash } }) =>
        dirty ? [{ ref, name, at, revision: id, isNew: baseHash === null }] : [],
      )
      .sort((a, b) => (a.at < b.at ? 1 : -1))
  }

  async read(ref: string): Promise<DraftView | null> {
    const found = await this.#newest(ref)
    const whole = found && (await readDraftFile(found.path).catch(() => undefined))
    if (!found) return null
    if (!whole) {
      await this.#setAside(found.path)
      return this.read(ref)
    }
    const { header, parts } = whole
    const { id, at, dirty, baseHash } = header
    const base = parts.baseText === null ? undefined : parseWorkflow(parts.baseText).workflow
    return { ref, revision: id, at, dirty, baseHash, ...parts, ...(base && { base }) }
  }

  /** Throws CallError `draft.moved` where `over` is not the newest revision, `draft.disk-full`, `draft.not-kept`. */
  keep(draft: KeptDraft): Promise<{ revision: string }> {
    return this.#writes.take(async () => {
      const before = await this.#newest(draft.ref)
      if ((before?.header.id ?? null) !== draft.over) throw moved(draft.name)
      const { ref, name, dirty, baseHash, revision: id = randomUUID() } = draft
      const at = new Date(this.#options.now()).toISOString()
      const header: DraftHeader = { format: DRAFT_FORMAT, ref, id, at, name, dirty, baseHash }
      const path = this.#path(ref, (before?.number ?? 0) + 1)
      try {
        if (!(await this.#writeNew(path, draftText(header, draft)))) throw moved(name)
      } catch (error) {
        throw draftNotKept(error, this.folder)
      }
      await this.#removeUpTo(ref, before?.number ?? 0)
      this.#options.changed(ref, header.id)
      return { revision: header.id }
    })
  }

  /** Does nothing where another revision is there by now, or none. */
  remove(ref: string, revision: string): Promise<void> {
    return this.#writes.take(async () => {
      const before = await this.#newest(ref)
      if (before?.header.id !== revision) return
      await this.#removeUpTo(ref, before.number)
      this.#options.changed(ref, null)
    })
  }

  #path(ref: string, number: number): string {
    return join(this.folder, `${keyOf(ref)}.${number}.draft`)
  }

  /** Resolves false where the name is taken. Throws the system's errors. */
  async #writeNew(path: string, text: string): Promise<boolean> {
    makePrivateFolder(this.folder)
    const temporary = `${path}.${randomUUID()}.tmp`
    try {
      const file = await open(temporary, 'wx', 0o600)
      try {
        await file.writeFile(text, 'utf8')
        await file.sync()
      } finally {
        await file.close()
      }
      const isOurs = await named(temporary, path)
      if (isOurs) await syncFolder(this.folder)
      return isOurs
    } finally {
      await unlink(temporary).catch(() => {})
    }
  }

  async #newest(ref: string): Promise<Found | undefined> {
    const key = keyOf(ref)
    const numbers = (await this.#names())
      .flatMap((name) => (name.key === key ? [name.number] : []))
      .sort((a, b) => b - a)
    for (const number of numbers) {
      const found = await this.#found(this.#path(ref, number), number)
      if (found) return found
    }
    return undefined
  }

  async #found(path: string, number: number): Promise<Found | undefined> {
    const header = await readHeader(path).catch((error: unknown) => (isMissing(error) ? 'gone' : undefined))
    if (header === 'gone') return undefined
    if (header) return { path, number, header }
    await this.#setAside(path)
    return undefined
  }

  /** The newest of each document. */
  async #all(): Promise<readonly Found[]> {
    const newest = new Map<string, number>()
    for (const { key, number } of await this.#names()) newest.set(key, Math.max(number, newest.get(key) ?? 0))
    const found = await Promise.all(
      [...newest].map(([key, number]) => this.#found(join(this.folder, `${key}.${number}.draft`), number)),
    )
    return found.filter((each) => each !== undefined)
  }

  async #names(): Promise<readonly { readonly key: string; readonly number: number }[]> {
    const names = await readdir(this.folder).catch(() => [])
    return names.flatMap((name) => {
      const { key, number } = NAME.exec(name)?.groups ?? {}
      return key === undefined ? [] : [{ key, number: Number(number) }]
    })
  }

  async #removeUpTo(ref: string, number: number): Promise<void> {
    const key = keyOf(ref)
    const older = (await this.#names()).filter((name) => name.key === key && name.number <= number)
    await Promise.all(older.map((name) => unlink(this.#path(ref, name.number)).catch(() => {})))
  }

  async #setAside(path: string): Promise<void> {
    const aside = `${path}.damaged`
    await rename(path, aside).catch(() => {})
    this.#options.warn(`A draft could not be read and is kept as ${aside}. What was saved is not touched by that.`)
  }

  async #forgetOld(clean: readonly Found[]): Promise<void> {
    const limit = new Date(this.#options.now() - CLEAN_DAYS * DAY_MS).toISOString()
    const old = clean
      .toSorted((a, b) => (a.header.at < b.header.at ? 1 : -1))
      .filter(({ header }, index) => index >= MOST_CLEAN || header.at < limit)
    await Promise.all(old.map(({ path }) => unlink(path).catch(() => {})))
  }
}

const keyOf = (ref: string): string => createHash('sha256').update(ref).digest('hex').slice(0, 20)

const moved = (name: string): CallError =>
  new CallError('draft.moved', `/${name} is being edited in another window too. Both edits are put together.`)

/** By a hard link, which cannot take the place of another file; where the disk has none, by a copy that cannot either. */
async function named(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path).catch((error: unknown) => {
      if (isTaken(error)) throw error
      return copyFile(temporary, path, constants.COPYFILE_EXCL)
    })
    return true
  } catch (error) {
    if (isTaken(error)) return false
    throw error
  }
}

/** A new name is only on the disk once its folder is. Some systems cannot do that, and need not. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => {})
  await handle?.close()
}

const isTaken = (error: unknown): boolean => errorCode(error) === 'EEXIST'

const isMissing = (error: unknown): boolean => errorCode(error) === 'ENOENT'
