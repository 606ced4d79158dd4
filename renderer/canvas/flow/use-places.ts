/** Where nodes stand: the file's places, those found for nodes without one, and those being dragged right now. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { type At, sizeOf } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { placeMissing, placesOf, unplacedLevels } from '../layout/place-missing.ts'
import { childHolder, loopRooms } from '../model/hold-children.ts'
import { type NodeBox, resizedBox } from '../model/node-box.ts'
import type { NodeView } from '../model/node-view.ts'
import { placesOver } from '../model/places-over.ts'
import { absoluteOf, absolutePlaces, type Tree, withInner } from '../model/tree.ts'
import { movingFor } from './spared-motion.ts'

const GLIDE_MS = 240

export interface PlacesHook {
  /** Of every node, relative to its container; undefined while the first layout is being computed. */
  readonly places: Places | undefined
  /** The same on the canvas. */
  readonly absolute: Places | undefined
  /** The views with containers as large as what they hold. */
  readonly views: ReadonlyMap<string, NodeView>
  /** The places that the file does not have, to be written with the next move. */
  readonly found: Places
  setDragged(places: Places): void
  /** Sizes while a container is being made larger or smaller by its corner. */
  setResized(sizes: Places): void
  /** Shows nodes on their way to places that are given to them now, then calls `done`. */
  glide(to: Places, done?: () => void): void
}

const NOWHERE: Places = new Map()

export function usePlaces(workflow: Workflow, views: ReadonlyMap<string, NodeView>, tree: Tree): PlacesHook {
  const [dragged, setDragged] = useState<Places>(NOWHERE)
  const [resized, setResized] = useState<Places>(NOWHERE)
  const laidOut = useFirstLayout(workflow, views, tree)
  const written = useMemo(() => placesOf(workflow), [workflow])
  const whole = useMemo(() => unplacedLevels(workflow, tree), [workflow, tree])
  const ready = whole.length === 0 || laidOut !== undefined
  // The sizes of a run's nodes change; a place once found must not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const found = useMemo(() => {
    if (!ready) return NOWHERE
    const boxes = boxesOf(views)
    const laid = laidOut ? inLevels(laidOut, whole, tree) : NOWHERE
    const known = new Map([...laid, ...written])
    return new Map([...laid, ...placeMissing(workflow, boxes, tree, known)])
  }, [workflow, written, laidOut, whole, tree, ready])
  const atRest = useMemo(() => (ready ? joined(found, written) : undefined), [ready, found, written])
  const places = useMemo(() => atRest && placesOver(atRest, dragged), [atRest, dragged])
  const restAbsolute = useMemo(() => atRest && absolutePlaces(atRest, tree), [atRest, tree])
  const absolute = useMemo(
    () => places && restAbsolute && placesOver(restAbsolute, absoluteOf(withInner(tree, dragged.keys()), places, tree)),
    [places, restAbsolute, dragged, tree],
  )
  const held = useHeld(workflow, views, places, tree, dragged.size > 0, resized)
  const shown = useRef(places)
  shown.current = places
  const glide = useCallback(
    (to: Places, done: () => void = () => undefined) => glideTo(shown.current ?? NOWHERE, to, setDragged, done),
    [],
  )
  return { places, absolute, views: held, found, setDragged, setResized, glide }
}

function joined(places: Places, later: Places): Places {
  if (later.size === 0) return places
  const all = new Map(places)
  for (const [id, at] of later) all.set(id, at)
  return all
}

/** While something is dragged, containers keep their size: nothing grows or shrinks under the pointer. */
function useHeld(
  workflow: Workflow,
  views: ReadonlyMap<string, NodeView>,
  places: Places | undefined,
  tree: Tree,
  dragging: boolean,
  resized: Places,
): ReadonlyMap<string, NodeView> {
  const hold = useRef(childHolder()).current
  const settled = useRef(places)
  if (!dragging) settled.current = places
  const least = useMemo(() => {
    const sizes = new Map<string, At>()
    for (const id of tree.children.keys()) {
      const size = resized.get(id) ?? sizeOf(workflow.layout?.[id])
      const box = views.get(id)?.box
      if (box?.shape === 'container') sizes.set(id, [size?.[0] ?? box.width, size?.[1] ?? box.height])
    }
    return sizes
  }, [workflow, tree, views, resized])
  const rooms = useMemo(() => loopRooms(workflow, tree), [workflow, tree])
  const at = settled.current
  const held = useMemo(() => hold(views, at, tree, least, rooms), [hold, views, at, tree, least, rooms])
  return useMemo(() => resizedViews(held, resized), [held, resized])
}

/** What is no container is as large as its corner is pulled, at least as large as what it says. */
function resizedViews(views: ReadonlyMap<string, NodeView>, resized: Places): ReadonlyMap<string, NodeView> {
  const pulled = [...resized].flatMap(([id, [width, height]]) => {
    const view = views.get(id)
    return view && view.box.shape !== 'container'
      ? [[id, { ...view, box: resizedBox(view.box, width, height) }] as const]
      : []
  })
  return pulled.length === 0 ? views : new Map([...views, ...pulled])
}

const STREAMING_HEIGHT = 131
/** What it waits for, and the way to the run that it started. */
const WAITING_HEIGHT = 104
const CARD_ROOM = 150

/** How tall nodes get when they stream, or ask a person: laid out for that, nothing lies on another in a run. */
export function roomOf(views: ReadonlyMap<string, NodeView>): ReadonlyMap<string, number> {
  const room = new Map<string, number>()
  for (const [id, { box, descriptor }] of views) {
    if (box.shape !== 'card' || !descriptor) continue
    if (descriptor.overlay !== 'none') room.set(id, box.height + CARD_ROOM)
    else if (descriptor.group === 'model' || descriptor.group === 'tool') room.set(id, STREAMING_HEIGHT)
    else if (descriptor.group === 'flow') room.set(id, Math.max(box.height, WAITING_HEIGHT))
  }
  return room
}

export function boxesOf(views: ReadonlyMap<string, NodeView>): ReadonlyMap<string, NodeBox> {
  return new Map([...views].map(([id, view]) => [id, view.box]))
}

function inLevels(laidOut: Places, levels: readonly string[], tree: Tree): Places {
  const places = new Map<string, At>()
  for (const level of levels) {
    for (const id of tree.children.get(level) ?? []) {
      const at = laidOut.get(id)
      if (at) places.set(id, at)
    }
  }
  return places
}

/** What has no place at all, the graph or the inside of a container, is laid out once; nodes that come later find a place beside the others. */
function useFirstLayout(workflow: Workflow, views: ReadonlyMap<string, NodeView>, tree: Tree): Places | undefined {
  const [laidOut, setLaidOut] = useState<Places>()
  const needed = laidOut === undefined && unplacedLevels(workflow, tree).length > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the graph as it is when it is first shown
  useEffect(() => {
    if (!needed) return
    let here = true
    const boxes = boxesOf(views)
    import('../layout/lay-out.ts')
      .then(({ layOut }) => layOut(workflow, boxes, tree, roomOf(views)))
      // Without ELK the nodes still get a place each, one beside the other.
      .catch(() => placeMissing(workflow, boxes, tree))
      .then((places) => here && setLaidOut(places))
    return () => {
      here = false
    }
  }, [needed])
  return laidOut
}

/** Counts up with each glide: one that is overtaken ends. */
let glides = 0

function glideTo(from: Places, to: Places, show: (places: Places) => void, done: () => void): void {
  glides += 1
  if (movingFor(GLIDE_MS) === 0) return done()
  const own = glides
  const begun = performance.now()
  const placesAt = (part: number): Places =>
    new Map([...to].map(([id, [x, y]]) => [id, between(from.get(id) ?? [x, y], [x, y], part)]))
  // At once, not with the next frame: the nodes have their new places already.
  show(placesAt(0))
  const step = (now: number) => {
    if (own !== glides) return
    const part = Math.min(1, Math.max(0, now - begun) / GLIDE_MS)
    if (part === 1) {
      show(NOWHERE)
      return done()
    }
    show(placesAt(1 - (1 - part) ** 3))
    requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
}

const between = (from: At, to: At, part: number): At => [
  from[0] + (to[0] - from[0]) * part,
  from[1] + (to[1] - from[1]) * part,
]
