/** Where React Flow's nodes stand on the canvas, for those who work on what is painted and has no elements. */
import { type Area, isOver, meet } from '../model/covers.ts'
import type { FlowNode } from '../node/flow-node.tsx'

export interface Placed {
  readonly node: FlowNode
  readonly x: number
  readonly y: number
}

/** React Flow's positions count from the container, which comes before its children. */
export function placesOnCanvas(nodes: readonly FlowNode[]): ReadonlyMap<string, Placed> {
  const places = new Map<string, Placed>()
  for (const node of nodes) {
    const around = node.parentId === undefined ? undefined : places.get(node.parentId)
    const [x, y] = [node.position.x + (around?.x ?? 0), node.position.y + (around?.y ?? 0)]
    places.set(node.id, { node, x, y })
  }
  return places
}

/** The node under a point of the canvas, the topmost first. */
export function nodeAt(
  nodes: readonly FlowNode[],
  point: { readonly x: number; readonly y: number },
): string | undefined {
  const hit = [...placesOnCanvas(nodes).values()].findLast(({ node: { width = 0, height = 0 }, x, y }) =>
    isOver({ x, y, width, height }, point),
  )
  return hit?.node.id
}

/** Those that an area of the canvas meets. */
export function nodesIn(nodes: readonly FlowNode[], area: Area): readonly string[] {
  const met = ({ node: { width = 0, height = 0 }, x, y }: Placed): boolean => meet({ x, y, width, height }, area)
  return [...placesOnCanvas(nodes).values()].filter(met).map(({ node }) => node.id)
}
