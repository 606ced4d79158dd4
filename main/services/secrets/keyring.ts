/** The operating system's secret store, where it works: Keychain, Credential Manager, or the Secret Service of a Linux desktop. */

export interface Keyring {
  get(account: string): Promise<string | null>
  set(account: string, secret: string): Promise<void>
  delete(account: string): Promise<void>
}

const SERVICE = 'Slashflow'
/** A locked store may ask the person; a store that never answers must not hold up the app. */
const PROBE_LIMIT_MS = 5_000

/** Null where there is none: found out by really keeping something, since a binding that loads says nothing yet. */
export async function systemKeyring(): Promise<Keyring | null> {
  try {
    const keyring = await load()
    const account = `probe ${process.pid}`
    const works = keyring.set(account, 'probe').then(async () => {
      const kept = await keyring.get(account)
      await keyring.delete(account)
      return kept === 'probe'
    })
    works.catch(() => {}) // it may fail after the limit
    return (await Promise.race([works, later(PROBE_LIMIT_MS)])) ? keyring : null
  } catch {
    return null
  }
}

/** Loaded here and not above: a native binding, and most runs need no secret. */
async function load(): Promise<Keyring> {
  const { AsyncEntry } = await import('@napi-rs/keyring')
  // The binding would fall back to the kernel's keyring, which forgets everything at a reboot.
  const entry = (account: string) => new AsyncEntry(SERVICE, account, { linux: { store: 'secret-service' } })
  return {
    get: async (account) => (await entry(account).getPassword()) ?? null,
    set: (account, secret) => entry(account).setPassword(secret),
    delete: async (account) => {
      await entry(account).deletePassword()
    },
  }
}

function later(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(resolve, ms, false).unref())
}
