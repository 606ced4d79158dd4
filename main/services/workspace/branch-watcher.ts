/** Hears when another branch or commit is checked out in a folder's repository, by whatever program. */
import { basename, dirname } from 'node:path'
import type { FSWatcher } from 'chokidar'

const HEAD = 'HEAD'

export interface BranchWatcherOptions {
  /** The file that says what is checked out; undefined where the folder is in no repository. */
  readonly headFile: (folder: string) => Promise<string | undefined>
  readonly changed: () => void
  /** What cannot be watched; the branch then shows a change when the window gets the focus. */
  readonly warn: (warning: string) => void
}

export class BranchWatcher {
  readonly #options: BranchWatcherOptions
  /** By folder; undefined where it is in no repository. */
  readonly #watches = new Map<string, Promise<FSWatcher | undefined>>()
  #closed = false

  constructor(options: BranchWatcherOptions) {
    this.#options = options
  }

  /** What is checked out after this has resolved is heard of. One that is in no repository is asked about again with the next call. */
  async follow(folder: string): Promise<void> {
    if (this.#closed || folder === '') return
    const watch = this.#watches.get(folder) ?? this.#begin(folder)
    this.#watches.set(folder, watch)
    if ((await watch) === undefined) this.#watches.delete(folder)
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const watch of this.#watches.values()) await (await watch)?.close()
  }

  async #begin(folder: string): Promise<FSWatcher | undefined> {
    const { headFile, changed, warn } = this.#options
    const head = await headFile(folder)
    if (head === undefined) return undefined
    // Loaded here and not above: a command line never watches.
    const { watch } = await import('chokidar')
    // git puts another file in its place, so it is the folder that is watched.
    const watcher = watch(dirname(head), {
      ignoreInitial: true,
      depth: 0,
      ignored: (path, stats) => stats?.isFile() === true && basename(path) !== HEAD,
    })
    watcher.on('all', (_, path) => {
      if (basename(path) === HEAD) changed()
    })
    watcher.on('error', (error) =>
      warn(`Another branch is not noticed at once: ${error instanceof Error ? error.message : String(error)}`),
    )
    await new Promise<void>((resolve) => watcher.once('ready', () => resolve()))
    return watcher
  }
}
