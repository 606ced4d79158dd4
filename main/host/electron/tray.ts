/** Slashflow without a window: how many runs are at work, the way back, and the way out. */
import { Menu, type NativeImage, nativeImage, nativeTheme, Tray } from 'electron'
import { counted } from '#shared/counted.ts'
import { trayBitmap } from './tray-icon.ts'

export interface TrayActions {
  open(): void
  quit(): void
  /** Runs of this process that have not ended. */
  activeRuns(): number
}

const SIDE = 18
const SCALE = 2

/** Returns what to call when the number of active runs may have changed. */
export function showTray(actions: TrayActions): () => void {
  const tray = new Tray(icon())
  // Held here: a tray that is collected disappears.
  nativeTheme.on('updated', () => tray.setImage(icon()))
  tray.on('click', () => actions.open())
  let shown = -1
  const update = (): void => {
    const count = actions.activeRuns()
    if (count === shown) return
    shown = count
    tray.setToolTip(`Slashflow: ${runsInWords(count)}`)
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: 'Open Slashflow', click: () => actions.open() },
        { label: runsInWords(count), enabled: false },
        { type: 'separator' },
        { label: 'Quit', click: () => actions.quit() },
      ]),
    )
  }
  update()
  return update
}

export function runsInWords(count: number): string {
  if (count === 0) return 'no active runs'
  return counted(count, 'active run')
}

function icon(): NativeImage {
  const isTemplate = process.platform === 'darwin'
  const grey = !isTemplate && nativeTheme.shouldUseDarkColors ? 236 : isTemplate ? 0 : 40
  const side = SIDE * SCALE
  const image = nativeImage.createFromBitmap(trayBitmap(side, grey), { width: side, height: side, scaleFactor: SCALE })
  image.setTemplateImage(isTemplate)
  return image
}
