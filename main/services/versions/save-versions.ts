/** The versions that a Save leaves: what was on disk before it, where nobody kept that yet, and what it wrote. */
import { readFile, stat } from 'node:fs/promises'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { VersionStore } from './version-store.ts'

export interface SaveVersionsOptions {
  readonly versions: VersionStore
  readonly now: () => number
  readonly warn: (warning: string) => void
}

export interface SavedContent {
  readonly text: string
  readonly workflow?: Workflow
}

/**
 * A version that cannot be kept is told and holds no Save up: the file itself is what counts. Nor does one wait for that of what
 * it wrote: until it is there, the file says the same, and the next Save finds it as what was on disk before.
 */
export class SaveVersions {
  readonly #options: SaveVersionsOptions
  readonly #opened = new Set<string>()

  constructor(options: SaveVersionsOptions) {
    this.#options = options
  }

  async before(ref: string, path: string, { text, workflow }: SavedContent): Promise<void> {
    const { now } = this.#options
    const found = await stat(path).catch(() => undefined)
    await this.#add(ref, { text, workflow, reason: 'found', at: Math.min(found?.mtimeMs ?? now(), now()) })
  }

  after(ref: string, { text, workflow }: SavedContent): void {
    void this.#add(ref, { text, workflow, reason: 'saved' })
  }

  /**
   * Whoever was killed between a Save and its version, or changed the file in another way, kept nothing of it. Once a process is
   * enough: it keeps what it saves itself.
   */
  opened(ref: string): void {
    if (this.#opened.has(ref)) return
    this.#opened.add(ref)
    void this.#found(ref)
  }

  async #found(ref: string): Promise<void> {
    const text = await readFile(ref, 'utf8').catch(() => undefined)
    const [newest] = text === undefined ? [] : await this.#options.versions.list(ref)
    // Of a file of which there are no versions, the first Save keeps what stood there.
    if (text !== undefined && newest) await this.before(ref, ref, { text })
  }

  /** Versions of what a person destroyed. */
  async destroyed(ref: string): Promise<void> {
    try {
      await this.#options.versions.remove(ref)
    } catch (error) {
      this.#options.warn(`The earlier versions of ${ref} could not be removed: ${reasonOf(error)}`)
    }
  }

  /** Versions go where their file went. */
  async moved(from: string, to: string): Promise<void> {
    try {
      await this.#options.versions.move(from, to)
    } catch (error) {
      this.#options.warn(`The earlier versions stayed with the old name: ${reasonOf(error)}`)
    }
  }

  async #add(ref: string, version: Parameters<VersionStore['add']>[1]): Promise<void> {
    try {
      await this.#options.versions.add(ref, version)
    } catch (error) {
      this.#options.warn(`A version of ${ref} could not be kept: ${reasonOf(error)}`)
    }
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
