/** The web host on a small built screen, before an app that answers four calls. */
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveWeb, type WebHost } from '#main/host/web/serve.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import { type ScriptedApp, scriptedApp } from './scripted-app.ts'

export const info = { version: '1.2.3', host: 'web', platform: 'linux', home: '/data', warnings: [] } as const

const metrics = {
  at: '',
  since: '',
  lastHour: { byStatus: {}, byCommand: [] },
  lastDay: { byStatus: {}, byCommand: [] },
  process: {
    events: 0,
    steps: 0,
    eventsPerSecond: 0,
    stepsPerSecond: 0,
    staged: 0,
    commits: 0,
    commitMs: undefined,
    placesUsed: 0,
    placesLimit: 32,
    placesQueued: 0,
    liveRuns: 0,
  },
  openRuns: 3,
  openWaits: 0,
  runsInAll: 3,
  logBytes: 0,
  letters: [],
  sinks: [],
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

export interface ServedScreen {
  readonly host: WebHost
  readonly app: ScriptedApp
  /** What the host wrote down. */
  readonly log: readonly string[]
  /** Of the built screen, with a file beside it that must never be read. */
  readonly folder: string
  readonly origin: string
  /** The path is sent as it is written, which `fetch` would not do. */
  get(path: string, headers?: Readonly<Record<string, string>>, method?: string): Promise<Answer>
  close(): Promise<void>
}

export async function serveScreen(): Promise<ServedScreen> {
  const folder = await mkdtemp(join(tmpdir(), 'slashflow-web-'))
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true })
  await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html><title>Slashflow</title>')
  await writeFile(join(folder, 'renderer', 'assets', 'app.js'), 'export {}')
  await writeFile(join(folder, 'secret.json'), '{"key":"secret"}')
  const log: string[] = []
  const app = scriptedApp({
    'app.info': () => info,
    'workflows.read': () => {
      throw new CallError('workflow.unknown', 'There is no such command')
    },
    'metrics.read': () => metrics,
    'runs.list': () => {
      throw new TypeError('a bug with a stack')
    },
  })
  const host = await serveWeb({
    bridge: app,
    renderer: join(folder, 'renderer'),
    port: 0,
    log: (line) => log.push(line),
  })
  return {
    host,
    app,
    log,
    folder,
    origin: `http://127.0.0.1:${host.port}`,
    async get(path, headers = {}, method = 'GET') {
      const request = httpRequest({ host: '127.0.0.1', port: host.port, path, method, headers })
      request.end()
      const [response] = await once(request, 'response')
      let body = ''
      for await (const chunk of response) body += chunk
      return { status: response.statusCode, headers: response.headers, body }
    },
    async close() {
      await host.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
