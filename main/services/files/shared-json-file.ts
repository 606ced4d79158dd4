/**
 * One JSON file of the data folder that several processes change.
 *
 *   J1. A change reads the file anew, comes after the one before it, and writes the file as a whole.
 *   J2. A damaged file is moved aside and told, never written over.
 *   J3. A file that is there and cannot be read is told once a read, and refuses changes: they would lose what it holds.
 */
import { type Stats, statSync } from 'node:fs'
import { readFile, rename, stat } from 'node:fs/promises'
import { errorCode } from '#shared/error-code.ts'
import { Turns } from '#shared/turns.ts'

const LOOK_EVERY_MS = 1_000

export interface SharedJsonFileOptions<Content> {
  readonly path: string
  /** What a file that is not there holds. */
  readonly empty: Content
  /** Throws where the value is not what the file should hold. */
  readonly parse: (value: unknown) => Content
  /** Replaces a file as a whole; makes its folder. */
  readonly write: (path: string, text: string) => Promise<void>
  readonly now: () => number
  /** Something that a person should know. */
  readonly warn: (warning: string) => void
  readonly words: SharedJsonFileWords
}

/** What is said of the file. */
export interface SharedJsonFileWords {
  /** `The settings`, for a sentence about why they cannot be read. */
  readonly what: string
  /** A sentence about damage, and what it means; `keptAt` is null where the file could not be moved. */
  readonly damaged: (keptAt: string | null) => string
}

export class SharedJsonFile<Content> {
  readonly #options: SharedJsonFileOptions<Content>
  readonly #changes = new Turns()

  constructor(options: SharedJsonFileOptions<Content>) {
    this.#options = options
  }

  get path(): string {
    return this.#options.path
  }

  /** Never throws: what cannot be read counts as empty, and is told. */
  async read(): Promise<Content> {
    try {
      return (await this.#found()).content
    } catch (error) {
      const { path, empty, warn, words } = this.#options
      warn(`${words.what} in ${path} cannot be read (${errorCode(error) ?? String(error)}), so they count as empty.`)
      return empty
    }
  }

  /** Resolves with what was written. Throws the system's errors; then the file is as it was. */
  change(update: (current: Content) => Content): Promise<Content> {
    return this.#changes.take(async () => {
      const { path, write } = this.#options
      const { content, inTheWay } = await this.#found()
      if (inTheWay) throw inTheWay
      const next = update(content)
      await write(path, `${JSON.stringify(next, null, 2)}\n`)
      return next
    })
  }

  /**
   * Calls back when another process, or an editor, may have changed the file. It is looked at once a second: a watch on
   * the folder would also hear every write of the database beside it.
   */
  watch(listener: () => void): () => void {
    const { path } = this.#options
    // Known at once, not by the first look: a change right after this call counts.
    let seen = stampOf(found(path))
    const look = async (): Promise<void> => {
      const now = stampOf(await stat(path).catch(() => undefined))
      if (hasEnded || now === seen) return
      seen = now
      listener()
    }
    let hasEnded = false
    const timer = setInterval(() => void look(), LOOK_EVERY_MS)
    timer.unref()
    return () => {
      hasEnded = true
      clearInterval(timer)
    }
  }

  /** `inTheWay`: why a damaged file could not be moved aside. Throws the system's errors. */
  async #found(): Promise<{ readonly content: Content; readonly inTheWay?: unknown }> {
    const { path, empty, parse } = this.#options
    let text: string
    try {
      text = await readFile(path, 'utf8')
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return { content: empty }
      throw error
    }
    try {
      return { content: parse(JSON.parse(text)) }
    } catch {
      return { content: empty, inTheWay: await this.#keepAside() }
    }
  }

  /** Resolves with why it could not. */
  async #keepAside(): Promise<unknown> {
    const { path, now, warn, words } = this.#options
    const aside = `${path}.damaged-${new Date(now()).toISOString().replaceAll(':', '-')}`
    try {
      await rename(path, aside)
      warn(words.damaged(aside))
      return undefined
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined // another process was first
      warn(words.damaged(null))
      return error
    }
  }
}

/** Undefined also where it cannot be looked at, which `read` tells. */
function found(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/** The same as long as nobody writes the file. */
const stampOf = (stats: Stats | undefined): string => (stats ? `${stats.mtimeMs} ${stats.size}` : 'none')
