/** The system's menu, where there is one, from the same list of actions: told whenever one of them looks different. */
import type { MenuItem } from '#shared/ipc/calls/app-calls.ts'
import type { CallInput } from '#shared/ipc/contract.ts'
import { bridge } from '../bridge/bridge.ts'
import { useDocuments } from '../state/document/store.ts'
import { useKinds } from '../state/kinds.ts'
import { useSettings } from '../state/settings.ts'
import { useView } from '../state/view.ts'
import { ACTION_GROUPS, type Action, type ActionGroup } from './action.ts'
import { isAvailable, listedActions } from './action-list.ts'
import { isMac, partsOf } from './key-words.ts'
import { keysFor } from './shortcuts.ts'

const SETTLED_MS = 120

const MENU_OF: Readonly<Record<ActionGroup, MenuItem['menu']>> = {
  file: 'File',
  export: 'File',
  app: 'File',
  edit: 'Edit',
  select: 'Edit',
  colour: 'Edit',
  add: 'Graph',
  arrange: 'Graph',
  move: 'Graph',
  walk: 'Graph',
  run: 'Run',
  go: 'Go',
  view: 'View',
}

/** What would make a menu longer than a screen stands in one of its own. */
const FOLDED: ReadonlySet<ActionGroup> = new Set(['export', 'select', 'colour', 'arrange', 'move', 'walk'])
const ORDER = Object.keys(ACTION_GROUPS)

export const menuItems = (): CallInput<'window.menu'>['items'] =>
  listedActions()
    .map(itemOf)
    .toSorted((one, other) => ORDER.indexOf(one.section) - ORDER.indexOf(other.section))

function itemOf(action: Action): MenuItem {
  const group = action.group ?? 'app'
  // What the browser hears itself must reach it: on a Mac the menu would take the key from every field.
  const accelerator = (action.native && isMac ? [] : keysFor(action))
    .map((keys) => acceleratorOf(keys))
    .find((keys) => keys !== undefined)
  return {
    menu: action.id === 'shortcuts' ? 'Help' : MENU_OF[group],
    section: group,
    ...(FOLDED.has(group) && { submenu: ACTION_GROUPS[group] }),
    id: action.id,
    label: inMenu(action.label, group),
    ...(accelerator !== undefined && { accelerator }),
    enabled: isAvailable(action),
  }
}

/** A menu of its own says already what stands before the colon: `Rose`, below Colour. */
function inMenu(label: string, group: ActionGroup): string {
  const before = `${ACTION_GROUPS[group]}: `
  if (!FOLDED.has(group) || !label.startsWith(before)) return label
  return label.charAt(before.length).toUpperCase() + label.slice(before.length + 1)
}

const NAMES: Readonly<Record<string, string>> = {
  mod: 'CmdOrCtrl',
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  arrowup: 'Up',
  arrowdown: 'Down',
  arrowleft: 'Left',
  arrowright: 'Right',
  '+': 'Plus',
}

/** As Electron writes it; undefined for a sequence, and on a Mac for a plain letter, which its menu would take out of a text. */
export function acceleratorOf(keys: string, mac = isMac): string | undefined {
  if (keys.includes(' ') || (mac && !/^(?:mod|ctrl)\+|^f\d+$/.test(keys))) return undefined
  return partsOf(keys)
    .map((part) => NAMES[part] ?? part.charAt(0).toUpperCase() + part.slice(1))
    .join('+')
}

/** Keeps the system's menu right until the returned function is called. */
export function tellSystemMenu(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let told = ''
  const tell = () => {
    const items = menuItems()
    const text = JSON.stringify(items)
    if (text === told) return
    told = text
    // A lost connection: the next change tells all of it again.
    void bridge.call('window.menu', { items }).catch(() => {
      told = ''
    })
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(tell, SETTLED_MS)
  }
  // What can be done changes by what is shown, by what is edited, by a run, and by what the person selects.
  const ends = [useView, useDocuments, useKinds, useSettings].map((store) => store.subscribe(soon))
  ends.push(bridge.on('run.event', soon))
  const gestures = ['pointerup', 'keyup', 'focusin'] as const
  for (const name of gestures) document.addEventListener(name, soon)
  soon()
  return () => {
    clearTimeout(timer)
    for (const end of ends) end()
    for (const name of gestures) document.removeEventListener(name, soon)
  }
}
