/**
 * What stands between the stream of the bench and a window of Electron: main itself. The bench sends from there, by the app's own
 * channel and outbox, and hears what the window hears.
 */
import type { ElectronApplication, Page } from '@playwright/test'
import { Outbox } from '#main/host/outbox.ts'
import type { RunEvent } from '#shared/events/event.ts'
import type { StreamPlace } from './streamed-run.ts'

/** As `main/host/electron/channels.ts` says: what Electron loads is built, and cannot be asked for it. */
const CHANNEL = 'slashflow:broadcast'
const LOOK_MS = 50
/** Looks without an event after which the page has read what there is. */
const QUIET_LOOKS = 10

interface Hearing {
  benchHeard?: RunEvent[]
}

export async function electronStream(
  app: ElectronApplication,
  page: Page,
  hear: (event: RunEvent) => void,
): Promise<StreamPlace & { close(): void }> {
  const main = await app.browserWindow(page)
  const outbox = new Outbox<readonly [string, unknown]>(
    (told) => {
      const sent = { channel: CHANNEL, told: [...told] }
      void main.evaluate((own, { channel, told }) => own.webContents.send(channel, told), sent).catch(() => undefined)
    },
    () => 0,
  )
  await page.evaluate(() => {
    const heard: RunEvent[] = []
    ;(window as Window & Hearing).benchHeard = heard
    window.slashflow?.on('run.event', (event: RunEvent) => heard.push(event))
  })
  let quiet = 0
  const look = async () => {
    const heard = await page.evaluate(() => (window as Window & Hearing).benchHeard?.splice(0) ?? [])
    quiet = heard.length === 0 ? quiet + 1 : 0
    for (const event of heard) hear(event)
  }
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_MS)
  return {
    tell: (name, payload) => outbox.put([name, payload]),
    get isQuiet() {
      return quiet >= QUIET_LOOKS
    },
    close() {
      clearInterval(timer)
      outbox.close()
    },
  }
}
