/** What is done with the mouse too: adding at a port, selecting along the edges, lining up, colours, taking out of a chain. */
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceBetween,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceBetween,
  ArrowLeftToLine,
  ArrowRightToLine,
  CornerDownRight,
  Focus,
  LayoutDashboard,
  type LucideIcon,
  Map as MapIcon,
  Palette,
  Plus,
  SquareDashedMousePointer,
  StickyNote,
  Unplug,
} from 'lucide-react'
import type { CanvasCommands } from '../canvas/canvas-commands.ts'
import type { Direction, Side } from '../canvas/edit/align.ts'
import { NODE_COLORS } from '../canvas/model/node-colors.ts'
import { useKinds } from '../state/kinds.ts'
import { toggleMap } from '../state/map-shown.ts'
import type { Action } from './action.ts'
import { editableCanvas, editing, SELECT_FIRST, shownCanvas, someSelected, viewing } from './canvas-actions.ts'
import { focusCameByTab } from './focus-came-by.ts'

const nodesSelected = (canvas = editableCanvas()): boolean => (canvas?.selected().size ?? 0) > 0
const arrangeable = (): number => editableCanvas()?.arrangeable() ?? 0

const ADDING: readonly Action[] = [
  editing('add')({
    id: 'add-next',
    label: 'Add what comes next',
    icon: CornerDownRight,
    keys: 'tab',
    words: 'insert new node edge port',
    places: ['node'],
    // Where nothing has the focus, Tab gives it to something.
    available: () =>
      document.activeElement !== document.body && !focusCameByTab() && editableCanvas()?.canAddNext() === true,
    whyNot: () => 'Select a node that goes on, or an edge.',
    perform: (canvas) => canvas.addNext(),
  }),
  editing('add')({
    id: 'insert-on-edge',
    label: 'Insert a node into the edge',
    icon: Plus,
    words: 'add between split',
    sharesKeysWith: 'open-settings',
    places: ['edge'],
    available: () => editableCanvas()?.selectedEdges().size === 1 && !nodesSelected(),
    whyNot: () => 'Select an edge first.',
    perform: (canvas) => canvas.addNext(),
  }),
  editing('add')({
    id: 'add-note',
    label: 'Add a note',
    icon: StickyNote,
    keys: 'n',
    words: 'sticky comment remark',
    places: ['canvas'],
    available: () => noteKind() !== undefined,
    perform: addNote,
  }),
]

const noteKind = () => useKinds.getState().list.find((kind) => kind.shape === 'note')

function addNote(canvas: CanvasCommands): void {
  const kind = noteKind()
  if (kind) canvas.addNote(kind)
}

const SELECTING: readonly Action[] = [
  editing('select')({
    id: 'select-inverse',
    label: 'Invert the selection',
    icon: SquareDashedMousePointer,
    keys: 'i',
    perform: (canvas) => canvas.select('inverse'),
  }),
  editing('select')({
    id: 'select-upstream',
    label: 'Select all that leads here',
    icon: ArrowLeftToLine,
    keys: '[',
    words: 'upstream before ancestors',
    available: () => nodesSelected(),
    whyNot: () => SELECT_FIRST,
    perform: (canvas) => canvas.select('upstream'),
  }),
  editing('select')({
    id: 'select-downstream',
    label: 'Select all that follows',
    icon: ArrowRightToLine,
    keys: ']',
    words: 'downstream after descendants',
    available: () => nodesSelected(),
    whyNot: () => SELECT_FIRST,
    perform: (canvas) => canvas.select('downstream'),
  }),
]

const EDITING: readonly Action[] = [
  editing('edit')({
    id: 'delete-reconnect',
    label: 'Delete and reconnect',
    icon: Unplug,
    keys: ['shift+delete', 'shift+backspace'],
    words: 'remove keep edges bridge',
    places: ['node'],
    available: () => editableCanvas()?.canReconnect() === true,
    whyNot: () => (someSelected() ? 'It goes on to no node, or to several.' : SELECT_FIRST),
    perform: (canvas) => canvas.removeAndReconnect(),
  }),
  ...[...NODE_COLORS, undefined].map((color) =>
    editing('colour')({
      id: `color-${color ?? 'none'}`,
      label: `Colour: ${color ?? 'none'}`,
      icon: Palette,
      available: () => nodesSelected(),
      perform: (canvas) => canvas.color(color),
    }),
  ),
]

const SIDES: readonly (readonly [Side, string, string, LucideIcon])[] = [
  ['left', 'Align left', 'alt+l', AlignStartVertical],
  ['centre', 'Align centres', 'alt+c', AlignCenterVertical],
  ['right', 'Align right', 'alt+r', AlignEndVertical],
  ['top', 'Align top', 'alt+t', AlignStartHorizontal],
  ['middle', 'Align middles', 'alt+m', AlignCenterHorizontal],
  ['bottom', 'Align bottom', 'alt+b', AlignEndHorizontal],
]
const DIRECTIONS: readonly (readonly [Direction, string, string, LucideIcon])[] = [
  ['horizontal', 'Distribute horizontally', 'alt+h', AlignHorizontalSpaceBetween],
  ['vertical', 'Distribute vertically', 'alt+v', AlignVerticalSpaceBetween],
]
const SELECT_TWO = 'Select two nodes or more.'

const ARRANGING: readonly Action[] = [
  ...SIDES.map(([side, label, keys, icon]) =>
    editing('arrange')({
      id: `align-${side}`,
      label,
      icon,
      keys,
      words: 'line up',
      available: () => arrangeable() > 1,
      whyNot: () => SELECT_TWO,
      perform: (canvas) => canvas.align(side),
    }),
  ),
  ...DIRECTIONS.map(([direction, label, keys, icon]) =>
    editing('arrange')({
      id: `distribute-${direction}`,
      label,
      icon,
      keys,
      words: 'spread space evenly',
      available: () => arrangeable() > 2,
      whyNot: () => 'Select three nodes or more.',
      perform: (canvas) => canvas.distribute(direction),
    }),
  ),
  editing('arrange')({
    id: 'tidy-selection',
    label: 'Tidy the selection',
    icon: LayoutDashboard,
    keys: 'shift+t',
    words: 'layout arrange',
    available: () => arrangeable() > 1,
    whyNot: () => SELECT_TWO,
    perform: (canvas) => canvas.tidySelection(),
  }),
]

const LOOKING: readonly Action[] = [
  viewing({
    id: 'zoom-selection',
    label: 'Zoom to the selection',
    icon: Focus,
    keys: ['2', 'shift+2'],
    available: () => (shownCanvas()?.selected().size ?? 0) > 0,
    whyNot: () => SELECT_FIRST,
    perform: (canvas) => canvas.fitSelection(),
  }),
  viewing({
    id: 'map',
    label: 'Show or hide the map',
    icon: MapIcon,
    keys: 'm',
    words: 'minimap overview',
    places: ['canvas'],
    perform: toggleMap,
  }),
]

export const gestureActions: readonly Action[] = [...ADDING, ...SELECTING, ...EDITING, ...ARRANGING, ...LOOKING]
