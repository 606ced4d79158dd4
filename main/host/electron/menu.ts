/** The application menu, from one list of commands. What the window does itself goes to it as an intent. */
import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { SettingsView } from '#shared/ipc/views.ts'

type Theme = SettingsView['theme']
type MenuTitle = 'File' | 'Edit' | 'View' | 'Run' | 'Window' | 'Help'

export interface MenuActions {
  intent(intent: string): void
  theme(theme: Theme): void
  openDataFolder(): void
}

interface MenuCommand {
  readonly menu: MenuTitle
  readonly label?: string
  readonly accelerator?: string
  readonly does:
    | { readonly intent: string }
    | { readonly role: NonNullable<MenuItemConstructorOptions['role']> }
    | { readonly theme: Theme }
    | { readonly act: 'openDataFolder' }
    | 'separator'
  readonly only?: 'development' | 'mac' | 'not-mac'
}

const COMMANDS: readonly MenuCommand[] = [
  { menu: 'File', label: 'New Command', accelerator: 'CmdOrCtrl+N', does: { intent: 'new' } },
  { menu: 'File', label: 'Save', accelerator: 'CmdOrCtrl+S', does: { intent: 'save' } },
  { menu: 'File', does: 'separator' },
  { menu: 'File', label: 'Settings…', accelerator: 'CmdOrCtrl+,', does: { intent: 'settings' } },
  { menu: 'File', does: 'separator' },
  { menu: 'File', does: { role: 'close' } },
  { menu: 'File', does: { role: 'quit' }, only: 'not-mac' },
  { menu: 'Edit', does: { role: 'undo' } },
  { menu: 'Edit', does: { role: 'redo' } },
  { menu: 'Edit', does: 'separator' },
  { menu: 'Edit', does: { role: 'cut' } },
  { menu: 'Edit', does: { role: 'copy' } },
  { menu: 'Edit', does: { role: 'paste' } },
  { menu: 'Edit', does: { role: 'pasteAndMatchStyle' } },
  { menu: 'Edit', does: { role: 'selectAll' } },
  { menu: 'View', label: 'Search Commands, Runs and Actions', accelerator: 'CmdOrCtrl+K', does: { intent: 'palette' } },
  { menu: 'View', does: 'separator' },
  { menu: 'View', does: { role: 'zoomIn' } },
  { menu: 'View', does: { role: 'zoomOut' } },
  { menu: 'View', does: { role: 'resetZoom' } },
  { menu: 'View', does: 'separator' },
  { menu: 'View', label: 'Theme of the System', does: { theme: 'system' } },
  { menu: 'View', label: 'Dark', does: { theme: 'dark' } },
  { menu: 'View', label: 'Light', does: { theme: 'light' } },
  { menu: 'View', does: 'separator' },
  { menu: 'View', does: { role: 'togglefullscreen' } },
  { menu: 'View', does: { role: 'reload' }, only: 'development' },
  { menu: 'View', does: { role: 'toggleDevTools' }, only: 'development' },
  { menu: 'Run', label: 'Run', accelerator: 'CmdOrCtrl+Enter', does: { intent: 'run' } },
  { menu: 'Run', label: 'Stop', accelerator: 'CmdOrCtrl+.', does: { intent: 'stop' } },
  { menu: 'Window', does: { role: 'minimize' } },
  { menu: 'Window', does: { role: 'zoom' }, only: 'mac' },
  { menu: 'Window', does: { role: 'front' }, only: 'mac' },
  { menu: 'Help', label: 'Open the Data Folder', does: { act: 'openDataFolder' } },
  { menu: 'Help', does: { role: 'about' }, only: 'not-mac' },
]

const TITLES: readonly MenuTitle[] = ['File', 'Edit', 'View', 'Run', 'Window', 'Help']

export function showMenu(theme: Theme, packaged: boolean, actions: MenuActions): void {
  const isMac = process.platform === 'darwin'
  const applies = ({ only }: MenuCommand): boolean =>
    only === undefined || (only === 'development' && !packaged) || only === (isMac ? 'mac' : 'not-mac')
  const menus: MenuItemConstructorOptions[] = TITLES.map((title) => ({
    label: title,
    submenu: COMMANDS.filter((command) => command.menu === title && applies(command)).map((command) =>
      item(command, theme, actions),
    ),
  }))
  Menu.setApplicationMenu(Menu.buildFromTemplate(isMac ? [{ role: 'appMenu' }, ...menus] : menus))
}

function item(
  { does, label, accelerator }: MenuCommand,
  theme: Theme,
  actions: MenuActions,
): MenuItemConstructorOptions {
  if (does === 'separator') return { type: 'separator' }
  const named = { ...(label && { label }), ...(accelerator && { accelerator }) }
  if ('role' in does) return { ...named, role: does.role }
  if ('intent' in does) return { ...named, id: does.intent, click: () => actions.intent(does.intent) }
  if ('theme' in does)
    return { ...named, type: 'radio', checked: does.theme === theme, click: () => actions.theme(does.theme) }
  return { ...named, click: () => actions[does.act]() }
}
