/** Where all nodes of the graph stand, also those that React Flow is not given: a loop runs round them. */
import { createContext, useContext } from 'react'
import type { DrawnArea } from '#shared/drawing/edge-path.ts'
import { TOKEN, TOKEN_LABEL } from '#shared/drawing/figures.ts'
import type { FlowNode } from '../node/flow-node.tsx'

export interface NodesOnCanvas {
  readonly nodes: readonly FlowNode[]
  get(id: string): FlowNode | undefined
}

/** Sorted by id where somebody asks, since they are others with every move of a drag. */
export function nodesOf(nodes: readonly FlowNode[]): NodesOnCanvas {
  let byId: ReadonlyMap<string, FlowNode> | undefined
  return {
    nodes,
    get(id) {
      byId ??= new Map(nodes.map((node) => [node.id, node]))
      return byId.get(id)
    },
  }
}

export const AllNodes = createContext<NodesOnCanvas>(nodesOf([]))

export const useAllNodes = (): NodesOnCanvas => useContext(AllNodes)

/** On the canvas, for `node` and those in the same container. */
export function areasBeside(node: FlowNode, all: NodesOnCanvas): (beside: FlowNode) => DrawnArea {
  const corner = cornerAround(node, all)
  return ({ position, width = 0, height = 0 }) => {
    const [x, y] = [position.x + corner.x, position.y + corner.y]
    return { x, y, right: x + width, bottom: y + height + (height <= TOKEN ? TOKEN_LABEL : 0) }
  }
}

interface Corner {
  readonly x: number
  readonly y: number
}

function cornerAround({ parentId }: FlowNode, all: NodesOnCanvas): Corner {
  const around = parentId === undefined ? undefined : all.get(parentId)
  if (!around) return { x: 0, y: 0 }
  const { x, y } = cornerAround(around, all)
  return { x: x + around.position.x, y: y + around.position.y }
}
