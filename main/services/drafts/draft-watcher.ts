/** Hears when another process of the data folder keeps or removes a draft. */
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
    const { folder, warn, changed } = this.#options
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
    watcher.on('unlink', (path) => {
      const ref = this.#refs.get(keyOf(path))
      if (ref !== undefined) changed(ref, null)
    })
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
}

/** The part of the name that every revision of a draft has. */
const keyOf = (path: string): string => path.replace(/\.\d+\.draft$/, '')
