/** The bridge between the window and the app: every message's sender is checked, every input parsed. */
import { type BrowserWindow, ipcMain } from 'electron'
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

export function serveWindow({ app, window, origin, log }: WindowBridgeOptions): void {
  const outbox = new Outbox<Told>(
    (told) => sendToWindow(window(), told),
    () => 0, // within the machine nothing waits for a slow line
  )
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, input: unknown): Promise<CallReply> => {
    if (!isTrustedSender(event, window(), origin)) {
      log(`refused a call from ${event.senderFrame?.url ?? 'a frame that is gone'}`)
      return { ok: false, error: { code: 'call.untrusted', message: 'Only the window of Slashflow may call' } }
    }
    const reply = await answerCall(await app, name, input, log)
    outbox.flush()
    return reply
  })
  app.then(
    (bridge) => relayBroadcasts(bridge, (name, payload) => outbox.put([name, payload])),
    () => {}, // whoever composes reports that
  )
}

export function sendToWindow(window: BrowserWindow | undefined, told: readonly Told[]): void {
  if (window && !window.isDestroyed()) window.webContents.send(BROADCAST_CHANNEL, told)
}
