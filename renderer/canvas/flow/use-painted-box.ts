/** A box that is drawn over what is only painted selects by geometry: React Flow has none of those nodes. */
import { useStoreApi } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { onCanvas } from '../model/covers.ts'
import type { FlowNode } from '../node/flow-node.tsx'
import { nodesIn } from './placed-nodes.ts'
import type { SelectionHook } from './use-selection.ts'

export function usePaintedBox(painted: boolean, nodes: readonly FlowNode[], selection: SelectionHook): void {
  const store = useStoreApi()
  const now = useRef({ nodes, selection })
  now.current = { nodes, selection }
  useEffect(() => {
    if (!painted) return
    let frame = 0
    let drawn = store.getState().userSelectionRect
    const select = () => {
      frame = 0
      if (!drawn) return
      const { nodes, selection } = now.current
      selection.set({ nodes: new Set(nodesIn(nodes, onCanvas(drawn, store.getState().transform))) })
    }
    const follow = () => {
      const { userSelectionActive, userSelectionRect } = store.getState()
      if (!userSelectionActive || !userSelectionRect || userSelectionRect === drawn) return
      drawn = userSelectionRect
      frame ||= requestAnimationFrame(select)
    }
    const leave = store.subscribe(follow)
    return () => {
      leave()
      cancelAnimationFrame(frame)
    }
  }, [painted, store])
}
