/** What no page of this app may do, whatever it shows: leave, open windows, embed, ask for permissions, download. */
import { type BrowserWindow, dialog, type Session, shell, type WebContents } from 'electron'

/** Copying text out is the one thing a page may do beside drawing itself. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(ALLOWED_PERMISSIONS.has(permission)))
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.has(permission))
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event, item) => {
    // What the window made itself, an export, is saved where the person says; nothing else is ever downloaded.
    if (!item.getURL().startsWith('blob:')) return event.preventDefault()
    // Its title would be the blob's address.
    item.setSaveDialogOptions({ title: `Save ${item.getFilename()}` })
    item.once('done', (_event, state) => {
      if (state === 'interrupted') sayNotSaved(item.getSavePath())
    })
  })
}

/** Without it an export into a folder that cannot be written to, or onto a full disk, would fail in silence. */
function sayNotSaved(path: string): void {
  dialog.showErrorBox(
    'The export was not saved',
    `${path} could not be written. Check whether the disk has room and you may write there, or export to another folder.`,
  )
}

/** `origin` is the only place a page may be at. */
export function guardContents(contents: WebContents, origin: string, window: () => BrowserWindow | undefined): void {
  contents.on('will-navigate', (event) => stayAt(origin, event, event.url))
  contents.on('will-frame-navigate', (event) => stayAt(origin, event, event.url))
  contents.on('will-redirect', (event) => stayAt(origin, event, event.url))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    void openLink(url, window())
    return { action: 'deny' }
  })
}

function stayAt(origin: string, event: { preventDefault(): void }, url: string): void {
  if (!url.startsWith(`${origin}/`)) event.preventDefault()
}

/** Links come from models and files, so the person sees the address before a browser does. */
async function openLink(url: string, window: BrowserWindow | undefined): Promise<void> {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') return
  const question = {
    type: 'question' as const,
    message: 'Open this link in your browser?',
    detail: url,
    buttons: ['Open', 'Cancel'],
    defaultId: 0,
    cancelId: 1,
  }
  const { response } = window ? await dialog.showMessageBox(window, question) : await dialog.showMessageBox(question)
  if (response === 0) await shell.openExternal(url)
}
