/** What is done on the graph itself. Its keys count while the focus is on the canvas. */
import {
  Copy,
  Eraser,
  Hand,
  LayoutDashboard,
  Maximize,
  MousePointer2,
  PanelRight,
  PenLine,
  Plus,
  Scan,
  SquareDashedMousePointer,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { type CanvasCommands, canvasCommands } from '../canvas/canvas-commands.ts'
import { connectingOn } from '../canvas/walk/connecting.ts'
import { shownTab } from '../state/view.ts'
import type { Action, ActionGroup } from './action.ts'

/** The canvas of the shown tab. */
export function shownCanvas(): CanvasCommands | undefined {
  const canvas = canvasCommands()
  return canvas?.documentRef === shownTab()?.ref ? canvas : undefined
}

export const editableCanvas = (): CanvasCommands | undefined => {
  const canvas = shownCanvas()
  return canvas?.editable ? canvas : undefined
}

export const someSelected = (canvas = editableCanvas()): boolean =>
  canvas !== undefined && canvas.selected().size + canvas.selectedEdges().size > 0

/** An edge is being drawn by the keyboard. */
export const isConnecting = (canvas = editableCanvas()): boolean =>
  canvas !== undefined && connectingOn(canvas.documentRef) !== null

const onlyOne = (canvas = shownCanvas()): boolean => canvas?.selected().size === 1
export const SELECT_FIRST = 'Select a node first.'
/** Of what edits, beside a run: whoever seeks it by its name finds it. */
export const EDIT_FIRST = 'Go to Edit first.'

export type Deed = Omit<Action, 'group' | 'scope' | 'perform'> & { readonly perform: (canvas: CanvasCommands) => void }

export const viewing = (deed: Deed): Action => onCanvas(deed, 'view', shownCanvas)
export const editing = (group: ActionGroup) => (deed: Deed) => onCanvas(deed, group, editableCanvas)

function onCanvas(deed: Deed, group: ActionGroup, canvas: () => CanvasCommands | undefined): Action {
  return {
    ...deed,
    group,
    scope: 'canvas',
    available: () => canvas() !== undefined && (deed.available?.() ?? true),
    whyNot: () => (canvas() ? deed.whyNot?.() : shownCanvas() && EDIT_FIRST),
    perform: () => {
      const shown = canvas()
      if (shown) deed.perform(shown)
    },
  }
}

export const canvasActions: readonly Action[] = [
  viewing({
    id: 'zoom-in',
    label: 'Zoom in',
    icon: ZoomIn,
    keys: ['+', '='],
    perform: (canvas) => canvas.zoom('in'),
  }),
  viewing({ id: 'zoom-out', label: 'Zoom out', icon: ZoomOut, keys: '-', perform: (canvas) => canvas.zoom('out') }),
  viewing({
    id: 'zoom-100',
    label: 'Zoom to 100 %',
    icon: Scan,
    keys: ['0', 'shift+0'],
    perform: (canvas) => canvas.zoom(1),
  }),
  viewing({
    id: 'fit',
    label: 'Fit the graph into view',
    icon: Maximize,
    keys: ['1', 'shift+1'],
    words: 'zoom all',
    places: ['canvas'],
    perform: (canvas) => canvas.fit(),
  }),
  viewing({
    id: 'open-settings',
    label: 'Open the settings of the node',
    icon: PanelRight,
    keys: 'enter',
    words: 'inspector',
    places: ['node'],
    available: () => onlyOne() && !isConnecting(),
    whyNot: () => SELECT_FIRST,
    perform: (canvas) => canvas.openSelected(),
  }),
  editing('add')({
    id: 'add-node',
    label: 'Add a node',
    icon: Plus,
    keys: ['a', '/'],
    words: 'insert new',
    places: ['canvas'],
    perform: (canvas) => canvas.openAddMenu(),
  }),
  editing('arrange')({
    id: 'tidy',
    label: 'Tidy: lay everything out',
    icon: LayoutDashboard,
    keys: 't',
    words: 'layout arrange',
    places: ['canvas'],
    perform: (canvas) => canvas.tidy(),
  }),
  editing('edit')({
    id: 'select-tool',
    label: 'Select with the pointer',
    icon: MousePointer2,
    keys: 'v',
    words: 'tool',
    perform: (canvas) => canvas.setTool('select'),
  }),
  editing('edit')({
    id: 'hand-tool',
    label: 'Move the canvas with the pointer',
    icon: Hand,
    keys: 'h',
    words: 'tool pan',
    perform: (canvas) => canvas.setTool('hand'),
  }),
  editing('edit')({
    id: 'rename',
    label: 'Rename the node',
    icon: PenLine,
    keys: 'f2',
    words: 'title',
    places: ['node'],
    available: onlyOne,
    whyNot: () => SELECT_FIRST,
    perform: (canvas) => canvas.renameSelected(),
  }),
  editing('select')({
    id: 'select-all',
    label: 'Select all nodes',
    icon: SquareDashedMousePointer,
    keys: 'mod+a',
    places: ['canvas'],
    perform: (canvas) => canvas.select('all'),
  }),
  editing('edit')({
    id: 'duplicate-nodes',
    label: 'Duplicate',
    icon: Copy,
    keys: 'mod+d',
    places: ['node'],
    available: () => (editableCanvas()?.selected().size ?? 0) > 0,
    whyNot: () => SELECT_FIRST,
    perform: (canvas) => canvas.duplicate(),
  }),
  editing('edit')({
    id: 'delete',
    label: 'Delete',
    icon: Eraser,
    keys: ['delete', 'backspace'],
    words: 'remove',
    places: ['node', 'edge'],
    available: () => someSelected(),
    whyNot: () => 'Select a node or an edge first.',
    perform: (canvas) => canvas.remove(),
  }),
]
