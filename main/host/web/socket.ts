/**
 * The bridge over a web socket. Messages are JSON text.
 *
 *   page → host   {"type":"hello","token"}              first, within 10 s; else the socket is closed with 4408;
 *                                                       with 4401 where the token is not the one
 *                 {"type":"call","id","name","input"}
 *   host → page   {"type":"welcome"}
 *                 {"type":"result","id","ok":true,"value"} or {"type":"result","id","ok":false,"error"}
 *                 {"type":"broadcasts","told":[{"name","payload"}]}       in the order in which they were told, and before a result that came after them
 *
 * A page that does not read fast enough misses live text (its offsets say so, and the log has it), never an event. One
 * that does not read at all is cut off, and catches up from the log when it connects again.
 */
import { type RawData, WebSocket } from 'ws'
import { z } from 'zod'
import type { Bridge } from '#shared/ipc/contract.ts'
import { answerCall, type LogLine, relayBroadcasts } from '../bridge-server.ts'
import { Outbox } from '../outbox.ts'

export const UNAUTHORISED = 4401
export const BAD_MESSAGE = 4400
/** A page that slept or was busy; it may come again. */
export const NO_HELLO = 4408

const HELLO_WITHIN_MS = 10_000
const LARGEST_HELLO = 1_024
const SIGNALS_WAIT_AT_BYTES = 1024 * 1024
const CLOSED_AT_BYTES = 64 * 1024 * 1024
const MOST_OPEN_CALLS = 256

const Hello = z.object({ type: z.literal('hello'), token: z.string() })
const Call = z.object({
  type: z.literal('call'),
  id: z.union([z.string().max(100), z.number()]),
  name: z.string(),
  input: z.unknown(),
})

export interface SocketOptions {
  readonly bridge: Bridge
  readonly isToken: (candidate: unknown) => boolean
  readonly log: LogLine
}

/** Owns the socket from here on. */
export function serveSocket(socket: WebSocket, options: SocketOptions): void {
  const patience = setTimeout(() => socket.close(NO_HELLO, 'no hello'), HELLO_WITHIN_MS)
  socket.on('error', (error) => options.log(`web socket: ${error.message}`))
  socket.on('close', () => clearTimeout(patience))
  socket.once('message', (data, isBinary) => {
    clearTimeout(patience)
    const hello = isBinary ? undefined : Hello.safeParse(parsed(data, LARGEST_HELLO)).data
    if (!hello || !options.isToken(hello.token)) return socket.close(UNAUTHORISED, 'wrong token')
    const outbox = broadcastsTo(socket, options.bridge)
    serveCalls(socket, outbox, options)
    sendJson(socket, { type: 'welcome' })
  })
}

function serveCalls(socket: WebSocket, outbox: Outbox<string>, { bridge, log }: SocketOptions): void {
  let open = 0
  socket.on('message', (data, isBinary) => {
    const call = isBinary ? undefined : Call.safeParse(parsed(data)).data
    if (!call) return socket.close(BAD_MESSAGE, 'not a call')
    const { id, name, input } = call
    if (open >= MOST_OPEN_CALLS) {
      const error = { code: 'call.too-many', message: `${MOST_OPEN_CALLS} calls are open already` }
      return sendJson(socket, { type: 'result', id, ok: false, error })
    }
    open += 1
    void answerCall(bridge, name, input, log).then((reply) => {
      open -= 1
      outbox.flush()
      sendJson(socket, { type: 'result', id, ...reply })
    })
  })
}

/** Until the socket closes. */
function broadcastsTo(socket: WebSocket, bridge: Bridge): Outbox<string> {
  const outbox = new Outbox<string>(
    (told) => sendText(socket, `{"type":"broadcasts","told":[${told.join(',')}]}`),
    (text) => text.length,
  )
  const stop = relayBroadcasts(bridge, (name, payload) => {
    if (name === 'run.signal' && socket.bufferedAmount > SIGNALS_WAIT_AT_BYTES) return
    if (socket.bufferedAmount > CLOSED_AT_BYTES) return socket.terminate()
    outbox.put(JSON.stringify({ name, payload }))
  })
  socket.on('close', () => {
    stop()
    outbox.close()
  })
  return outbox
}

const sendJson = (socket: WebSocket, message: unknown): void => sendText(socket, JSON.stringify(message))

function sendText(socket: WebSocket, text: string): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(text)
}

/** Undefined where it is too long or no JSON. */
function parsed(data: RawData, longest = Number.POSITIVE_INFINITY): unknown {
  const text = Array.isArray(data) ? Buffer.concat(data).toString('utf8') : Buffer.from(data as Buffer).toString('utf8') // text frames come as a Buffer
  if (text.length > longest) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
