/** Hears when workflow files appear, change or go, by whatever program. */

import { basename, dirname } from 'node:path'
import { makeFolder } from '../../engine/make-folder.ts'
import { FILE_ENDING, WORKSPACE_FOLDER, workspaceFolder } from './refs.ts'

export interface WorkflowWatcherOptions {
  /** The user's folder. */
  readonly userFolder: string
  readonly changed: (refs: readonly string[]) => void
  /** A folder that cannot be watched; the list then shows changes when it is opened anew. */
  readonly warn: (warning: string) => void
}

interface Watch {
  add(path: string): unknown
  close(): Promise<void>
}

export class WorkflowWatcher {
  readonly #options: WorkflowWatcherOptions
  readonly #workspaces = new Set<string>()
  #watch: Promise<Watch> | undefined
  #closed = false

  constructor(options: WorkflowWatcherOptions) {
    this.#options = options
  }

  /** Begins with the user's folder; the workspace may be empty, and one that has no `.slashflow` yet is heard once it has. */
  async follow(workspace: string): Promise<void> {
    if (this.#closed) return
    this.#watch ??= this.#begin()
    const watch = await this.#watch
    if (workspace === '' || this.#workspaces.has(workspace)) return
    this.#workspaces.add(workspace)
    watch.add(workspaceFolder(workspace))
  }

  async close(): Promise<void> {
    this.#closed = true
    await (await this.#watch)?.close()
  }

  /** Loaded here and not above: a command line never watches. */
  async #begin(): Promise<Watch> {
    const { userFolder, changed, warn } = this.#options
    const { watch } = await import('chokidar')
    try {
      makeFolder(userFolder)
    } catch {
      // A read-only data folder is told elsewhere.
    }
    // Deeper by one than needed: otherwise files of a folder that appears later are not heard.
    const watcher = watch(userFolder, { ignoreInitial: true, depth: 1 })
    watcher.on('all', (_, path) => {
      const folder = dirname(path)
      if (path.endsWith(FILE_ENDING) && (folder === userFolder || basename(folder) === WORKSPACE_FOLDER))
        changed([path])
    })
    watcher.on('error', (error) =>
      warn(`Changes of commands are not noticed at once: ${error instanceof Error ? error.message : String(error)}`),
    )
    await new Promise<void>((resolve) => watcher.once('ready', () => resolve()))
    return watcher
  }
}
