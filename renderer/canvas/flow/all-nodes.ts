/** Where all nodes of the graph stand, also those that React Flow is not given: a loop runs round them. */
import { createContext, useContext } from 'react'
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
