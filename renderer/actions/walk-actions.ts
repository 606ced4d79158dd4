/** Going through the graph without a mouse: to the node that lies there, along the edges, to what needs a person. */
import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  CornerUpLeft,
  LogOut,
  type LucideIcon,
  Move,
  OctagonAlert,
  PanelsTopLeft,
  Spline,
  SquareMousePointer,
  UserRound,
  Waypoints,
} from 'lucide-react'
import { closeSearch, searchIsOpen } from '../canvas/search/search-state.ts'
import type { Along } from '../canvas/walk/along-edges.ts'
import { announce } from '../canvas/walk/announce.ts'
import { nextConnectingPort, setConnecting } from '../canvas/walk/connecting.ts'
import type { Direction } from '../canvas/walk/nearest.ts'
import { documentNow } from '../state/documents.ts'
import type { Action } from './action.ts'
import { editableCanvas, editing, isConnecting, SELECT_FIRST, shownCanvas } from './canvas-actions.ts'
import { focusPart } from './window-parts.ts'

/** The grid of the canvas, and a step of several. */
const STEP = 8
const FAR = 64

const DIRECTIONS: readonly (readonly [Direction, LucideIcon, number, number])[] = [
  ['left', ArrowLeft, -1, 0],
  ['right', ArrowRight, 1, 0],
  ['up', ArrowUp, 0, -1],
  ['down', ArrowDown, 0, 1],
]

const ALONG: readonly (readonly [Along, string, string, string])[] = [
  ['forward', 'Follow the edge to the next node', 'shift+arrowright', 'forward outgoing'],
  ['back', 'Follow the edge back', 'shift+arrowleft', 'backward incoming'],
  ['next', 'Go to the next node beside it', 'shift+arrowdown', 'sibling branch'],
  ['previous', 'Go to the node beside it before', 'shift+arrowup', 'sibling branch'],
]

const several = (): boolean => (editableCanvas()?.selected().size ?? 0) > 1
const goesOn = (): boolean => editableCanvas()?.canAddNext() === true
const some = (): boolean => (editableCanvas()?.selected().size ?? 0) > 0

const walking: readonly Action[] = [
  ...DIRECTIONS.map(
    ([direction, icon]): Action => ({
      id: `walk-${direction}`,
      label: `Go to the node ${wordOf(direction)}`,
      icon,
      group: 'walk',
      scope: 'canvas',
      keys: `arrow${direction}`,
      words: 'arrow walk select',
      available: () => shownCanvas() !== undefined && !several(),
      perform: () => shownCanvas()?.walk(direction),
    }),
  ),
  ...ALONG.map(
    ([way, label, keys, words]): Action => ({
      id: `follow-${way}`,
      label,
      icon: Waypoints,
      group: 'walk',
      scope: 'canvas',
      keys,
      words,
      available: () => shownCanvas() !== undefined,
      perform: () => shownCanvas()?.follow(way),
    }),
  ),
]

function wordOf(direction: Direction): string {
  if (direction === 'up') return 'above'
  return direction === 'down' ? 'below' : `on the ${direction}`
}

/** Of several that are selected the bare arrows move them too: there is no one node to go on from. */
const moving: readonly Action[] = DIRECTIONS.flatMap(([direction, icon, dx, dy]): Action[] => [
  editing('move')({
    id: `nudge-${direction}`,
    label: `Move ${direction}`,
    icon,
    keys: `mod+arrow${direction}`,
    words: 'nudge position',
    available: some,
    whyNot: () => SELECT_FIRST,
    perform: (canvas) => canvas.nudge([dx * STEP, dy * STEP]),
  }),
  editing('move')({
    id: `nudge-${direction}-several`,
    label: `Move the selected nodes ${direction}`,
    icon,
    sharesKeysWith: `walk-${direction}`,
    words: 'nudge position',
    available: several,
    perform: (canvas) => canvas.nudge([dx * STEP, dy * STEP]),
  }),
  editing('move')({
    id: `nudge-${direction}-far`,
    label: `Move ${direction} by a large step`,
    icon: Move,
    keys: `mod+shift+arrow${direction}`,
    words: 'nudge position',
    available: some,
    whyNot: () => SELECT_FIRST,
    perform: (canvas) => canvas.nudge([dx * FAR, dy * FAR]),
  }),
])

const connecting: readonly Action[] = [
  editing('walk')({
    id: 'connect',
    label: 'Draw an edge from the node',
    icon: Spline,
    keys: 'c',
    words: 'connect join link port',
    places: ['node'],
    available: () => isConnecting() || (editableCanvas()?.selected().size === 1 && goesOn()),
    whyNot: () => (some() ? 'Nothing can follow it.' : SELECT_FIRST),
    perform: (canvas) => {
      if (isConnecting()) return nextConnectingPort()
      const refused = canvas.startConnecting()
      if (refused !== undefined) announce(refused)
    },
  }),
  editing('walk')({
    id: 'connect-here',
    label: 'End the edge at this node',
    icon: CornerUpLeft,
    sharesKeysWith: 'open-settings',
    available: () => isConnecting(),
    perform: (canvas) => canvas.connectHere(),
  }),
  {
    id: 'leave',
    label: 'Leave the edge, the search, the selection, the graph',
    icon: LogOut,
    group: 'walk',
    scope: 'canvas',
    keys: 'escape',
    words: 'deselect cancel exit',
    // While a run is watched, Esc is for the run.
    available: () => editableCanvas() !== undefined,
    perform: leave,
  },
]

function leave(): void {
  const canvas = editableCanvas()
  if (isConnecting()) setConnecting(null)
  else if (searchIsOpen()) closeSearch()
  else if (canvas && canvas.selected().size + canvas.selectedEdges().size > 0) canvas.deselect()
  else focusPart(1)
}

const going: readonly Action[] = [
  {
    id: 'next-problem',
    label: 'Next problem',
    icon: OctagonAlert,
    group: 'walk',
    keys: 'g p',
    words: 'error warning',
    available: () => editableCanvas() !== undefined && problemNodes().size > 0,
    whyNot: () => (editableCanvas() ? 'There is no problem.' : undefined),
    perform: () => void editableCanvas()?.goToNextOf(problemNodes()),
  },
  {
    id: 'next-waiting',
    label: 'Next node that needs you',
    icon: UserRound,
    group: 'walk',
    keys: 'g a',
    words: 'approval answer person',
    available: () => (shownCanvas()?.waitingNodes().size ?? 0) > 0,
    perform: () => {
      const canvas = shownCanvas()
      canvas?.goToNextOf(canvas.waitingNodes())
    },
  },
  {
    id: 'go-graph',
    label: 'The graph',
    icon: SquareMousePointer,
    group: 'go',
    keys: 'g g',
    words: 'canvas focus',
    available: () => shownCanvas() !== undefined,
    perform: () => shownCanvas()?.focus(),
  },
  {
    id: 'next-part',
    label: 'Next part of the window',
    icon: PanelsTopLeft,
    group: 'go',
    keys: 'f6',
    words: 'focus sidebar inspector graph transcript region',
    inFields: true,
    perform: () => focusPart(1),
  },
  {
    id: 'previous-part',
    label: 'Part of the window before',
    icon: PanelsTopLeft,
    group: 'go',
    keys: 'shift+f6',
    words: 'focus sidebar inspector graph transcript region',
    inFields: true,
    perform: () => focusPart(-1),
  },
  {
    id: 'back-to-graph',
    label: 'Back from the settings to the graph',
    icon: CornerUpLeft,
    group: 'walk',
    scope: 'inspector',
    keys: 'escape',
    inFields: true,
    available: () => editableCanvas() !== undefined,
    perform: () => editableCanvas()?.focus(),
  },
]

function problemNodes(): ReadonlySet<string> {
  const problems = documentNow(editableCanvas()?.documentRef ?? '')?.problems ?? []
  return new Set(problems.flatMap(({ nodeId }) => nodeId ?? []))
}

export const walkActions: readonly Action[] = [...walking, ...moving, ...connecting, ...going]
