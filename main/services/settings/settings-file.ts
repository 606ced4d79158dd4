/**
 * `settings.json` of a data folder. Several processes share it, so it is read anew before each change, written as a whole,
 * and fields that this version does not know stay.
 *
 * By hand and not by electron-store or conf: the first needs Electron beside the command line, and both put an empty file
 * in the place of a damaged one, while here it is kept and told.
 */
import { type Stats, unwatchFile, watchFile } from 'node:fs'
import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isJsonObject, type Json } from '#shared/json.ts'

const FILE = 'settings.json'
const LOOK_EVERY_MS = 1_000

/** A field of a wrong type reads as absent, and stays as it is until it is changed. */
const lenient = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)

/** Who else hears events. Read when a process starts. */
const TelemetrySettings = z.object({
  /** A file of JSON lines, absolute. */
  file: lenient(z.string().min(1)),
  /** Gets batches by POST; `secret` names the one that is sent as a bearer token. */
  http: lenient(z.object({ url: z.url({ protocol: /^https?$/ }), secret: z.string().optional() })),
  /** Address of an OpenTelemetry collector; the standard's own variables win. */
  otlp: lenient(z.url({ protocol: /^https?$/ })),
})
export type TelemetrySettings = z.infer<typeof TelemetrySettings>

const StoredSettings = z.object({
  baseUrl: lenient(z.string()),
  model: lenient(z.string()),
  contextTokens: lenient(z.int().min(256)),
  theme: lenient(z.enum(['system', 'dark', 'light'])),
  shortcuts: lenient(z.record(z.string(), z.array(z.string()))),
  workspace: lenient(z.string()),
  recentWorkspaces: lenient(z.array(z.string())),
  keepRunsDays: lenient(z.int().min(1)),
  keepMegabytes: lenient(z.int().min(1)),
  telemetry: lenient(TelemetrySettings),
})
export type StoredSettings = z.infer<typeof StoredSettings>

export interface SettingsFileOptions {
  readonly home: string
  /** Replaces a file as a whole; makes its folder. */
  readonly write: (path: string, text: string) => Promise<void>
  readonly now: () => number
  /** Something that a person should know: the file was damaged, or cannot be read. */
  readonly warn: (warning: string) => void
}

export class SettingsFile {
  readonly #options: SettingsFileOptions
  readonly #path: string
  #changes: Promise<unknown> = Promise.resolve()

  constructor(options: SettingsFileOptions) {
    this.#options = options
    this.#path = join(options.home, FILE)
  }

  async read(): Promise<StoredSettings> {
    return StoredSettings.parse(await this.#raw())
  }

  /** Takes the fields that change; one change after the other within this process. Throws the system's errors; then the file is as it was. */
  change(update: (current: StoredSettings) => StoredSettings): Promise<void> {
    const change = this.#changes.then(async () => {
      const raw = await this.#raw()
      const next = { ...raw, ...update(StoredSettings.parse(raw)) }
      await this.#options.write(this.#path, `${JSON.stringify(next, null, 2)}\n`)
    })
    this.#changes = change.catch(() => {})
    return change
  }

  /**
   * Calls back when another process, or an editor, may have changed the file. It is looked at once a second: a watch on
   * the folder would also hear every write of the database beside it.
   */
  watch(listener: () => void): () => void {
    const look = (now: Stats, before: Stats): void => {
      if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) listener() // Node also says once that there is no file
    }
    watchFile(this.#path, { interval: LOOK_EVERY_MS, persistent: false }, look)
    return () => unwatchFile(this.#path, look)
  }

  async #raw(): Promise<Readonly<Record<string, Json>>> {
    let text: string
    try {
      text = await readFile(this.#path, 'utf8')
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code !== 'ENOENT')
        this.#options.warn(`The settings in ${this.#path} cannot be read (${code}), so the defaults are used.`)
      return {}
    }
    try {
      const value: unknown = JSON.parse(text)
      if (isJsonObject(value)) return value
    } catch {
      // Kept aside below, as a file that holds something else than settings is.
    }
    return this.#keepAside()
  }

  async #keepAside(): Promise<Record<string, never>> {
    const aside = `${this.#path}.damaged-${new Date(this.#options.now()).toISOString().replaceAll(':', '-')}`
    try {
      await rename(this.#path, aside)
      this.#options.warn(`The settings file was damaged. It is kept as ${aside}, and the defaults are used.`)
    } catch (error) {
      const gone = error instanceof Error && 'code' in error && error.code === 'ENOENT' // another process was first
      if (!gone)
        this.#options.warn(
          `The settings file ${this.#path} is damaged and cannot be moved aside, so the defaults are used.`,
        )
    }
    return {}
  }
}
