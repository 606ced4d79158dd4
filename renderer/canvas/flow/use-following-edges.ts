import { useEffect, useReducer, useRef } from 'react'
import type { FlowEdge } from '../edge/flow-edge.tsx'
import type { Filling } from './filling.ts'

/** Edges of many nodes that come at once follow them with the next frames: what was pasted is seen first. */
export function useFollowingEdges(edges: FlowEdge[], filling: Filling): FlowEdge[] {
  const known = useRef<ReadonlySet<string>>(new Set())
  const before = useRef(edges)
  const behind = useRef(false)
  const [, showAll] = useReducer((count: number) => count + 1, 0)
  if (edges !== before.current) behind.current = filling.comesFirst
  before.current = edges
  const waits = behind.current
  useEffect(() => {
    if (!waits) known.current = new Set(edges.map(({ id }) => id))
  }, [edges, waits])
  useEffect(() => {
    if (!waits) return
    return filling.askFirst(() => {
      behind.current = false
      showAll()
    })
  }, [waits, filling])
  return waits ? edges.filter(({ id }) => known.current.has(id)) : edges
}
