/** The whole graph in the corner, painted, with a frame around what is in sight. A click or a drag moves the view there, arrows move it on. */
import { useReactFlow, useStoreApi } from '@xyflow/react'
import { Map as MapIcon } from 'lucide-react'
import {
  type KeyboardEvent,
  memo,
  type PointerEvent,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { IconButton } from '../../parts/icon-button.tsx'
import { toggleMap, useMapShown } from '../../state/map-shown.ts'
import { useShownTheme } from '../../state/shown-theme.ts'
import { boundsOf } from '../edit/align.ts'
import type { Places } from '../layout/lay-out.ts'
import type { NodeView } from '../model/node-view.ts'
import { placeOfView } from './first-view.ts'
import { MAP, type MapScale, mapScale, sightOnMap } from './map-scale.ts'
import { paintMap } from './paint-map.ts'
import './minimap.css'

export interface MinimapProps {
  readonly views: ReadonlyMap<string, NodeView>
  /** On the canvas. */
  readonly places: Places | undefined
  readonly hidden: ReadonlySet<string>
  readonly selected: ReadonlySet<string>
}

export const Minimap = memo(function Minimap(props: MinimapProps) {
  const shown = useMapShown((map) => map.shown)
  return (
    <div className="minimap-corner" data-scope="window">
      {shown && <Sheet {...props} />}
      <div className="toolbar">
        <IconButton
          icon={MapIcon}
          label={shown ? 'Hide the map' : 'Show the map'}
          action="map"
          side="left"
          aria-pressed={shown}
          onClick={toggleMap}
        />
      </div>
    </div>
  )
})

/** Of what is in sight, by one press of an arrow. */
const STEP = 0.25
const STEPS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

function Sheet(props: MinimapProps) {
  const { views, places, hidden, selected } = useUnhurried(props)
  const flow = useReactFlow()
  const store = useStoreApi()
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const theme = useShownTheme()
  const scale = useMemo(() => {
    const bounds = boundsOf([...views.keys()].flatMap((id) => placeOfView(id, places, views) ?? []))
    return bounds && mapScale(bounds)
  }, [views, places])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useEffect(() => {
    if (!scale || !places) return
    const planned = requestAnimationFrame(() => {
      if (canvas.current) paintMap(canvas.current, { views, places, hidden, selected, ...scale, ...MAP })
    })
    return () => cancelAnimationFrame(planned)
  }, [views, places, hidden, selected, scale, theme])
  useSight(frame, scale)
  if (!scale) return null
  const look = (event: PointerEvent<HTMLElement>) => {
    if (event.buttons !== 1) return
    const bounds = event.currentTarget.getBoundingClientRect()
    event.currentTarget.setPointerCapture(event.pointerId)
    const x = (event.clientX - bounds.left) / scale.by + scale.left
    const y = (event.clientY - bounds.top) / scale.by + scale.top
    void flow.setCenter(x, y, { zoom: flow.getZoom() })
  }
  const step = (event: KeyboardEvent) => {
    const by = STEPS[event.key]
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    const { x, y, zoom } = flow.getViewport()
    const { width, height } = store.getState()
    void flow.setViewport({ x: x - by[0] * width * STEP, y: y - by[1] * height * STEP, zoom })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: it groups no fields
    <div
      className="minimap"
      role="group"
      aria-label="Map of the graph; the arrows move the view"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows move the view
      tabIndex={0}
      onPointerDown={look}
      onPointerMove={look}
      onKeyDown={step}
    >
      <canvas ref={canvas} style={{ width: MAP.width, height: MAP.height }} />
      <div ref={frame} className="minimap-sight" />
    </div>
  )
}

/** All of the graph is painted for one node that moves, so while something is dragged it is painted a few times a second. */
const PAINT_MS = 120

function useUnhurried(props: MinimapProps): MinimapProps {
  const [shown, setShown] = useState(props)
  const now = useRef({ props, at: 0 })
  now.current.props = props
  const calm = shown.views === props.views && shown.hidden === props.hidden && shown.selected === props.selected
  useEffect(() => {
    if (shown === props) return
    const wait = now.current.at + PAINT_MS - performance.now()
    const show = () => {
      now.current.at = performance.now()
      setShown(now.current.props)
    }
    if (!calm || wait <= 0) return show()
    const timer = setTimeout(show, wait)
    return () => clearTimeout(timer)
  }, [props, shown, calm])
  return shown
}

/** The frame around what is in sight follows the view by itself: nothing is painted or drawn anew for it. */
function useSight(frame: RefObject<HTMLDivElement | null>, scale: MapScale | undefined): void {
  const store = useStoreApi()
  useEffect(() => {
    if (!scale) return
    const follow = () => {
      const {
        transform: [x, y, zoom],
        width,
        height,
      } = store.getState()
      const style = frame.current?.style
      if (!style) return
      const seen = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
      const sight = sightOnMap(seen, scale)
      // Moved without a new layout; a style that is the same already costs nothing.
      style.transform = `translate(${sight.x}px, ${sight.y}px)`
      style.width = `${sight.width}px`
      style.height = `${sight.height}px`
    }
    follow()
    return store.subscribe(follow)
  }, [store, frame, scale])
}
