import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Keyring } from '#main/services/secrets/keyring.ts'
import { systemKeyring } from '#main/services/secrets/keyring.ts'
import { placeholderKey } from '#main/services/secrets/placeholder-key.ts'
import { createSecretsService, type SecretsService } from '#main/services/secrets/secrets-port.ts'
import { SecretStore, withoutSecrets } from '#main/services/secrets/store.ts'
import { folderWith } from './support/folder.ts'
import { failure } from './support/model-call.ts'

const TOKEN = 'ghp_a"secret/token'

function service(home = folderWith()): SecretsService {
  const known: Record<string, string> = {
    TOKEN,
    OTHER: '⟦secret:TOKEN:0⟧',
    PEM: '-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0\n-----END KEY-----',
  }
  return createSecretsService({ key: () => placeholderKey(home), lookUp: async (name) => known[name] })
}

describe('a placeholder', () => {
  it('is filled in for its run, also by another process of the same data folder', async () => {
    const home = folderWith()
    const text = `Bearer ${service(home).placeholder('TOKEN', 'run-1')}!`

    expect(text).toMatch(/^Bearer ⟦secret:TOKEN:[0-9a-f]{32}⟧!$/)
    expect(await service(home).fill(text, 'run-1')).toBe(`Bearer ${TOKEN}!`)
    expect(statSync(join(home, 'placeholder.key')).mode & 0o777).toBe(0o600)
  })

  it('is worth nothing in another run, data folder, or when it is made up', async () => {
    const secrets = service()
    const texts = [
      secrets.placeholder('TOKEN', 'run-2'),
      service().placeholder('TOKEN', 'run-1'),
      `⟦secret:TOKEN:${'0'.repeat(32)}⟧`,
    ]

    expect(await Promise.all(texts.map((text) => secrets.fill(text, 'run-1')))).toEqual(texts)
  })

  it('names the secret that is missing', async () => {
    const secrets = service()

    expect(await failure(secrets.fill(secrets.placeholder('NONE', 'run-1'), 'run-1'))).toMatchObject({
      code: 'secret.missing',
      message: expect.stringContaining('SLASHFLOW_SECRET_NONE'),
      retryable: false,
    })
  })

  it('works with a data folder that cannot be written', async () => {
    const secrets = service('/dev/null/home')

    expect(await secrets.fill(secrets.placeholder('TOKEN', 'run-1'), 'run-1')).toBe(TOKEN)
  })
})

describe('redaction', () => {
  async function filled(...names: string[]): Promise<SecretsService> {
    const secrets = service()
    for (const name of names) await secrets.fill(secrets.placeholder(name, 'run-1'), 'run-1')
    return secrets
  }

  it('takes out what was filled in, in the forms it is repeated in', async () => {
    const secrets = await filled('TOKEN')

    for (const form of [
      TOKEN,
      JSON.stringify(TOKEN).slice(1, -1),
      encodeURIComponent(TOKEN),
      Buffer.from(TOKEN).toString('base64'),
    ]) {
      expect(secrets.redact(`<${form}>`, 'run-1')).toBe('<[secret TOKEN]>')
    }
    expect(secrets.redact(TOKEN, 'run-2')).toBe(TOKEN)
  })

  it('takes out single lines of a secret with several', async () => {
    expect((await filled('PEM')).redact('key: MIIEvQIBADANBgkqhkiG9w0', 'run-1')).toBe('key: [secret PEM]')
  })

  it('finds a secret that comes in pieces, and holds back no more than it must', async () => {
    const stream = (await filled('TOKEN')).redactStream('run-1')

    const pieces = [...`a ghp_x ${TOKEN} ghp_`].map((character) => stream.push(character))

    expect([...pieces, stream.end()].join('')).toBe('a ghp_x [secret TOKEN] ghp_')
    expect(pieces[0]).toBe('a')
  })

  it('forgets with the run', async () => {
    const secrets = await filled('TOKEN')

    secrets.forget('run-1')

    expect(secrets.redact(TOKEN, 'run-1')).toBe(TOKEN)
  })
})

describe('the secret store', () => {
  /** What the system's store does, in memory. */
  function keyring(): Keyring & { readonly kept: Map<string, string> } {
    const kept = new Map<string, string>()
    return {
      kept,
      get: async (account) => kept.get(account) ?? null,
      set: async (account, secret) => void kept.set(account, secret),
      delete: async (account) => void kept.delete(account),
    }
  }

  it('keeps secrets for the session where the system has no store', async () => {
    const store = new SecretStore({ home: '/h', env: {}, keyring: async () => null })
    await store.set('OPENAI_API_KEY', 'sk-1')

    expect([await store.kind(), await store.where('OPENAI_API_KEY'), await store.get('OPENAI_API_KEY')]).toEqual([
      'session',
      'session',
      'sk-1',
    ])
    await store.set('OPENAI_API_KEY', '')
    expect(await store.where('OPENAI_API_KEY')).toBe('none')
  })

  it("keeps them in the system's store, apart for each data folder", async () => {
    const system = keyring()
    const at = (home: string): SecretStore => new SecretStore({ home, env: {}, keyring: async () => system })
    await at('/one').set('OPENAI_API_KEY', 'sk-1')

    expect([
      await at('/one').kind(),
      await at('/one').where('OPENAI_API_KEY'),
      await at('/one').get('OPENAI_API_KEY'),
    ]).toEqual(['os', 'store', 'sk-1'])
    expect(await at('/two').get('OPENAI_API_KEY')).toBeUndefined()
    await at('/one').set('OPENAI_API_KEY', '')
    expect(system.kept.size).toBe(0)
  })

  it('keeps a secret for the session where the store refuses it', async () => {
    const broken: Keyring = { ...keyring(), set: () => Promise.reject(new Error('locked')) }
    const store = new SecretStore({ home: '/h', env: {}, keyring: async () => broken })
    await store.set('TOKEN', 't-1')

    expect([await store.where('TOKEN'), await store.get('TOKEN')]).toEqual(['session', 't-1'])
  })

  it('lets the environment win, and keeps it from programs', async () => {
    const env = { OPENAI_API_KEY: 'sk-env', SLASHFLOW_SECRET_TOKEN: 't-env', PATH: '/bin' }
    const store = new SecretStore({ home: '/h', env, keyring: async () => keyring() })
    await store.set('TOKEN', 't-set')

    expect([await store.get('OPENAI_API_KEY'), await store.get('TOKEN'), await store.where('TOKEN')]).toEqual([
      'sk-env',
      't-env',
      'environment',
    ])
    expect(await store.get('PATH')).toBeUndefined()
    expect(withoutSecrets(env)).toEqual({ PATH: '/bin' })
  })

  it('is really tried before it is believed', async () => {
    const found = await systemKeyring()

    if (found) await expect(found.get('nothing of that name')).resolves.toBeNull()
    else expect(found).toBeNull()
  })
})
