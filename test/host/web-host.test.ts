import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { serveWeb, type WebHost } from '#main/host/web/serve.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import { scriptedApp } from './support/scripted-app.ts'

const info = { version: '1.2.3', host: 'web', platform: 'linux', home: '/data', warnings: [] } as const
const signal = { runId: 'r', nodeId: 'n', iteration: 0, attempt: 1, channel: 'text', offset: 0 } as const

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

let folder: string
let host: WebHost
let log: string[]
let app: ReturnType<typeof scriptedApp>

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slashflow-web-'))
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true })
  await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html><title>Slashflow</title>')
  await writeFile(join(folder, 'renderer', 'assets', 'app.js'), 'export {}')
  await writeFile(join(folder, 'secret.json'), '{"key":"secret"}')
  log = []
  app = scriptedApp({
    'app.info': () => info,
    'workflows.read': () => {
      throw new CallError('workflow.unknown', 'There is no such command')
    },
    'metrics.read': () => metrics,
    'runs.list': () => {
      throw new TypeError('a bug with a stack')
    },
  })
  host = await serveWeb({ bridge: app, renderer: join(folder, 'renderer'), port: 0, log: (line) => log.push(line) })
})

afterEach(async () => {
  await host.close()
  await rm(folder, { recursive: true, force: true })
})

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** The path is sent as it is written, which `fetch` would not do. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const request = httpRequest({ host: '127.0.0.1', port: host.port, path, method, headers })
  request.end()
  const [response] = await once(request, 'response')
  let body = ''
  for await (const chunk of response) body += chunk
  return { status: response.statusCode, headers: response.headers, body }
}

const own = (): string => `http://127.0.0.1:${host.port}`

function open(headers: Record<string, string> = {}, path = '/bridge'): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers: { Origin: own(), ...headers } })
}

/** The status with which a socket was refused. */
async function refusal(socket: WebSocket): Promise<number> {
  socket.on('error', () => {})
  const [, response] = await once(socket, 'unexpected-response')
  return response.statusCode
}

async function message(socket: WebSocket): Promise<unknown> {
  const [data] = await once(socket, 'message')
  return JSON.parse(String(data))
}

async function welcomed(): Promise<WebSocket> {
  const socket = open()
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'hello', token: host.token }))
  expect(await message(socket)).toEqual({ type: 'welcome' })
  return socket
}

async function call(socket: WebSocket, name: string, input: unknown = {}): Promise<unknown> {
  socket.send(JSON.stringify({ type: 'call', id: 7, name, input }))
  return message(socket)
}

it('gives the metrics to a program that sends the token as a bearer token, and to nobody else', async () => {
  expect((await get('/metrics')).status).toBe(401)
  expect((await get('/metrics', { Authorization: 'Bearer wrong' })).status).toBe(401)
  expect((await get('/metrics', { Authorization: `Bearer ${host.token}`, Origin: 'http://evil.example' })).status).toBe(
    403,
  )
  expect(await get('/metrics', { Authorization: `Bearer ${host.token}` })).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
    body: expect.stringContaining('slashflow_open_runs 3\n'),
  })
})

describe('the pages of the web host', () => {
  it('come with a strict policy and without cookies', async () => {
    const { status, headers, body } = await get('/')
    expect({ status, body }).toEqual({ status: 200, body: '<!doctype html><title>Slashflow</title>' })
    expect(headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self'; /)
    expect(headers['content-security-policy']).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    })
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('are served under the names of this machine only', async () => {
    expect((await get('/', { Host: `localhost:${host.port}` })).status).toBe(200)
    expect((await get('/', { Host: 'evil.example' })).status).toBe(403)
    expect((await get('/', { Host: `evil.example:${host.port}` })).status).toBe(403)
    expect((await get('/', { Host: '127.0.0.1:1' })).status).toBe(403)
  })

  it('are not given to other sites', async () => {
    expect((await get('/', { Origin: 'https://evil.example' })).status).toBe(403)
    expect((await get('/', { Origin: 'null' })).status).toBe(403)
    expect((await get('/', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
    expect((await get('/', { Origin: own(), 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200)
  })

  it('never lie outside the built screen', async () => {
    const paths = [
      '/../secret.json',
      '/%2e%2e/secret.json',
      '/..%2fsecret.json',
      '/assets/../../secret.json',
      '/..%5csecret.json',
    ]
    const answers = await Promise.all([...paths, '//etc/passwd', '/%00', '/%zz', '/assets'].map((path) => get(path)))
    expect(answers.map(({ status }) => status).filter((status) => status !== 400 && status !== 404)).toEqual([])
    expect(answers.map(({ body }) => body).join()).not.toContain('secret')
  })

  it('can only be read', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(405)
    expect((await get('/assets/app.js')).headers['cache-control']).toContain('immutable')
  })
})

describe('the socket of the web host', () => {
  it('is refused to other sites, other names and other paths', async () => {
    expect(await refusal(open({ Origin: 'https://evil.example' }))).toBe(403)
    expect(await refusal(open({ Origin: `http://evil.example:${host.port}`, Host: `evil.example:${host.port}` }))).toBe(
      403,
    )
    expect(await refusal(open({}, '/other'))).toBe(404)
  })

  it('is refused to whoever does not say where it comes from', async () => {
    const socket = connect(host.port, '127.0.0.1')
    socket.write(
      `GET /bridge HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    )
    const [data] = await once(socket, 'data')
    expect(String(data)).toMatch(/^HTTP\/1\.1 403 /)
  })

  it.each([
    ['a wrong token', JSON.stringify({ type: 'hello', token: 'wrong' })],
    ['no token', JSON.stringify({ type: 'call', id: 1, name: 'app.info', input: {} })],
    ['no JSON', 'hello'],
    ['a hello that never ends', JSON.stringify({ type: 'hello', token: 'x'.repeat(100_000) })],
  ])('is closed with 4401 after %s', async (_what, first) => {
    const socket = open()
    await once(socket, 'open')
    socket.send(first)
    const [code] = await once(socket, 'close')
    expect(code).toBe(4401)
    expect(app.listening()).toBe(0)
  })

  it('is closed with 4408, so that it may come again, when it says nothing in ten seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const socket = open()
    await once(socket, 'open')
    vi.advanceTimersByTime(10_000)
    const [code] = await once(socket, 'close')
    expect(code).toBe(4408)
  })

  it('answers calls, refuses what the contract has not, and keeps stacks to itself', async () => {
    const socket = await welcomed()
    expect(await call(socket, 'app.info')).toEqual({ type: 'result', id: 7, ok: true, value: info })
    expect(await call(socket, 'workflows.read', { ref: 'bundled:no' })).toEqual({
      type: 'result',
      id: 7,
      ok: false,
      error: { code: 'workflow.unknown', message: 'There is no such command' },
    })
    expect(await call(socket, 'constructor')).toMatchObject({ ok: false, error: { code: 'call.unknown' } })
    expect(await call(socket, 'workflows.read', { ref: 5 })).toMatchObject({
      ok: false,
      error: { code: 'call.bad-input' },
    })
    const bug = await call(socket, 'runs.list')
    expect(bug).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(JSON.stringify(bug)).not.toContain('.ts:')
    expect(log.join()).toContain('.ts:')
    socket.terminate()
  })

  it('is closed by what is not a call, and by a message that is too large', async () => {
    const garbled = await welcomed()
    garbled.send('{"type":"eval"}')
    expect((await once(garbled, 'close'))[0]).toBe(4400)
    const large = await welcomed()
    large.on('error', () => {})
    large.send(JSON.stringify({ type: 'call', id: 1, name: 'app.info', input: 'x'.repeat(17 * 1024 * 1024) }))
    expect((await once(large, 'close'))[0]).toBe(1009)
  })

  it('hears broadcasts until it closes', async () => {
    const socket = await welcomed()
    const heard = message(socket)
    app.say('window.intent', { intent: 'settings' })
    expect(await heard).toEqual({
      type: 'broadcasts',
      told: [{ name: 'window.intent', payload: { intent: 'settings' } }],
    })
    socket.close()
    await once(socket, 'close')
    await expect.poll(() => app.listening()).toBe(0)
  })

  it('drops live text for a page that does not read, but no other broadcast', async () => {
    const socket = await welcomed()
    socket.pause()
    const pieces = 200
    for (let index = 0; index < pieces; index += 1) app.say('run.signal', { ...signal, text: 'x'.repeat(100_000) })
    app.say('window.intent', { intent: 'last' })
    const names: string[] = []
    socket.on('message', (data) => {
      const { told }: { told: { name: string }[] } = JSON.parse(String(data))
      names.push(...told.map(({ name }) => name))
    })
    socket.resume()
    await expect.poll(() => names.at(-1)).toBe('window.intent')
    expect(names.length).toBeGreaterThan(1)
    expect(names.length).toBeLessThan(pieces)
    socket.terminate()
  })
})

describe('the port of the web host', () => {
  it('is named when it is taken', async () => {
    const second = serveWeb({ bridge: app, renderer: folder, port: host.port, log: () => {} })
    await expect(second).rejects.toThrow(`Port ${host.port} is taken`)
  })

  it('comes with a token of 256 bits that stands in the fragment alone', () => {
    expect(Buffer.from(host.token, 'base64url')).toHaveLength(32)
    expect(host.url).toBe(`http://127.0.0.1:${host.port}/#token=${host.token}`)
  })
})
