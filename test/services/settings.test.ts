import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { writeAtomic } from '#main/services/files/write-atomic.ts'
import { SecretStore } from '#main/services/secrets/store.ts'
import { Settings } from '#main/services/settings/settings.ts'
import type { SettingsView } from '#shared/ipc/views/app-views.ts'
import { folderWith } from './support/folder.ts'

const NOON = Date.parse('2025-06-01T12:00:00Z')

function settings(home: string, env: Record<string, string> = {}): Settings {
  const store = new SecretStore({ home, env, keyring: async () => null })
  const name = 'OPENAI_API_KEY'
  const key = {
    get: () => store.get(name),
    set: (value: string) => store.set(name, value),
    where: () => store.where(name),
    kind: () => store.kind(),
  }
  return new Settings({ home, env, key, write: writeAtomic, now: () => NOON })
}

const text = (home: string): string => readFileSync(join(home, 'settings.json'), 'utf8')

describe('settings', () => {
  it('begin with nothing configured, so the demo model answers', async () => {
    const fresh = settings(folderWith())

    expect(await fresh.read()).toEqual({
      baseUrl: '',
      model: '',
      contextTokens: 32_768,
      theme: 'system',
      workspace: '',
      recentWorkspaces: [],
      nodesAtOnce: 8,
      nodesAtOnceInAll: 32,
      keepRunsDays: null,
      keepMegabytes: 2_048,
      apiKey: 'none',
      secretStore: 'session',
      shortcuts: {},
      overridden: [],
      demo: true,
    })
    expect(await fresh.model()).toBeNull()
  })

  it('give a key to no other server than the one it was given for', async () => {
    const mine = settings(folderWith())
    await mine.change({ baseUrl: 'http://localhost:11434/v1', model: 'llama', apiKey: 'sk-secret' })

    expect(await mine.change({ baseUrl: 'http://localhost:11434/v2' })).toMatchObject({ apiKey: 'session' })
    expect(await mine.change({ baseUrl: 'http://elsewhere/v1' })).toMatchObject({ apiKey: 'none' })
    expect(await mine.model()).toMatchObject({ apiKey: undefined })
  })

  it('are kept in a file, without the key', async () => {
    const home = folderWith()
    const mine = settings(home)

    const view = await mine.change({
      baseUrl: ' localhost:11434/v1/ ',
      model: 'llama',
      contextTokens: 8_192,
      apiKey: 'sk-secret',
    })

    expect(view).toMatchObject({ baseUrl: 'http://localhost:11434/v1', apiKey: 'session', demo: false })
    expect(await mine.model()).toEqual({
      baseUrl: 'http://localhost:11434/v1',
      apiKey: 'sk-secret',
      model: 'llama',
      contextTokens: 8_192,
    })
    expect(JSON.parse(text(home))).toEqual({
      baseUrl: 'http://localhost:11434/v1',
      model: 'llama',
      contextTokens: 8_192,
    })
    expect(await settings(home).model()).toMatchObject({ apiKey: undefined, model: 'llama' })
  })

  it('keep runs for as many days as asked for, and for ever again', async () => {
    const home = folderWith()
    const mine = settings(home)

    await mine.change({ keepRunsDays: 30, keepMegabytes: 500 })
    expect(await settings(home).history()).toEqual({ keepRunsDays: 30, keepMegabytes: 500 })
    await mine.change({ keepRunsDays: null })
    expect(JSON.parse(text(home))).toEqual({ keepMegabytes: 500 })
    expect(await mine.read()).toMatchObject({ keepRunsDays: null, keepMegabytes: 500 })
  })

  it('say how many nodes work at once', async () => {
    const home = folderWith()
    await settings(home).change({ nodesAtOnce: 1, nodesAtOnceInAll: 4 })
    expect((await settings(home).atStart()).concurrency).toEqual({ nodesAtOnce: 1, nodesAtOnceInAll: 4 })
    expect(JSON.parse(text(home))).toEqual({ nodesAtOnce: 1, nodesAtOnceInAll: 4 })
  })

  it('give way to the environment, which is never written', async () => {
    const home = folderWith()
    const mine = settings(home, {
      OPENAI_BASE_URL: 'http://env/v1',
      OPENAI_API_KEY: 'sk-env',
      SLASHFLOW_MODEL: 'env-model',
    })

    const view = await mine.change({ baseUrl: 'http://file/v1', theme: 'dark' })

    expect(view).toMatchObject({
      baseUrl: 'http://env/v1',
      model: 'env-model',
      apiKey: 'environment',
      overridden: ['baseUrl', 'model', 'apiKey'],
    })
    expect(await mine.model()).toEqual({
      baseUrl: 'http://env/v1',
      apiKey: 'sk-env',
      model: 'env-model',
      contextTokens: undefined,
    })
    expect(JSON.parse(text(home))).toEqual({ baseUrl: 'http://file/v1', theme: 'dark' })
  })

  it('take a key in the environment for a choice only together with a model', async () => {
    expect(await settings(folderWith(), { OPENAI_API_KEY: 'sk-env' }).model()).toBeNull()
    expect(await settings(folderWith(), { OPENAI_API_KEY: 'sk-env', SLASHFLOW_MODEL: 'gpt' }).model()).toMatchObject({
      baseUrl: 'https://api.openai.com/v1',
      model: 'gpt',
    })
  })

  it('remember the last eight workspaces', async () => {
    const mine = settings(folderWith())
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'c']) await mine.change({ workspace: `/${name}` })

    expect((await mine.read()).recentWorkspaces).toEqual(['/c', '/i', '/h', '/g', '/f', '/e', '/d', '/b'])
  })

  it('lose nothing when two processes change them, nor what this version does not know', async () => {
    const home = folderWith({ 'settings.json': '{"future":{"a":1},"theme":"purple"}' })
    const [one, other] = [settings(home), settings(home)]

    await one.change({ model: 'llama' })
    await other.change({ workspace: '/w' })
    await Promise.all([one.change({ contextTokens: 1_000 }), one.change({ baseUrl: 'http://x' })])

    expect(JSON.parse(text(home))).toEqual({
      future: { a: 1 },
      model: 'llama',
      workspace: '/w',
      recentWorkspaces: ['/w'],
      contextTokens: 1_000,
      baseUrl: 'http://x',
      theme: 'purple',
    })
    expect(await other.read()).toMatchObject({ theme: 'system', model: 'llama' })
  })

  it.each(['{"model": ', '[]', ''])('keep a damaged file aside and say so: %j', async (damaged) => {
    const home = folderWith({ 'settings.json': damaged })
    const mine = settings(home)

    expect(await mine.read()).toMatchObject({ model: '', demo: true })
    const aside = 'settings.json.damaged-2025-06-01T12-00-00.000Z'
    expect(readdirSync(home)).toEqual([aside])
    expect(readFileSync(join(home, aside), 'utf8')).toBe(damaged)
    expect(mine.warnings()).toEqual([expect.stringContaining(aside)])
  })

  it('refuse an address that is none', async () => {
    await expect(settings(folderWith()).change({ baseUrl: 'ftp://x' })).rejects.toMatchObject({
      code: 'settings.invalid-address',
    })
  })

  it('say what to do where the data folder cannot be written', async () => {
    const home = join(folderWith({ file: '' }), 'file')

    await expect(settings(home).change({ model: 'x' })).rejects.toMatchObject({
      name: 'CallError',
      code: 'settings.not-saved',
      message: expect.stringContaining('SLASHFLOW_HOME'),
    })
  })

  it('tell listeners, also of what another process changed, and only of what differs', async () => {
    const home = folderWith()
    const mine = settings(home)
    const heard: SettingsView[] = []
    let changed = (): void => {}
    onTestFinished(
      mine.watch((view) => {
        heard.push(view)
        changed()
      }),
    )

    await mine.change({ model: 'own' })
    await mine.change({ model: 'own' })
    expect(heard.map((view) => view.model)).toEqual(['own'])

    const other = new Promise<void>((resolve) => {
      changed = resolve
    })
    writeFileSync(join(home, 'settings.json'), '{"model":"of another process"}')
    await other
    expect(heard.at(-1)?.model).toBe('of another process')
  })
})
