/**
 * A large graph from far away, painted instead of built: thousands of elements would take the frame rate down, and from
 * there a box is all that can be seen of a node. It is painted on a sheet that a move of the view takes along.
 */
import { useStoreApi } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { useShownTheme } from '../../state/shown-theme.ts'
import type { FlowEdge } from '../edge/flow-edge.tsx'
import type { FlowNode } from '../node/flow-node.tsx'
import { covers, isSharp, lieOf, type Sheet, sheetFor } from './overview-sheet.ts'
import { paintSheet, pictureOf } from './paint-overview.ts'
import { restOf } from './rest.ts'

/** From this many nodes on. */
export const LARGE_GRAPH = 400

export interface OverviewProps {
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
}

export function Overview({ nodes, edges }: OverviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const store = useStoreApi()
  const theme = useShownTheme()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const picture = pictureOf(nodes, edges, element)
    let before = store.getState()
    let sheet: Sheet | undefined
    let planned = 0
    const paint = () => {
      planned = 0
      sheet = sheetFor(picture.bounds, before.transform, before)
      paintSheet(element, sheet, picture)
      lay()
    }
    const lay = () => {
      if (!sheet) return
      const { x, y, scale } = lieOf(sheet, before.transform)
      element.style.transform = `translate(${x}px, ${y}px) scale(${scale})`
    }
    const rest = restOf(() => {
      if (sheet && !isSharp(sheet, before.transform)) paint()
    })
    const follow = () => {
      const now = store.getState()
      const { transform, width, height } = before
      if (now.transform === transform && now.width === width && now.height === height) return
      before = now
      rest.begin()
      lay()
      if (!sheet || !covers(sheet, picture.bounds, now.transform, now)) planned ||= requestAnimationFrame(paint)
    }
    paint()
    const leave = store.subscribe(follow)
    return () => {
      leave()
      rest.end()
      cancelAnimationFrame(planned)
    }
  }, [nodes, edges, store, theme])
  return <canvas ref={canvas} className="overview" />
}
