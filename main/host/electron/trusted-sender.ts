import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'

/** Whether a message comes from the top frame of our own page in our own window, and from nowhere else. */
export function isTrustedSender(event: IpcMainInvokeEvent, window: BrowserWindow | undefined, origin: string): boolean {
  if (!window || window.isDestroyed() || event.sender !== window.webContents) return false
  const frame = event.senderFrame
  return frame !== null && frame === window.webContents.mainFrame && frame.url.startsWith(`${origin}/`)
}
