/** What of the graph React Flow is given: all of a small one, of a large one what is in sight and near it. */
import { type ReactFlowState, useStoreApi, type Viewport } from '@xyflow/react'
import { useEffect, useReducer, useRef } from 'react'
import { type Area, around, contains, onCanvas } from '../model/covers.ts'
import type { Filling } from './filling.ts'
import type { Size } from './first-view.ts'
import { GraphWindow, type Shown } from './graph-window.ts'
import type { Built } from './use-built.ts'

/** From this many nodes on. */
const LARGE = 150
/** Px on the screen around what is in sight. What comes nearer is built ahead of being seen, a few nodes at a time. */
const MARGIN = 64
/** What was built stays until it is as far off. */
const FAR = 160
/** Px of the canvas, for what goes nowhere. */
const EVERYWHERE = 1e9
/** Zoomed in by more, what is out of sight by then goes. */
const CLOSER = 1.2

interface Sight {
  readonly area: Area
  readonly zoom: number
}

/** `nothing` says that the graph is painted, and React Flow gets none of it. */
export function useWindow(built: Built, first: Viewport, size: Size, nothing: boolean, filling: Filling): Shown {
  const store = useStoreApi()
  const window = useRef(new GraphWindow()).current
  const sight = useRef(sightOf([first.x, first.y, first.zoom], size))
  /** Of what is far off by now, because it was zoomed when it was looked at last. */
  const stayed = useRef(false)
  const [, lookAgain] = useReducer((count: number) => count + 1, 0)
  const windowed = !nothing && built.nodes.length >= LARGE
  if (windowed) sight.current = sightNow(store.getState(), sight.current, filling.zooming)
  useEffect(() => {
    if (!windowed) return
    const follow = () => {
      if (sightNow(store.getState(), sight.current, filling.zooming) !== sight.current) lookAgain()
    }
    follow()
    const leave = store.subscribe(follow)
    const leaveRest = filling.onRest(() => (stayed.current ? lookAgain() : follow()))
    return () => {
      leave()
      leaveRest()
    }
  }, [store, windowed, filling])
  if (nothing) return NOTHING
  if (!windowed) return built
  const { area, zoom } = sight.current
  stayed.current = filling.zooming
  const held = isHeld(store.getState()) || filling.zooming
  return window.look(
    built.nodes,
    built.edges,
    around(area, MARGIN / zoom),
    around(area, held ? EVERYWHERE : FAR / zoom),
  )
}

const NOTHING: Shown = { nodes: [], edges: [] }

/** While a box is drawn or something is in the hand, nothing goes: React Flow would let go of what is no longer there. */
const isHeld = ({ userSelectionActive, connection, paneDragging }: ReactFlowState): boolean =>
  userSelectionActive || (connection.inProgress && !paneDragging)

function sightOf(transform: ReactFlowState['transform'], { width, height }: Size): Sight {
  return { area: onCanvas({ x: 0, y: 0, width, height }, transform), zoom: transform[2] }
}

/**
 * The same object while what is in sight lies within half the margin of it. Of what goes out of sight while it is zoomed nothing
 * goes before the view rests: to take it away would cost the frames of the zoom, and it may come back.
 */
function sightNow({ transform, width, height, panZoom }: ReactFlowState, before: Sight, zooming: boolean): Sight {
  // Until React Flow has taken over the first view, the store knows nothing of it.
  if (!panZoom || width === 0) return before
  const now = sightOf(transform, { width, height })
  const room = around(before.area, MARGIN / 2 / before.zoom)
  return contains(room, now.area) && (zooming || now.zoom < before.zoom * CLOSER) ? before : now
}
