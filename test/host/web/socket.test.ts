import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { info, type ServedScreen, serveScreen } from '../support/served-screen.ts'

const signal = { runId: 'r', nodeId: 'n', iteration: 0, attempt: 1, channel: 'text', offset: 0 } as const

let screen: ServedScreen

beforeEach(async () => {
  screen = await serveScreen()
})
afterEach(() => screen.close())

function open(headers: Record<string, string> = {}, path = '/bridge'): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${screen.host.port}${path}`, { headers: { Origin: screen.origin, ...headers } })
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
  socket.send(JSON.stringify({ type: 'hello', token: screen.host.token }))
  expect(await message(socket)).toEqual({ type: 'welcome' })
  return socket
}

async function call(socket: WebSocket, name: string, input: unknown = {}): Promise<unknown> {
  socket.send(JSON.stringify({ type: 'call', id: 7, name, input }))
  return message(socket)
}

describe('the socket of the web host', () => {
  it('is refused to other sites, other names and other paths', async () => {
    expect(await refusal(open({ Origin: 'https://evil.example' }))).toBe(403)
    expect(
      await refusal(
        open({ Origin: `http://evil.example:${screen.host.port}`, Host: `evil.example:${screen.host.port}` }),
      ),
    ).toBe(403)
    expect(await refusal(open({}, '/other'))).toBe(404)
  })

  it('is refused to whoever does not say where it comes from', async () => {
    const socket = connect(screen.host.port, '127.0.0.1')
    socket.write(
      `GET /bridge HTTP/1.1\r\nHost: 127.0.0.1:${screen.host.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
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
    expect(screen.app.listening()).toBe(0)
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
    expect(screen.log.join()).toContain('.ts:')
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
    screen.app.say('window.intent', { intent: 'settings' })
    expect(await heard).toEqual({
      type: 'broadcasts',
      told: [{ name: 'window.intent', payload: { intent: 'settings' } }],
    })
    socket.close()
    await once(socket, 'close')
    await expect.poll(() => screen.app.listening()).toBe(0)
  })

  it('drops live text for a page that does not read, but no other broadcast', async () => {
    const socket = await welcomed()
    socket.pause()
    const pieces = 200
    for (let index = 0; index < pieces; index += 1)
      screen.app.say('run.signal', { ...signal, text: 'x'.repeat(100_000) })
    screen.app.say('window.intent', { intent: 'last' })
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
