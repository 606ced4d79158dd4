/** Copying nodes as text and pasting them. The keys are the browser's own; these are for menus and the palette. */
import { readClipboard, writeClipboard } from '../clipboard/clipboard.ts'
import { pasteText, shownCanvas } from '../clipboard/clipboard-events.ts'
import type { Action } from './action.ts'

const hasSelection = (): boolean => (shownCanvas()?.selected().size ?? 0) > 0

const editable = (): boolean => shownCanvas()?.editable === true

export const clipboardActions: readonly Action[] = [
  {
    id: 'copy',
    label: 'Copy nodes',
    keys: 'mod+c',
    native: true,
    available: hasSelection,
    perform: () => void copySelected(),
  },
  {
    id: 'cut',
    label: 'Cut nodes',
    keys: 'mod+x',
    native: true,
    available: () => editable() && hasSelection(),
    perform: () => void cutSelected(),
  },
  {
    id: 'paste',
    label: 'Paste',
    keys: 'mod+v',
    native: true,
    available: editable,
    perform: () => void paste(false),
  },
  {
    id: 'paste-with-links',
    label: 'Paste with links: join it to the nodes it was joined to',
    keys: 'mod+shift+v',
    native: true,
    available: editable,
    perform: () => void paste(true),
  },
  {
    id: 'duplicate',
    label: 'Duplicate nodes',
    keys: 'mod+d',
    available: () => editable() && hasSelection(),
    perform: () => shownCanvas()?.duplicate(),
  },
]

async function copySelected(): Promise<boolean> {
  const text = shownCanvas()?.copyText()
  return text !== undefined && writeClipboard(text)
}

/** Nothing goes before the clipboard has it. */
async function cutSelected(): Promise<void> {
  if (await copySelected()) shownCanvas()?.remove()
}

async function paste(links: boolean): Promise<void> {
  const text = await readClipboard()
  if (text !== undefined) pasteText(text, links)
}
