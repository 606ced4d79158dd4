/** Hears when another process of the data folder keeps or removes a draft. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { makePrivateFolder } from '../../engine/make-folder.ts'
import { readHeader } from './draft-file.ts'

export interface DraftWatcherOptions {
  readonly folder: string
  /** `revision` is null where the draft went away. */
  readonly changed: (ref: string, revision: string | null) => void
  readonly warn: (warning: string) => void
}

interface Watch {
  close(): Promise<void>
}

export class DraftWatcher {
  readonly #options: DraftWatcherOptions
  readonly #refs = new Map<string, string>()
  #watch: Promise<Watch> | undefined
  #closed = false

  constructor(options: DraftWatcherOptions) {
    this.#options = options
  }

  /** Harmless where it watches already. */
  async begin(): Promise<void> {
    if (this.#closed) return
    this.#watch ??= this.#begin()
    await this.#watch
  }

  async close(): Promise<void> {
    this.#closed = true
    await (await this.#watch)?.close()
  }

  /** Loaded here and not above: a command line never watches. */
  async #begin(): Promise<Watch> {
    const { folder, warn } = this.#options
    const { watch } = await import('chokidar')
    try {
      makePrivateFolder(folder)
    } catch {
      // A read-only data folder is told elsewhere.
    }
    const watcher = watch(folder, {
      depth: 0,
      ignored: (path, stats) => stats?.isFile() === true && !path.endsWith('.draft'),
    })
    watcher.on('add', (path) => void this.#appeared(path))
    watcher.on('unlink', (path) => void this.#went(path))
    watcher.on('error', (error) =>
      warn(
        `Edits in another window are not noticed at once: ${error instanceof Error ? error.message : String(error)}`,
      ),
    )
    await new Promise<void>((resolve) => watcher.once('ready', () => resolve()))
    return watcher
  }

  async #appeared(path: string): Promise<void> {
    // Gone again, or no draft: reading it says so.
    const header = await readHeader(path).catch(() => undefined)
    if (!header) return
    this.#refs.set(keyOf(path), header.ref)
    this.#options.changed(header.ref, header.id)
  }

  /** With every revision one file comes, and then the one before it goes. */
  async #went(path: string): Promise<void> {
    const key = keyOf(path)
    const names = await readdir(this.#options.folder).catch(() => [])
    if (names.some((name) => keyOf(join(this.#options.folder, name)) === key)) return
    const ref = this.#refs.get(key)
    this.#refs.delete(key)
    if (ref !== undefined) this.#options.changed(ref, null)
  }
}

/** The part of the name that every revision of a draft has. */
const keyOf = (path: string): string => path.replace(/\.\d+\.draft$/, '')
