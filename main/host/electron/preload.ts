/**
 * The only thing the page gets from Electron. It forwards and knows nothing: main refuses names and inputs that the
 * contract does not have, and a copy of the contract in here would be code in the most exposed place.
 */
import { contextBridge, ipcRenderer } from 'electron'
import { BROADCAST_CHANNEL, CALL_CHANNEL } from './channels.ts'

type Listener = (payload: unknown) => void

const listeners = new Map<string, Set<Listener>>()
/** A menu item or a notification may have opened the window: what it asked for waits until the page listens. */
const unheardIntents: unknown[] = []

ipcRenderer.on(BROADCAST_CHANNEL, (_event, told: readonly [name: string, payload: unknown][]) => {
  for (const [name, payload] of told) {
    const heard = listeners.get(name)
    if (heard?.size) for (const listener of [...heard]) tell(listener, payload)
    else if (name === 'window.intent') unheardIntents.push(payload)
  }
})

/** One that throws keeps nobody from what else came in the message. */
function tell(listener: Listener, payload: unknown): void {
  try {
    listener(payload)
  } catch (error) {
    // Reported as any error of the page, once the message has been told.
    setTimeout(() => {
      throw error
    })
  }
}

function on(name: string, listener: Listener): () => void {
  // A listener of its own for every call, so that one function may be registered twice and taken back once.
  const registered: Listener = (payload) => listener(payload)
  const known = listeners.get(name) ?? new Set()
  listeners.set(name, known.add(registered))
  if (name === 'window.intent') for (const intent of unheardIntents.splice(0)) registered(intent)
  return () => {
    known.delete(registered)
  }
}

contextBridge.exposeInMainWorld('slashflow', {
  host: 'electron',
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(CALL_CHANNEL, name, input),
  on,
})
