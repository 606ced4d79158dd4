/**
 * The application menu: the window's actions as the window tells them, and between them what only the system does. Choosing
 * an action goes to the window as an intent.
 */
import { Menu, type MenuItemConstructorOptions } from 'electron'
import { MENU_TITLES, type MenuItem } from '#shared/ipc/calls/app-calls.ts'

export interface MenuOptions {
  readonly packaged: boolean
  intent(intent: string): void
  openDataFolder(): void
}

type Title = (typeof MENU_TITLES)[number] | 'Window'
type Role = NonNullable<MenuItemConstructorOptions['role']> | MenuItemConstructorOptions

/** What the system does itself, below the window's actions. */
const ROLES: Readonly<Partial<Record<Title, readonly Role[]>>> = {
  // Its usual key closes a tab.
  File: [{ role: 'close', label: 'Close the window', accelerator: 'CmdOrCtrl+Shift+W' }],
  // Beside those of the graph, which are called the same.
  Edit: [
    { label: 'Text', submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'pasteAndMatchStyle' }] },
  ],
  View: [
    { role: 'zoomIn', label: 'Larger interface' },
    { role: 'zoomOut', label: 'Smaller interface' },
    { role: 'resetZoom', label: 'Interface at 100 %' },
    'togglefullscreen',
  ],
  Window: ['minimize'],
}
const ON_MAC: Readonly<Partial<Record<Title, readonly Role[]>>> = { Window: ['zoom', 'front'] }
const NOT_ON_MAC: Readonly<Partial<Record<Title, readonly Role[]>>> = { File: ['quit'], Help: ['about'] }
const IN_DEVELOPMENT: Readonly<Partial<Record<Title, readonly Role[]>>> = { View: ['reload', 'toggleDevTools'] }

const TITLES: readonly Title[] = [...MENU_TITLES.filter((title) => title !== 'Help'), 'Window', 'Help']
const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' }

/** Shows the system's part at once; `show` adds the window's actions, and again whenever one of them changes. */
export function applicationMenu(options: MenuOptions): { show(items: readonly MenuItem[]): void } {
  let shown = ''
  const show = (items: readonly MenuItem[]): void => {
    const looks = JSON.stringify(items.map(({ enabled: _enabled, ...item }) => item))
    // An open menu would close: where only something can or cannot be done now, that alone is changed.
    if (looks === shown) return items.forEach(setEnabled)
    shown = looks
    Menu.setApplicationMenu(Menu.buildFromTemplate(templateOf(items, options)))
  }
  show([])
  return { show }
}

function setEnabled({ id, enabled }: MenuItem): void {
  const item = Menu.getApplicationMenu()?.getMenuItemById(id)
  if (item) item.enabled = enabled
}

function templateOf(items: readonly MenuItem[], options: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = process.platform === 'darwin'
  const menus = TITLES.map((label) => {
    const own = items.filter((item) => item.menu === label)
    const roles = [ROLES, isMac ? ON_MAC : NOT_ON_MAC, options.packaged ? {} : IN_DEVELOPMENT].flatMap(
      (part) => part[label] ?? [],
    )
    const folder = label === 'Help' ? [{ label: 'Open the Data Folder', click: options.openDataFolder }] : []
    const ofSystem: MenuItemConstructorOptions[] = [
      ...folder,
      ...roles.map((role) => (typeof role === 'string' ? { role } : role)),
    ]
    const lines = own.length > 0 && ofSystem.length > 0 ? [SEPARATOR] : []
    return { label, submenu: [...withLines(own, options), ...lines, ...ofSystem] }
  }).filter(({ submenu }) => submenu.length > 0)
  return isMac ? [{ role: 'appMenu' }, ...menus] : menus
}

/** A line where another section begins; a section with a title of its own is a menu within, at its first item's place. */
function withLines(items: readonly MenuItem[], options: MenuOptions): MenuItemConstructorOptions[] {
  return items.flatMap((item, index) => {
    const { section, submenu } = item
    const before = items[index - 1]
    if (submenu !== undefined) {
      if (before?.submenu === submenu) return []
      const inner = items.filter((other) => other.submenu === submenu)
      return [{ label: submenu, submenu: inner.map((other) => lineOf(other, options)) }]
    }
    const apart = before !== undefined && before.section !== section
    return [...(apart ? [SEPARATOR] : []), lineOf(item, options)]
  })
}

function lineOf({ id, label, accelerator, enabled }: MenuItem, { intent }: MenuOptions): MenuItemConstructorOptions {
  return {
    id,
    label,
    enabled,
    ...(accelerator !== undefined && { accelerator }),
    // The window hears its keys itself: only it knows where the caret is.
    registerAccelerator: false,
    click: () => intent(id),
  }
}
