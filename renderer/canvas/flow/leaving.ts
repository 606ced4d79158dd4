/**
 * Many nodes that go at once, as by the undo of a paste, are out of sight with the next frame, and taken away after it: for React
 * Flow and the browser it is several times the work of all else that the edit needs.
 *
 * Only where nothing but that is new: what comes, or looks otherwise, must not wait for it.
 */
import { type RefObject, useEffect, useLayoutEffect, useReducer, useRef } from 'react'
import type { FlowEdge } from '../edge/flow-edge.tsx'
import type { FlowNode } from '../node/flow-node.tsx'
import type { Filling } from './filling.ts'
import type { Shown } from './graph-window.ts'

/** So many take longer to go than a frame. */
const CROWD = 24
const LEAVING = 'leaving'
const NOTHING: ReadonlySet<string> = new Set()

/** Ids of the nodes and edges that go, where they are many and all else is what it was. */
export function leavingOf(before: Shown, now: Shown): ReadonlySet<string> {
  if (before.nodes.length - now.nodes.length <= CROWD) return NOTHING
  const gone = [...goneOf<FlowNode>(before.nodes, now.nodes), ...goneOf<FlowEdge>(before.edges, now.edges)]
  const isAll = before.nodes.length + before.edges.length - gone.length === now.nodes.length + now.edges.length
  // The label of a loop stands apart from its edge.
  return isAll && !gone.some((each) => 'source' in each && each.data?.loop)
    ? new Set(gone.map(({ id }) => id))
    : NOTHING
}

/** What is there as it was is the same object. */
function goneOf<T>(before: readonly T[], now: readonly T[]): readonly T[] {
  const left = new Set(now)
  return before.filter((each) => !left.has(each))
}

/** `inGraph` are all nodes of the graph: what only came out of sight is no concern of this. Returns what React Flow is to have. */
export function useLeaving(
  frame: RefObject<HTMLElement | null>,
  now: Shown,
  inGraph: readonly FlowNode[],
  filling: Filling,
): Shown {
  const held = useRef(now)
  const last = useRef({ now, inGraph })
  const leaving = useRef(NOTHING)
  const [, takeAway] = useReducer((count: number) => count + 1, 0)
  if (last.current.now.nodes !== now.nodes || last.current.now.edges !== now.edges) {
    const fewer = inGraph.length < last.current.inGraph.length && !filling.moving
    // What was on its way out is taken away with whatever comes next.
    leaving.current = fewer && leaving.current === NOTHING ? leavingOf(last.current.now, now) : NOTHING
  }
  last.current = { now, inGraph }
  const waits = leaving.current
  if (waits === NOTHING) held.current = now
  useLayoutEffect(() => (waits === NOTHING ? undefined : hide(frame.current, waits)), [frame, waits])
  useEffect(() => {
    if (waits === NOTHING) return
    // The first one comes before the frame without them is painted.
    let planned = requestAnimationFrame(() => {
      planned = requestAnimationFrame(() => {
        leaving.current = NOTHING
        takeAway()
      })
    })
    return () => cancelAnimationFrame(planned)
  }, [waits])
  return held.current
}

/** Returns what shows them again, where one stays after all. */
function hide(frame: HTMLElement | null, ids: ReadonlySet<string>): () => void {
  const parts = [...(frame?.querySelectorAll('.react-flow__node, .react-flow__edge') ?? [])]
  const hidden = parts.filter((part) => ids.has(part.getAttribute('data-id') ?? ''))
  for (const part of hidden) part.classList.add(LEAVING)
  return () => {
    for (const part of hidden) part.classList.remove(LEAVING)
  }
}
