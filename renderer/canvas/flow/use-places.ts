/** Where nodes stand: the file's places, those found for nodes without one, and those being dragged right now. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { At } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { placeMissing, placesOf } from '../layout/place-missing.ts'
import type { NodeBox } from '../model/node-box.ts'
import type { NodeView } from '../model/node-views.ts'

const GLIDE_MS = 240

export interface PlacesHook {
  /** Of every node; undefined while the first layout is being computed. */
  readonly places: Places | undefined
  /** The places that the file does not have, to be written with the next move. */
  readonly found: Places
  setDragged(places: Places): void
  /** Shows nodes on their way to new places, then calls `done`. */
  glide(to: Places, done: () => void): void
}

const NOWHERE: Places = new Map()

export function usePlaces(workflow: Workflow, views: ReadonlyMap<string, NodeView>): PlacesHook {
  const [dragged, setDragged] = useState<Places>(NOWHERE)
  const laidOut = useFirstLayout(workflow, views)
  const written = useMemo(() => placesOf(workflow), [workflow])
  // The sizes of a run's nodes change; a place once found must not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const found = useMemo(() => {
    if (written.size === 0 && laidOut) return withMissing(laidOut, workflow, views)
    return written.size === 0 ? NOWHERE : placeMissing(workflow, boxesOf(views))
  }, [workflow, written, laidOut])
  const ready = workflow.nodes.length === 0 || written.size > 0 || laidOut !== undefined
  const places = useMemo(
    () => (ready ? new Map([...found, ...written, ...dragged]) : undefined),
    [ready, found, written, dragged],
  )
  const shown = useRef(places)
  shown.current = places
  const glide = useCallback(
    (to: Places, done: () => void) => glideTo(shown.current ?? NOWHERE, to, setDragged, done),
    [],
  )
  return { places, found, setDragged, glide }
}

const STREAMING_HEIGHT = 131
const CARD_ROOM = 150

/** How tall nodes get when they stream, or ask a person: laid out for that, nothing lies on another in a run. */
export function roomOf(views: ReadonlyMap<string, NodeView>): ReadonlyMap<string, number> {
  const room = new Map<string, number>()
  for (const [id, { box, descriptor }] of views) {
    if (box.shape !== 'card' || !descriptor) continue
    if (descriptor.overlay !== 'none') room.set(id, box.height + CARD_ROOM)
    else if (descriptor.group === 'model' || descriptor.group === 'tool') room.set(id, STREAMING_HEIGHT)
  }
  return room
}

export function boxesOf(views: ReadonlyMap<string, NodeView>): ReadonlyMap<string, NodeBox> {
  return new Map([...views].map(([id, view]) => [id, view.box]))
}

function withMissing(laidOut: Places, workflow: Workflow, views: ReadonlyMap<string, NodeView>): Places {
  const layout = Object.fromEntries([...laidOut].map(([id, [x, y]]) => [id, [x, y] as [number, number]])) // a pair, not a list
  return new Map([...laidOut, ...placeMissing({ ...workflow, layout }, boxesOf(views))])
}

/** A graph without any place is laid out once; nodes that come later find a place beside the others. */
function useFirstLayout(workflow: Workflow, views: ReadonlyMap<string, NodeView>): Places | undefined {
  const [laidOut, setLaidOut] = useState<Places>()
  const needed = workflow.nodes.length > 0 && placesOf(workflow).size === 0 && laidOut === undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the graph as it is when it is first shown
  useEffect(() => {
    if (!needed) return
    let here = true
    const boxes = boxesOf(views)
    import('../layout/lay-out.ts')
      .then(({ layOut }) => layOut(workflow, boxes, roomOf(views)))
      // Without ELK the nodes still get a place each, one beside the other.
      .catch(() => placeMissing(workflow, boxes))
      .then((places) => here && setLaidOut(places))
    return () => {
      here = false
    }
  }, [needed])
  return laidOut
}

function glideTo(from: Places, to: Places, show: (places: Places) => void, done: () => void): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return done()
  const begun = performance.now()
  const step = (now: number) => {
    const part = Math.min(1, (now - begun) / GLIDE_MS)
    if (part === 1) {
      done()
      show(NOWHERE)
      return
    }
    const eased = 1 - (1 - part) ** 3
    show(new Map([...to].map(([id, [x, y]]) => [id, between(from.get(id) ?? [x, y], [x, y], eased)])))
    requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
}

const between = (from: At, to: At, part: number): At => [
  from[0] + (to[0] - from[0]) * part,
  from[1] + (to[1] - from[1]) * part,
]
