/**
 * `settings.json` of a data folder. Fields that this version does not know stay.
 *
 * By hand and not by electron-store or conf: the first needs Electron beside the command line, and both put an empty file
 * in the place of a damaged one, while here it is kept and told.
 */
import { join } from 'node:path'
import { z } from 'zod'
import { isJsonObject, type Json } from '#shared/json.ts'
import { SharedJsonFile, type SharedJsonFileOptions } from '../files/shared-json-file.ts'

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
  nodesAtOnce: lenient(z.int().min(1)),
  nodesAtOnceInAll: lenient(z.int().min(1)),
  keepRunsDays: lenient(z.int().min(1)),
  keepMegabytes: lenient(z.int().min(1)),
  telemetry: lenient(TelemetrySettings),
})
export type StoredSettings = z.infer<typeof StoredSettings>

type Raw = Readonly<Record<string, Json>>

export interface SettingsFileOptions extends Pick<SharedJsonFileOptions<Raw>, 'write' | 'now' | 'warn'> {
  readonly home: string
}

export class SettingsFile {
  readonly #file: SharedJsonFile<Raw>

  constructor({ home, write, now, warn }: SettingsFileOptions) {
    this.#file = new SharedJsonFile<Raw>({
      path: join(home, 'settings.json'),
      empty: {},
      parse: fields,
      write,
      now,
      warn,
      words: {
        what: 'The settings',
        damaged: (keptAt) =>
          `The settings file was damaged${keptAt === null ? ' and cannot be moved aside' : `. It is kept as ${keptAt}`}, and the defaults are used.`,
      },
    })
  }

  async read(): Promise<StoredSettings> {
    return StoredSettings.parse(await this.#file.read())
  }

  /** Takes the fields that change. Throws the system's errors; then the file is as it was. */
  async change(update: (current: StoredSettings) => StoredSettings): Promise<void> {
    await this.#file.change((raw) => ({ ...raw, ...update(StoredSettings.parse(raw)) }) as Raw) // what is undefined is not written
  }

  /** Calls back when another process, or an editor, may have changed the file. */
  watch(listener: () => void): () => void {
    return this.#file.watch(listener)
  }
}

function fields(value: unknown): Raw {
  if (isJsonObject(value)) return value
  throw new Error('settings are an object')
}
