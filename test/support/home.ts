/** A data folder of a test's own, and the environment in which Slashflow finds it and a model. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')

/** Set on the developer's machine, and not meant for tests. */
const FOREIGN = [
  'OPENAI_BASE_URL',
  'OPENAI_API_KEY',
  'SLASHFLOW_MODEL',
  'SLASHFLOW_QUIT',
  'SLASHFLOW_DEBUG',
  'NODE_OPTIONS',
]

export interface ConfiguredModel {
  readonly baseUrl: string
}

export class Home {
  readonly folder: string

  constructor(folder = realpathSync(mkdtempSync(join(tmpdir(), 'slashflow-home-')))) {
    this.folder = folder
  }

  /** Without a model the demo model answers. */
  env(model?: ConfiguredModel, more: Readonly<Record<string, string>> = {}): Record<string, string> {
    const kept = Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !FOREIGN.includes(entry[0]),
    )
    return {
      ...Object.fromEntries(kept),
      SLASHFLOW_HOME: this.folder,
      NO_COLOR: '1',
      ...(model && { OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'sk-of-the-test', SLASHFLOW_MODEL: 'tiny' }),
      ...more,
    }
  }

  path(...names: readonly string[]): string {
    return join(this.folder, ...names)
  }

  write(path: string, text: string): string {
    const file = this.path(path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    return file
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8')
  }

  has(path: string): boolean {
    return existsSync(this.path(path))
  }

  /** As the settings dialog leaves it. */
  settings(settings: Readonly<Record<string, unknown>>): this {
    this.write('settings.json', `${JSON.stringify(settings, null, 2)}\n`)
    return this
  }

  remove(): void {
    // What a killed process left behind, as Chromium's helpers are, writes a moment longer: five seconds at most.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 })
  }
}
