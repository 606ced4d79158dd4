/** Copying nodes as text and pasting them. The keys are the browser's own; these are for menus and the palette. */
import { ClipboardPaste, Copy, PackageOpen, PackagePlus, Replace, Scissors, Search } from 'lucide-react'
import { openSearch } from '../canvas/search/search-state.ts'
import { readClipboard, writeClipboard } from '../clipboard/clipboard.ts'
import { pasteText } from '../clipboard/clipboard-events.ts'
import { extractProblem, extractSelection, inlineProblem, inlineSelection } from '../files/part-deeds.ts'
import type { Action } from './action.ts'
import { editableCanvas, shownCanvas } from './canvas-actions.ts'

const hasSelection = (): boolean => (shownCanvas()?.selected().size ?? 0) > 0

const editable = (): boolean => editableCanvas() !== undefined

const SELECT_FIRST = 'Select a node first.'

const withSelection = (deed: (ref: string, ids: ReadonlySet<string>) => void): void => {
  const canvas = editableCanvas()
  if (canvas) deed(canvas.documentRef, canvas.selected())
}

const extractWhyNot = (canvas = editableCanvas()): string | undefined =>
  canvas && extractProblem(canvas.documentRef, canvas.selected())

const inlineWhyNot = (canvas = editableCanvas()): string | undefined =>
  canvas && inlineProblem(canvas.documentRef, canvas.selected())

export const clipboardActions: readonly Action[] = [
  {
    id: 'copy',
    icon: Copy,
    places: ['node'],
    whyNot: () => SELECT_FIRST,
    label: 'Copy nodes',
    keys: 'mod+c',
    native: true,
    group: 'edit',
    available: hasSelection,
    perform: () => void copySelected(),
  },
  {
    id: 'cut',
    icon: Scissors,
    places: ['node'],
    whyNot: () => SELECT_FIRST,
    label: 'Cut nodes',
    keys: 'mod+x',
    native: true,
    group: 'edit',
    available: () => editable() && hasSelection(),
    perform: () => void cutSelected(),
  },
  {
    id: 'paste',
    icon: ClipboardPaste,
    words: 'insert clipboard',
    places: ['canvas'],
    label: 'Paste',
    keys: 'mod+v',
    native: true,
    group: 'edit',
    available: editable,
    perform: () => void paste(false),
  },
  {
    id: 'paste-with-links',
    icon: ClipboardPaste,
    places: ['canvas'],
    label: 'Paste with links: join it to the nodes it was joined to',
    keys: 'mod+shift+v',
    native: true,
    group: 'edit',
    available: editable,
    perform: () => void paste(true),
  },
  {
    id: 'extract',
    label: 'Make a command of the selection…',
    icon: PackagePlus,
    group: 'edit',
    words: 'extract sub-workflow',
    places: ['node'],
    available: () => editable() && extractWhyNot() === undefined,
    whyNot: () => (editable() ? extractWhyNot() : undefined),
    perform: () => withSelection(extractSelection),
  },
  {
    id: 'inline',
    label: 'Put the nodes of the command in its place',
    icon: PackageOpen,
    group: 'edit',
    words: 'inline unpack expand',
    places: ['node'],
    available: () => editable() && inlineWhyNot() === undefined,
    whyNot: () => (editable() ? inlineWhyNot() : undefined),
    perform: () => withSelection((ref, ids) => void inlineSelection(ref, ids)),
  },
  {
    id: 'find',
    label: 'Search in the graph',
    icon: Search,
    group: 'edit',
    keys: 'mod+f',
    words: 'find text',
    inFields: true,
    places: ['canvas'],
    available: () => shownCanvas() !== undefined,
    perform: () => openSearch(),
  },
  {
    id: 'replace',
    label: 'Search and replace in the graph',
    icon: Replace,
    group: 'edit',
    keys: 'mod+alt+f',
    inFields: true,
    available: editable,
    perform: () => openSearch(true),
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
