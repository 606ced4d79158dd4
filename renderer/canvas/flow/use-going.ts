/** Brings a node into sight that a person went to, with the question on it, which is not drawn from afar: only when the view has come near it is known how tall the node is. */
import { useCallback, useEffect, useRef } from 'react'
import type { NodeView } from '../model/node-view.ts'
import type { Fit } from './use-fit.ts'

/** What makes the node taller later than that has not to do with the way to it. */
const GOING_MS = 1_500

export function useGoing(views: ReadonlyMap<string, NodeView>, fit: Fit): (nodeId: string) => void {
  const now = useRef({ views, fit })
  now.current = { views, fit }
  const going = useRef<{ readonly nodeId: string; readonly height: number; readonly until: number } | null>(null)
  const height = going.current ? (views.get(going.current.nodeId)?.box.height ?? 0) : 0
  useEffect(() => {
    const way = going.current
    if (!way || height <= way.height) return
    going.current = performance.now() < way.until ? { ...way, height } : null
    if (going.current) now.current.fit.node(way.nodeId)
  }, [height])
  return useCallback((nodeId) => {
    const { views, fit } = now.current
    const height = views.get(nodeId)?.box.height ?? 0
    going.current = { nodeId, height, until: performance.now() + GOING_MS }
    fit.node(nodeId)
  }, [])
}
