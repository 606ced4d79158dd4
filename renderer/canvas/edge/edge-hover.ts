/** The edge that the pointer is on, while it can be edited: one place for all edges, so that none of them listens. */
import { create } from 'zustand'

export interface HoveredEdge {
  readonly id: string
  /** Its middle, on the canvas. */
  readonly x: number
  readonly y: number
  readonly length: number
}

export const useEdgeHover = create<{ readonly edge: HoveredEdge | null }>(() => ({ edge: null }))

export const hoverEdge = (edge: HoveredEdge | null): void => useEdgeHover.setState({ edge })

/** Half way along the line as it is drawn, whatever way it takes. */
export function middleOf(edge: Element | null): Omit<HoveredEdge, 'id'> | undefined {
  const line = edge?.querySelector<SVGPathElement>('.line')
  if (!line) return undefined
  const length = line.getTotalLength()
  const { x, y } = line.getPointAtLength(length / 2)
  return { x, y, length }
}
