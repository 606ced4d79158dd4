import type { FlowEdge } from '../edge/flow-edge.tsx'
import type { ScreenPoint } from './use-told.tsx'

/** The edge under a point of the window, whatever lies on it. The browser finds it, so the cost does not grow with the graph. */
export function edgeUnder(point: ScreenPoint): string | undefined {
  for (const element of document.elementsFromPoint(point.x, point.y)) {
    const edge = element.closest<SVGElement>('.react-flow__edge')
    if (edge?.dataset.id !== undefined) return edge.dataset.id
  }
  return undefined
}

export const edgeNamed = (edges: readonly FlowEdge[], id: string | undefined): FlowEdge | undefined =>
  id === undefined ? undefined : edges.find((edge) => edge.id === id)
