/** What can be done on the canvas, in the order of the palette. The keys count while the canvas has the focus. */
import { type CanvasCommands, canvasCommands } from '../canvas/canvas-commands.ts'
import type { Direction, Side } from '../canvas/edit/align.ts'
import { NODE_COLORS } from '../canvas/model/node-colors.ts'
import { useKinds } from '../state/kinds.ts'
import { toggleMap } from '../state/map-shown.ts'
import { shownTab } from '../state/view.ts'
import type { Action } from './action.ts'

/** The canvas that is shown. */
const canvas = (): CanvasCommands | undefined => {
  const commands = canvasCommands()
  return commands?.documentRef === shownTab()?.ref ? commands : undefined
}

const editing = (): CanvasCommands | undefined => (canvas()?.editable ? canvas() : undefined)

interface Deed {
  readonly id: string
  readonly label: string
  readonly keys?: string
  readonly when?: (canvas: CanvasCommands) => boolean
  readonly perform: (canvas: CanvasCommands) => void
}

/** An action that asks the canvas; `on` says which, if it is there. */
function act(on: () => CanvasCommands | undefined, { when, perform, ...named }: Deed): Action {
  return {
    ...named,
    onCanvas: true,
    available: () => {
      const commands = on()
      return commands !== undefined && (when?.(commands) ?? true)
    },
    perform: () => {
      const commands = on()
      if (commands) perform(commands)
    },
  }
}

const several: Deed['when'] = (commands) => commands.arrangeable() > 1
const some: Deed['when'] = (commands) => commands.selected().size > 0
const anything: Deed['when'] = (commands) => commands.selected().size > 0 || commands.selectedEdges().size > 0

const ADDING: readonly Action[] = [
  act(editing, { id: 'add-node', label: 'Add a node…', keys: 'a', perform: (on) => on.addNode() }),
  act(editing, {
    id: 'add-next',
    label: 'Add what comes next…',
    keys: 'tab',
    when: anything,
    perform: (on) => void on.addNext(),
  }),
  act(editing, {
    id: 'add-note',
    label: 'Add a note',
    keys: 'n',
    when: () => noteKind() !== undefined,
    perform: addNote,
  }),
]

const SELECTING: readonly Action[] = [
  act(editing, { id: 'select-all', label: 'Select everything', keys: 'mod+a', perform: (on) => on.select('all') }),
  act(editing, {
    id: 'select-inverse',
    label: 'Invert the selection',
    keys: 'i',
    perform: (on) => on.select('inverse'),
  }),
  act(editing, {
    id: 'select-upstream',
    label: 'Select what leads here',
    keys: '[',
    when: some,
    perform: (on) => on.select('upstream'),
  }),
  act(editing, {
    id: 'select-downstream',
    label: 'Select what follows',
    keys: ']',
    when: some,
    perform: (on) => on.select('downstream'),
  }),
]

const EDITING: readonly Action[] = [
  act(editing, { id: 'duplicate', label: 'Duplicate', keys: 'mod+d', when: some, perform: (on) => on.duplicate() }),
  act(editing, {
    id: 'rename-node',
    label: 'Rename, or write the note',
    keys: 'f2',
    when: (on) => on.selected().size === 1,
    perform: (on) => on.rename(),
  }),
  act(editing, { id: 'delete', label: 'Delete', keys: 'delete', when: anything, perform: (on) => on.remove() }),
  act(editing, {
    id: 'delete-reconnect',
    label: 'Delete and reconnect',
    keys: 'shift+delete',
    when: (on) => on.canReconnect(),
    perform: (on) => on.removeAndReconnect(),
  }),
  ...NODE_COLORS.map((color) =>
    act(editing, { id: `color-${color}`, label: `Colour: ${color}`, when: some, perform: (on) => on.color(color) }),
  ),
  act(editing, { id: 'color-none', label: 'Colour: none', when: some, perform: (on) => on.color(undefined) }),
]

const SIDES: readonly (readonly [Side, string, string])[] = [
  ['left', 'Align left', 'alt+l'],
  ['centre', 'Align centres', 'alt+c'],
  ['right', 'Align right', 'alt+r'],
  ['top', 'Align top', 'alt+t'],
  ['middle', 'Align middles', 'alt+m'],
  ['bottom', 'Align bottom', 'alt+b'],
]
const DIRECTIONS: readonly (readonly [Direction, string, string])[] = [
  ['horizontal', 'Distribute horizontally', 'alt+h'],
  ['vertical', 'Distribute vertically', 'alt+v'],
]

const ARRANGING: readonly Action[] = [
  ...SIDES.map(([side, label, keys]) =>
    act(editing, { id: `align-${side}`, label, keys, when: several, perform: (on) => on.align(side) }),
  ),
  ...DIRECTIONS.map(([direction, label, keys]) =>
    act(editing, {
      id: `distribute-${direction}`,
      label,
      keys,
      when: (on) => on.arrangeable() > 2,
      perform: (on) => on.distribute(direction),
    }),
  ),
  act(editing, { id: 'tidy', label: 'Tidy everything', keys: 't', perform: (on) => on.tidy() }),
  act(editing, {
    id: 'tidy-selection',
    label: 'Tidy the selection',
    keys: 'alt+y',
    when: several,
    perform: (on) => on.tidySelection(),
  }),
]

const LOOKING: readonly Action[] = [
  act(editing, { id: 'tool-select', label: 'Select and move', keys: 'v', perform: (on) => on.use('select') }),
  act(editing, { id: 'tool-hand', label: 'Move the canvas', keys: 'h', perform: (on) => on.use('hand') }),
  act(canvas, { id: 'zoom-fit', label: 'Zoom to everything', keys: '1', perform: (on) => on.zoom('all') }),
  act(canvas, {
    id: 'zoom-selection',
    label: 'Zoom to the selection',
    keys: '2',
    when: some,
    perform: (on) => on.zoom('selection'),
  }),
  act(canvas, { id: 'zoom-whole', label: 'Zoom to 100 %', keys: '0', perform: (on) => on.zoom('whole') }),
  act(canvas, { id: 'zoom-in', label: 'Zoom in', keys: '+', perform: (on) => on.zoom('in') }),
  act(canvas, { id: 'zoom-out', label: 'Zoom out', keys: '-', perform: (on) => on.zoom('out') }),
  act(canvas, { id: 'map', label: 'Show or hide the map', keys: 'm', perform: toggleMap }),
]

export const canvasActions: readonly Action[] = [...ADDING, ...SELECTING, ...EDITING, ...ARRANGING, ...LOOKING]

const noteKind = () => useKinds.getState().list.find((kind) => kind.shape === 'note')

function addNote(on: CanvasCommands): void {
  const kind = noteKind()
  if (kind) on.addNote(kind)
}
