/** What a person has set, from the file, the environment (which wins) and the secret store, for screen and model alike. */
import { errorCode } from '#shared/error-code.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { SettingsView } from '#shared/ipc/views/app-views.ts'
import { NODES_AT_ONCE, NODES_AT_ONCE_IN_ALL } from '#shared/nodes-at-once.ts'
import { SettingsFile, type SettingsFileOptions, type StoredSettings, type TelemetrySettings } from './settings-file.ts'

const DEFAULT_CONTEXT_TOKENS = 32_768
const DEFAULT_KEEP_MEGABYTES = 2_048
const MOST_RECENT = 8
/** Where a key and a model are set and no address: the one that such a key is for. */
const OPENAI_ADDRESS = 'https://api.openai.com/v1'

/** The secret store, as far as the model's key goes. */
export interface KeyStore {
  get(): Promise<string | undefined>
  /** Empty forgets it. */
  set(key: string): Promise<void>
  where(): Promise<SettingsView['apiKey']>
  kind(): Promise<SettingsView['secretStore']>
}

export interface SettingsOptions extends Omit<SettingsFileOptions, 'warn'> {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly key: KeyStore
}

export interface SettingsChange {
  readonly baseUrl?: string | undefined
  readonly model?: string | undefined
  readonly contextTokens?: number | undefined
  readonly theme?: SettingsView['theme'] | undefined
  readonly shortcuts?: SettingsView['shortcuts'] | undefined
  readonly workspace?: string | undefined
  readonly nodesAtOnce?: number | undefined
  readonly nodesAtOnceInAll?: number | undefined
  /** Null: for ever. */
  readonly keepRunsDays?: number | null | undefined
  readonly keepMegabytes?: number | undefined
  readonly apiKey?: string | undefined
}

export type Concurrency = Pick<SettingsView, 'nodesAtOnce' | 'nodesAtOnceInAll'>

export interface EffectiveModel {
  readonly baseUrl: string
  readonly apiKey: string | undefined
  /** Empty: none is chosen. */
  readonly model: string
  /** Absent: not set. */
  readonly contextTokens: number | undefined
}

export class Settings {
  readonly #options: SettingsOptions
  readonly #file: SettingsFile
  readonly #warnings = new Set<string>()
  readonly #listeners = new Set<(view: SettingsView) => void>()
  #endWatch: (() => void) | undefined
  #told = ''

  constructor(options: SettingsOptions) {
    this.#options = options
    this.#file = new SettingsFile({ ...options, warn: (warning) => this.#warnings.add(warning) })
  }

  /** Sentences for the person about a damaged or unreadable file, so far. */
  warnings(): readonly string[] {
    return [...this.#warnings]
  }

  async read(): Promise<SettingsView> {
    const stored = await this.#file.read()
    const { baseUrl, model } = this.#addressAndModel(stored)
    const { env, key } = this.#options
    const [apiKey, secretStore, effective] = await Promise.all([key.where(), key.kind(), this.#effective(stored)])
    return {
      baseUrl,
      model,
      contextTokens: stored.contextTokens ?? DEFAULT_CONTEXT_TOKENS,
      theme: stored.theme ?? 'system',
      shortcuts: stored.shortcuts ?? {},
      workspace: stored.workspace ?? '',
      recentWorkspaces: stored.recentWorkspaces ?? [],
      ...concurrencyOf(stored),
      ...historyOf(stored),
      apiKey,
      secretStore,
      overridden: [
        ...(env.OPENAI_BASE_URL ? ['baseUrl'] : []),
        ...(env.SLASHFLOW_MODEL ? ['model'] : []),
        ...(apiKey === 'environment' ? ['apiKey'] : []),
      ],
      demo: effective === null,
    }
  }

  /** Throws CallError `settings.invalid-address`, or `settings.not-saved` with what to do. */
  async change({ apiKey, ...change }: SettingsChange): Promise<SettingsView> {
    const baseUrl = change.baseUrl === undefined ? undefined : checkedAddress(change.baseUrl)
    const before = this.#addressAndModel(await this.#file.read()).baseUrl
    if (Object.values(change).some((value) => value !== undefined))
      await this.#save({ ...change, ...(baseUrl !== undefined && { baseUrl }) })
    if (apiKey !== undefined) await this.#options.key.set(apiKey.trim())
    // A key was given for one server; another one must not get it because an address was changed.
    else if (baseUrl !== undefined && before !== '' && originOf(baseUrl) !== originOf(before))
      await this.#options.key.set('')
    const view = await this.read()
    this.#tell(view)
    return view
  }

  /** The model to call; null where none is configured, so that the demo model answers. */
  async model(): Promise<EffectiveModel | null> {
    return this.#effective(await this.#file.read())
  }

  /** How much of the log is kept. */
  async history(): Promise<Pick<SettingsView, 'keepRunsDays' | 'keepMegabytes'>> {
    return historyOf(await this.#file.read())
  }

  /** What a start asks for, in one look at the file: how much works at once, and where events are sent to beside the log. */
  async atStart(): Promise<{ readonly concurrency: Concurrency; readonly telemetry: TelemetrySettings }> {
    const stored = await this.#file.read()
    return { concurrency: concurrencyOf(stored), telemetry: stored.telemetry ?? {} }
  }

  /** Hears every change that makes a difference, also by another process. */
  watch(listener: (view: SettingsView) => void): () => void {
    this.#listeners.add(listener)
    this.#endWatch ??= this.#file.watch(() => void this.read().then((view) => this.#tell(view)))
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      this.#endWatch?.()
      this.#endWatch = undefined
    }
  }

  #tell(view: SettingsView): void {
    const text = JSON.stringify(view)
    if (text === this.#told) return
    this.#told = text
    for (const listener of this.#listeners) listener(view)
  }

  async #save(change: Omit<SettingsChange, 'apiKey'>): Promise<void> {
    // What is absent in the file has its default: null takes a field out of it.
    const given = Object.fromEntries(
      Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [[name, value ?? undefined]])),
    )
    try {
      await this.#file.change((current) => ({
        ...given,
        ...(change.workspace && { recentWorkspaces: recent(change.workspace, current.recentWorkspaces ?? []) }),
      }))
    } catch (error) {
      throw notSaved(error, this.#options.home)
    }
  }

  #addressAndModel(stored: StoredSettings): { baseUrl: string; model: string } {
    const { env } = this.#options
    return {
      baseUrl: (env.OPENAI_BASE_URL || stored.baseUrl) ?? '',
      model: (env.SLASHFLOW_MODEL || stored.model) ?? '',
    }
  }

  async #effective(stored: StoredSettings): Promise<EffectiveModel | null> {
    const { baseUrl, model } = this.#addressAndModel(stored)
    if (baseUrl === '' && model === '') return null
    const apiKey = await this.#options.key.get()
    // A key alone configures nothing: many have one in their environment for other programs, and did not choose to send anything.
    if (baseUrl === '' && apiKey === undefined) return null
    return { baseUrl: baseUrl || OPENAI_ADDRESS, apiKey, model, contextTokens: stored.contextTokens }
  }
}

function concurrencyOf({ nodesAtOnce, nodesAtOnceInAll }: StoredSettings): Concurrency {
  return {
    nodesAtOnce: nodesAtOnce ?? NODES_AT_ONCE,
    nodesAtOnceInAll: nodesAtOnceInAll ?? NODES_AT_ONCE_IN_ALL,
  }
}

function historyOf({ keepRunsDays, keepMegabytes }: StoredSettings) {
  return { keepRunsDays: keepRunsDays ?? null, keepMegabytes: keepMegabytes ?? DEFAULT_KEEP_MEGABYTES }
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address
}

function recent(workspace: string, before: readonly string[]): string[] {
  return [workspace, ...before.filter((folder) => folder !== workspace)].slice(0, MOST_RECENT)
}

/** `localhost:11434/v1` is what people type. */
function checkedAddress(typed: string): string {
  const text = typed.trim()
  if (text === '') return ''
  const address = text.includes('://') ? text : `http://${text}`
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return address.replace(/\/+$/, '')
  throw new CallError(
    'settings.invalid-address',
    `"${text}" is not an address of a model server. Write one such as http://127.0.0.1:11434/v1.`,
  )
}

function notSaved(error: unknown, home: string): unknown {
  const code = errorCode(error)
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new CallError(
        'settings.not-saved',
        `The settings were not saved: the disk of ${home} is full. Make room and save again.`,
      )
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return new CallError(
        'settings.not-saved',
        `The settings were not saved: ${home} cannot be written (${code}). Change its permissions, or set SLASHFLOW_HOME to another folder.`,
      )
    default:
      return error
  }
}
