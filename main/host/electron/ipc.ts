/** The bridge between the window and the app: every message's sender is checked, every input parsed. */
import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { Bridge, BroadcastName } from '#shared/ipc/contract.ts'
import { answerCall, type CallReply, type LogLine, relayBroadcasts } from '../bridge-server.ts'
import { Outbox } from '../outbox.ts'
import { BROADCAST_CHANNEL, CALL_CHANNEL } from './channels.ts'
import { isTrustedSender } from './trusted-sender.ts'

type Told = readonly [name: BroadcastName, payload: unknown]

export interface WindowBridgeOptions {
  /** The page may call while the app is still being put together; the calls wait for it. */
  readonly app: Promise<Bridge>
  readonly window: () => BrowserWindow | undefined
  readonly origin: string
  readonly log: LogLine
}

/** What a page sends as it goes is a moment's work; a dialog that it opened may stand for ever. */
const LAST_CALLS_MS = 3_000

/** Returns how to wait for the calls that are under way: a draft and a Save are sent as the window closes. */
export function serveWindow({ app, window, origin, log }: WindowBridgeOptions): () => Promise<void> {
  const underWay = new Set<Promise<CallReply>>()
  const outbox = new Outbox<Told>(
    (told) => sendToWindow(window(), told),
    () => 0, // within the machine nothing waits for a slow line
  )
  const answer = async (event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<CallReply> => {
    if (!isTrustedSender(event, window(), origin)) {
      log(`refused a call from ${event.senderFrame?.url ?? 'a frame that is gone'}`)
      return { ok: false, error: { code: 'call.untrusted', message: 'Only the window of Slashflow may call' } }
    }
    const reply = await answerCall(await app, name, input, log)
    outbox.flush()
    return reply
  }
  ipcMain.handle(CALL_CHANNEL, (event, name: unknown, input: unknown) => {
    const call = answer(event, name, input)
    underWay.add(call)
    return call.finally(() => underWay.delete(call))
  })
  app.then(
    (bridge) => relayBroadcasts(bridge, (name, payload) => outbox.put([name, payload])),
    () => {}, // whoever composes reports that
  )
  return async () => {
    const late = new Promise((resolve) => setTimeout(resolve, LAST_CALLS_MS))
    await Promise.race([Promise.allSettled(underWay), late])
  }
}

export function sendToWindow(window: BrowserWindow | undefined, told: readonly Told[]): void {
  if (window && !window.isDestroyed()) window.webContents.send(BROADCAST_CHANNEL, told)
}
