/** The same app in a browser: the built screen and the bridge, on loopback, for whoever has the token. */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { type WebSocket, WebSocketServer } from 'ws'
import { CallError } from '#shared/ipc/call-error.ts'
import type { Bridge } from '#shared/ipc/contract.ts'
import { prometheusText } from '../../services/telemetry/prometheus.ts'
import type { LogLine } from '../bridge-server.ts'
import { readRendererFile, securityHeaders } from '../renderer-files.ts'
import { type RequestGuard, requestGuard } from './request-guard.ts'
import { serveSocket } from './socket.ts'

export const FIRST_PORT = 4455
const PORTS_TRIED = 50
const ADDRESS = '127.0.0.1'
const LARGEST_MESSAGE_BYTES = 16 * 1024 * 1024
const MOST_SOCKETS = 64
const HEARTBEAT_MS = 30_000

export interface WebHostOptions {
  readonly bridge: Bridge
  /** Folder of the built screen. */
  readonly renderer: string
  /** 0 takes any free one; left out, the first free from 4455. */
  readonly port?: number
  readonly log: LogLine
}

export interface WebHost {
  readonly port: number
  readonly token: string
  /** With the token in its fragment, which no request ever carries. */
  readonly url: string
  close(): Promise<void>
}

/** Throws CallError `serve.port-taken`, `serve.port-refused`. */
export async function serveWeb(options: WebHostOptions): Promise<WebHost> {
  const token = randomBytes(32).toString('base64url')
  const server = createServer()
  const port = await listen(server, options.port)
  const guard = requestGuard(port, token)
  server.on('request', getRequestListener(pages(options, port, guard).fetch))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE_BYTES, perMessageDeflate: false })
  server.on('upgrade', (request, socket, head) => upgrade({ request, socket, head, sockets, guard, options }))
  const stopHeartbeat = keepAlive(sockets)
  return {
    port,
    token,
    url: `http://${ADDRESS}:${port}/#token=${token}`,
    close: async () => {
      stopHeartbeat()
      for (const client of sockets.clients) client.close(1001, 'Slashflow is closing')
      const closed = new Promise<void>((settle) => server.close(() => settle()))
      server.closeAllConnections()
      for (const client of sockets.clients) client.terminate()
      await closed
    },
  }
}

type WebBindings = { Bindings: HttpBindings }

function pages({ renderer, bridge }: WebHostOptions, port: number, guard: RequestGuard): Hono<WebBindings> {
  const headers = securityHeaders([`ws://${ADDRESS}:${port}`, `ws://localhost:${port}`])
  const app = new Hono<WebBindings>()
  app.use(async (context, next) => {
    const refusal = guard.refusal(context.env.incoming.headers)
    if (refusal) return context.text(refusal, 403, headers)
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD')
      return context.text('Only GET', 405, { ...headers, Allow: 'GET, HEAD' })
    await next()
  })
  app.get('/metrics', async (context) => {
    if (!guard.hasToken(context.env.incoming.headers))
      return context.text('Send the token of the printed address as a bearer token', 401, {
        ...headers,
        'WWW-Authenticate': 'Bearer',
      })
    const text = prometheusText(await bridge.call('metrics.read', {}))
    return context.body(text, 200, { ...headers, 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
  // The path as it was sent: a URL object has already resolved its dots.
  app.get('*', (context) => readRendererFile(renderer, (context.env.incoming.url ?? '/').split('?')[0] ?? '/', headers))
  return app
}

interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
  readonly sockets: WebSocketServer
  readonly guard: RequestGuard
  readonly options: WebHostOptions
}

function upgrade({ request, socket, head, sockets, guard, options }: Upgrade): void {
  socket.on('error', () => socket.destroy())
  if (guard.socketRefusal(request.headers) !== undefined) return refuse(socket, '403 Forbidden')
  if (request.url !== '/bridge') return refuse(socket, '404 Not Found')
  if (sockets.clients.size >= MOST_SOCKETS) return refuse(socket, '503 Service Unavailable')
  sockets.handleUpgrade(request, socket, head, (client) => {
    sockets.emit('connection', client, request)
    serveSocket(client, { bridge: options.bridge, isToken: guard.isToken, log: options.log })
  })
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** A page whose machine went to sleep leaves a socket that never closes by itself. */
function keepAlive(sockets: WebSocketServer): () => void {
  const silent = new WeakSet<WebSocket>()
  sockets.on('connection', (client: WebSocket) => client.on('pong', () => silent.delete(client)))
  const timer = setInterval(() => {
    for (const client of sockets.clients) {
      if (silent.has(client)) client.terminate()
      silent.add(client)
      client.ping()
    }
  }, HEARTBEAT_MS)
  return () => clearInterval(timer)
}

async function listen(server: Server, port: number | undefined): Promise<number> {
  const candidates = port === undefined ? Array.from({ length: PORTS_TRIED }, (_, index) => FIRST_PORT + index) : [port]
  for (const candidate of candidates) {
    const taken = await tryPort(server, candidate)
    if (taken !== undefined) return taken
  }
  if (port !== undefined)
    throw new CallError('serve.port-taken', `Port ${port} is taken. Choose another one with --port, or leave it out.`)
  throw new CallError(
    'serve.port-taken',
    `No port from ${FIRST_PORT} to ${FIRST_PORT + PORTS_TRIED - 1} is free. Choose one with --port.`,
  )
}

/** Undefined where the port is taken. */
function tryPort(server: Server, port: number): Promise<number | undefined> {
  return new Promise((settle, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') return settle(undefined)
      reject(new CallError('serve.port-refused', `Port ${port} cannot be used: ${error.message}`))
    }
    server.once('error', failed)
    server.listen(port, ADDRESS, () => {
      server.off('error', failed)
      // A server on TCP has an AddressInfo; the other shapes are pipes and closed servers.
      settle((server.address() as AddressInfo).port)
    })
  })
}
