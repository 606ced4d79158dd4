/**
 * Earlier contents of the workflow files, in `versions/` of the data folder: a folder a file, in it the contents by hash, and
 * an entry of a few words for each time that a content was saved.
 *
 *   V1. An entry is a file of its own, so processes that add one do not compete.
 *   V2. A content stands before the entry that names it, and goes after the last one has.
 *   V3. Here one comes after the other, so that whoever asks finds what was on its way to the disk.
 *   V4. Of the unnamed, the newest `MOST_UNNAMED` that together hold less than `MOST_BYTES` are kept. Named ones stay.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile, rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { CallError } from '#shared/ipc/call-error.ts'
import type { VersionReason, VersionSummary, VersionView } from '#shared/ipc/views/draft-views.ts'
import { Turns } from '#shared/turns.ts'
import { diffWorkflows } from '#shared/workflow/diff.ts'
import { diffWords } from '#shared/workflow/diff-words.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

export const MOST_UNNAMED = 100
const MOST_BYTES = 64 * 1024 * 1024
const ENDING = '.version.json'

const Entry = z.object({
  ref: z.string(),
  at: z.string(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number(),
  reason: z.enum(['saved', 'found', 'draft', 'named']),
  name: z.string().optional(),
  words: z.string(),
})
type Entry = z.infer<typeof Entry>

export interface VersionStoreOptions {
  readonly home: string
  readonly now: () => number
  readonly write: (path: string, text: string) => Promise<void>
  readonly changed: (ref: string) => void
}

export interface AddedVersion {
  readonly text: string
  /** The same, where it was read already. */
  readonly workflow?: Workflow | undefined
  readonly reason: VersionReason
  readonly name?: string | undefined
  /** When it came to be, where that was not now. */
  readonly at?: number
}

export class VersionStore {
  readonly folder: string
  readonly #options: VersionStoreOptions
  /** What was added last, so that a Save need not read it again. */
  #newest: { readonly hash: string; readonly workflow: Workflow | undefined } | undefined
  readonly #turns = new Turns()

  constructor(options: VersionStoreOptions) {
    this.#options = options
    this.folder = join(options.home, 'versions')
  }

  /** Resolves once nothing is on its way to the disk. */
  async settled(): Promise<void> {
    await this.#turns.settled()
  }

  /** Newest first. */
  async list(ref: string): Promise<readonly VersionSummary[]> {
    await this.settled()
    return (await this.#entries(ref)).map(([id, { at, hash, reason, name, words }]) => ({
      id,
      at,
      hash,
      reason,
      ...(name !== undefined && { name }),
      words,
    }))
  }

  /** Throws CallError `version.not-found`. */
  async read(ref: string, id: string): Promise<VersionView> {
    await this.settled()
    const entry = await this.#entry(ref, id)
    const text = entry && (await readFile(this.#contentPath(ref, entry.hash), 'utf8').catch(() => undefined))
    if (text === undefined) {
      throw new CallError(
        'version.not-found',
        'This version is not kept any more: only the newest unnamed ones are. Choose another one of the list.',
      )
    }
    const { workflow } = parseWorkflow(text)
    return { text, ...(workflow && { workflow }) }
  }

  /** A content that is the newest version already is not added again, but takes the name. Throws the system's errors. */
  add(ref: string, version: AddedVersion): Promise<VersionSummary> {
    return this.#turns.take(() => this.#add(ref, version))
  }

  async #add(
    ref: string,
    { text, workflow, reason, name, at = this.#options.now() }: AddedVersion,
  ): Promise<VersionSummary> {
    const hash = createHash('sha256').update(text).digest('hex')
    const newest = await this.#newestEntry(ref)
    if (newest?.[1].hash === hash && workflow) this.#newest = { hash, workflow }
    if (newest?.[1].hash === hash && (name === undefined || newest[1].name === undefined))
      return summaryOf(newest[0], name === undefined ? newest[1] : await this.#rename(ref, newest[0], newest[1], name))
    await this.#options.write(this.#contentPath(ref, hash), text)
    const now = workflow ?? parseWorkflow(text).workflow
    const words = newest ? await this.#wordsBetween(ref, newest[1].hash, now) : ''
    this.#newest = { hash, workflow: now }
    // Later than the one before it, also where a file was put back with an older time.
    const later = newest ? Math.max(at, Date.parse(newest[1].at) + 1) : at
    const entry: Entry = {
      ref,
      at: new Date(later).toISOString(),
      hash,
      bytes: Buffer.byteLength(text),
      reason,
      ...(name !== undefined && { name }),
      words,
    }
    const id = `${entry.at.replaceAll(/[:.]/g, '-')}-${hash.slice(0, 12)}`
    await this.#options.write(this.#entryPath(ref, id), `${JSON.stringify(entry)}\n`)
    await this.#removeOld(ref)
    this.#options.changed(ref)
    return summaryOf(id, entry)
  }

  /** An empty name takes it away. Throws CallError `version.not-found`, and the system's errors. */
  name(ref: string, id: string, name: string): Promise<VersionSummary> {
    return this.#turns.take(async () => {
      const entry = await this.#entry(ref, id)
      if (!entry) throw new CallError('version.not-found', 'This version is not kept any more. Choose another one.')
      return summaryOf(id, await this.#rename(ref, id, entry, name === '' ? undefined : name))
    })
  }

  /** The file has another ref from now on. Those that are kept there already stay. Throws the system's errors. */
  move(from: string, to: string): Promise<void> {
    return this.#turns.take(() => this.#move(from, to))
  }

  async #move(from: string, to: string): Promise<void> {
    const entries = await this.#entries(from)
    if (from === to || entries.length === 0) return
    for (const hash of new Set(entries.map(([, entry]) => entry.hash))) {
      const text = await readFile(this.#contentPath(from, hash), 'utf8').catch(() => undefined)
      if (text !== undefined) await this.#options.write(this.#contentPath(to, hash), text)
    }
    for (const [id, entry] of entries)
      await this.#options.write(this.#entryPath(to, id), `${JSON.stringify({ ...entry, ref: to })}\n`)
    await rm(this.#folder(from), { recursive: true, force: true })
    this.#options.changed(from)
    this.#options.changed(to)
  }

  /** All of a file, the named ones too. Throws the system's errors. */
  remove(ref: string): Promise<void> {
    return this.#turns.take(async () => {
      await rm(this.#folder(ref), { recursive: true, force: true })
      this.#options.changed(ref)
    })
  }

  async #rename(ref: string, id: string, { name: _, ...entry }: Entry, name: string | undefined): Promise<Entry> {
    const renamed: Entry = { ...entry, ...(name !== undefined && { name }) }
    await this.#options.write(this.#entryPath(ref, id), `${JSON.stringify(renamed)}\n`)
    this.#options.changed(ref)
    return renamed
  }

  async #wordsBetween(ref: string, hash: string, now: Workflow | undefined): Promise<string> {
    const known = this.#newest?.hash === hash ? this.#newest.workflow : undefined
    const read = () => readFile(this.#contentPath(ref, hash), 'utf8').catch(() => '')
    const old = known ?? parseWorkflow(await read()).workflow
    return old && now ? diffWords(diffWorkflows(old, now), old, now) : ''
  }

  async #entries(ref: string): Promise<readonly (readonly [string, Entry])[]> {
    const ids = await this.#ids(ref)
    const entries = await Promise.all(ids.map(async (id) => [id, await this.#entry(ref, id)] as const))
    return entries.flatMap(([id, entry]) => (entry ? [[id, entry] as const] : []))
  }

  /** The others need not be read for it: an id begins with its time. */
  async #newestEntry(ref: string): Promise<readonly [string, Entry] | undefined> {
    for (const id of await this.#ids(ref)) {
      const entry = await this.#entry(ref, id)
      if (entry) return [id, entry]
    }
    return undefined
  }

  /** Newest first. */
  async #ids(ref: string): Promise<readonly string[]> {
    const names = await readdir(this.#folder(ref)).catch(() => [])
    const ids = names.flatMap((name) => (name.endsWith(ENDING) ? [name.slice(0, -ENDING.length)] : []))
    return ids.sort((a, b) => (a < b ? 1 : -1))
  }

  /** Undefined where there is none, or none that can be read. */
  async #entry(ref: string, id: string): Promise<Entry | undefined> {
    if (!/^[\w-]+$/.test(id)) return undefined
    const text = await readFile(this.#entryPath(ref, id), 'utf8').catch(() => '')
    try {
      return Entry.parse(JSON.parse(text))
    } catch {
      return undefined
    }
  }

  async #removeOld(ref: string): Promise<void> {
    const entries = await this.#entries(ref)
    let bytes = 0
    const unnamed = entries.filter(([, { name }]) => name === undefined)
    const old = unnamed.filter(([, entry], index) => {
      bytes += entry.bytes
      return index >= MOST_UNNAMED || (bytes > MOST_BYTES && index > 0)
    })
    await Promise.all(old.map(([id]) => unlink(this.#entryPath(ref, id)).catch(() => {})))
    const gone = new Set(old.map(([id]) => id))
    const needed = new Set(entries.flatMap(([id, { hash }]) => (gone.has(id) ? [] : [hash])))
    const unneeded = new Set(old.flatMap(([, { hash }]) => (needed.has(hash) ? [] : [hash])))
    await Promise.all([...unneeded].map((hash) => unlink(this.#contentPath(ref, hash)).catch(() => {})))
  }

  #folder(ref: string): string {
    return join(this.folder, createHash('sha256').update(ref).digest('hex').slice(0, 20))
  }

  #entryPath(ref: string, id: string): string {
    return join(this.#folder(ref), `${id}${ENDING}`)
  }

  #contentPath(ref: string, hash: string): string {
    return join(this.#folder(ref), 'contents', `${hash}.flow.json`)
  }
}

function summaryOf(id: string, { at, hash, reason, name, words }: Entry): VersionSummary {
  return { id, at, hash, reason, ...(name !== undefined && { name }), words }
}
