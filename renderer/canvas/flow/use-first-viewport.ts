/** The view that a command begins with: where it was looked at before, else all of it. */
import { useReactFlow, type Viewport } from '@xyflow/react'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Places } from '../layout/lay-out.ts'
import type { NodeView } from '../model/node-view.ts'
import { firstView, type Size, sizeOfElement } from './first-view.ts'

/** Frames of one size, after which the panels beside the canvas have theirs. */
const SETTLED_FRAMES = 3
const NO_SIZE: Size = { width: 0, height: 0 }

/** Where each command was looked at, as long as the window lives. */
const viewports = new Map<string, Viewport>()

/** Undefined until the frame has a size and the nodes have places. */
export function useFirstViewport(
  documentRef: string,
  frame: RefObject<HTMLDivElement | null>,
  places: Places | undefined,
  views: ReadonlyMap<string, NodeView>,
): Viewport | undefined {
  const flow = useReactFlow()
  const kept = useRef(viewports.get(documentRef)).current
  const first = useRef<Viewport>(kept)
  const [size, setSize] = useState<Size>()
  useLayoutEffect(() => (frame.current ? watchUntilSettled(frame.current, setSize) : undefined), [frame])
  // Left before it was drawn, it was looked at nowhere.
  useEffect(() => () => void (first.current && viewports.set(documentRef, flow.getViewport())), [documentRef, flow])
  if (!first.current && places && size) first.current = firstView(places, views, size)
  // Another size, and nobody has moved the view: all of it again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes in the graph moves no view
  useLayoutEffect(() => {
    if (kept || !first.current || !places || !size || !isSame(flow.getViewport(), first.current)) return
    first.current = firstView(places, views, size)
    void flow.setViewport(first.current)
  }, [size])
  return places && first.current
}

/** Tells the size of an element once it has one, and as long as it changes from frame to frame. Returns what ends it. */
function watchUntilSettled(element: HTMLElement, tell: (size: Size) => void): () => void {
  let seen: Size = NO_SIZE
  let same = 0
  let frame = 0
  const look = () => {
    const size = sizeOfElement(element)
    // The panels around it may not have theirs yet: a view into nothing is as far away as can be.
    const hasArea = size.width > 0 && size.height > 0
    same = hasArea && size.width === seen.width && size.height === seen.height ? same + 1 : 0
    seen = size
    if (hasArea && same === 0) tell(size)
    if (same < SETTLED_FRAMES) frame = requestAnimationFrame(look)
  }
  look()
  return () => cancelAnimationFrame(frame)
}

const isSame = (one: Viewport, other: Viewport): boolean =>
  one.x === other.x && one.y === other.y && one.zoom === other.zoom
