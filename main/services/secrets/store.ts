/**
 * Secrets by name, from three places: the environment (which wins), the operating system's store, and where there is no
 * such store, this process's memory. Never a file.
 */
import type { Keyring } from './keyring.ts'

const VARIABLE_PREFIX = 'SLASHFLOW_SECRET_'
/** Under this name a secret is also read from the variable that everybody uses for it. */
const KNOWN_VARIABLES: ReadonlySet<string> = new Set(['OPENAI_API_KEY'])

export type SecretPlace = 'none' | 'store' | 'session' | 'environment'

export interface SecretStoreOptions {
  /** Tells data folders apart in the one store of the system. */
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Called once, when first needed; null where the system has no store. */
  readonly keyring: () => Promise<Keyring | null>
}

export class SecretStore {
  readonly #options: SecretStoreOptions
  readonly #session = new Map<string, string>()
  #keyring: Promise<Keyring | null> | undefined

  constructor(options: SecretStoreOptions) {
    this.#options = options
  }

  /** `session`: this machine has no store, so what is set lasts until the process ends. */
  async kind(): Promise<'os' | 'session'> {
    return (await this.#store()) ? 'os' : 'session'
  }

  async get(name: string): Promise<string | undefined> {
    return (await this.#find(name))?.secret
  }

  async where(name: string): Promise<SecretPlace> {
    return (await this.#find(name))?.place ?? 'none'
  }

  /** Empty forgets it. A store that fails to take it leaves it in memory for the session. */
  async set(name: string, secret: string): Promise<void> {
    const store = await this.#store()
    const account = this.#account(name)
    this.#session.delete(name)
    if (secret === '') {
      await store?.delete(account).catch(() => {})
      return
    }
    try {
      if (!store) throw new Error('no store')
      await store.set(account, secret)
    } catch {
      this.#session.set(name, secret)
    }
  }

  async #find(name: string): Promise<{ secret: string; place: SecretPlace } | undefined> {
    const given = fromEnvironment(name, this.#options.env)
    if (given !== undefined) return { secret: given, place: 'environment' }
    const remembered = this.#session.get(name)
    if (remembered !== undefined) return { secret: remembered, place: 'session' }
    const store = await this.#store()
    // Locked in the meantime, or refused by the person: as good as not there.
    const kept = await store?.get(this.#account(name)).catch(() => null)
    return kept ? { secret: kept, place: 'store' } : undefined
  }

  #store(): Promise<Keyring | null> {
    this.#keyring ??= this.#options.keyring()
    return this.#keyring
  }

  #account(name: string): string {
    return `${name} ${this.#options.home}`
  }
}

export function fromEnvironment(name: string, env: SecretStoreOptions['env']): string | undefined {
  const own = env[`${VARIABLE_PREFIX}${name}`]
  if (own) return own
  return KNOWN_VARIABLES.has(name) ? env[name] || undefined : undefined
}

/** The environment for programs: they get secrets by `{{ secrets.NAME }}` only, where each use is seen and redacted. */
export function withoutSecrets(env: SecretStoreOptions['env']): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith(VARIABLE_PREFIX) && !KNOWN_VARIABLES.has(name)),
  )
}
