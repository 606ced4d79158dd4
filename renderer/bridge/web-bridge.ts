/**
 * The bridge of a browser: one WebSocket to the web host that served this page.
 *
 *   client: { type: 'hello', token } first, then { type: 'call', id, name, input }
 *   host:   { type: 'welcome' }, { type: 'result', id, ok, value | error }, { type: 'broadcasts', told: [{ name, payload }] };
 *           closes with 4401 where the token is not the one.
 *
 * A call made while the connection is down waits for the next one. A call that was already sent when it broke is refused,
 * never sent twice: it may have been carried out.
 */
import { CallError, type CallErrorData } from '#shared/ipc/call-error.ts'
import type { Bridge, BroadcastName } from '#shared/ipc/contract.ts'
import { setConnection, useConnection } from './connection.ts'

const TOKEN_IN_HASH = /^#token=./
const TOKEN_KEY = 'slashflow.token'
const CLOSE_UNAUTHORIZED = 4401
const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 5_000

type HostMessage =
  | { readonly type: 'welcome' }
  | { readonly type: 'result'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'result'; readonly id: number; readonly ok: false; readonly error: CallErrorData }
  | {
      readonly type: 'broadcasts'
      readonly told: readonly { readonly name: BroadcastName; readonly payload: unknown }[]
    }

interface PendingCall {
  readonly message: string
  sent: boolean
  readonly resolve: (value: never) => void
  readonly reject: (error: CallError) => void
}

export function webBridge(): Bridge {
  let token = takeToken()
  const pending = new Map<number, PendingCall>()
  const listeners = new Map<BroadcastName, Set<(payload: never) => void>>()
  let socket: WebSocket | undefined
  let welcomed = false
  let wasWelcomed = false
  let nextId = 1
  let retryMs = FIRST_RETRY_MS

  const send = (call: PendingCall) => {
    if (!welcomed || !socket || socket.readyState !== WebSocket.OPEN) return
    call.sent = true
    socket.send(call.message)
  }

  const receive = (message: HostMessage) => {
    switch (message.type) {
      case 'welcome':
        welcomed = true
        wasWelcomed = true
        retryMs = FIRST_RETRY_MS
        setConnection({ status: 'open' })
        for (const call of pending.values()) send(call)
        return
      case 'result': {
        const call = pending.get(message.id)
        pending.delete(message.id)
        if (message.ok)
          call?.resolve(message.value as never) // typed by the contract at the call
        else call?.reject(CallError.from(message.error))
        return
      }
      case 'broadcasts':
        for (const { name, payload } of message.told)
          for (const listener of listeners.get(name) ?? []) tell(listener, payload)
        return
    }
  }

  const lost = (code: number) => {
    welcomed = false
    for (const [id, call] of pending) {
      if (!call.sent && code !== CLOSE_UNAUTHORIZED) continue
      pending.delete(id)
      call.reject(
        new CallError(
          'bridge.lost',
          'The connection to Slashflow was lost before it answered. Look at the result before you try again.',
        ),
      )
    }
    if (code === CLOSE_UNAUTHORIZED) return setConnection({ status: 'refused', wasOpen: wasWelcomed })
    setConnection({ status: 'lost', retryAt: Date.now() + retryMs })
    setTimeout(connect, retryMs)
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)
  }

  const connect = () => {
    const address = new URL('/bridge', location.href)
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
    address.hash = ''
    const opened = new WebSocket(address)
    socket = opened
    opened.onopen = () => opened.send(JSON.stringify({ type: 'hello', token }))
    opened.onmessage = (event) => receive(JSON.parse(String(event.data)) as HostMessage) // our own host, over the token
    opened.onclose = (event) => lost(event.code)
  }

  // A new address put into the same tab changes only its fragment, by which no page is loaded. One that a host has left, as
  // it was started anew, goes on with the next: what was edited meanwhile is in this page alone.
  addEventListener('hashchange', () => {
    if (!TOKEN_IN_HASH.test(location.hash)) return
    if (welcomed || !wasWelcomed) return location.reload()
    token = takeToken()
    if (useConnection.getState().status === 'refused') connect()
  })
  if (token === '') setConnection({ status: 'refused', wasOpen: false })
  else connect()

  return {
    call(name, input) {
      return new Promise((resolve, reject) => {
        const id = nextId++
        const call: PendingCall = {
          message: JSON.stringify({ type: 'call', id, name, input }),
          sent: false,
          resolve,
          reject,
        }
        pending.set(id, call)
        send(call)
      })
    },
    on(name, listener) {
      const heard = listeners.get(name) ?? new Set()
      listeners.set(name, heard)
      heard.add(listener)
      return () => heard.delete(listener)
    },
  }
}

/** One that throws keeps nobody from what else came in the message. */
function tell(listener: (payload: never) => void, payload: unknown): void {
  try {
    listener(payload as never) // typed by the contract at `on`
  } catch (error) {
    reportError(error)
  }
}

/** The token comes in the fragment, which no server sees, and leaves the address bar at once. A reload finds it in the session. */
function takeToken(): string {
  const given = new URLSearchParams(location.hash.slice(1)).get('token')
  if (given) {
    sessionStorage.setItem(TOKEN_KEY, given)
    history.replaceState(null, '', location.pathname + location.search)
  }
  return given ?? sessionStorage.getItem(TOKEN_KEY) ?? ''
}
