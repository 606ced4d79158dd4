/** Lays a graph out from left to right with ELK, which is loaded when it is first needed. */
import type { ElkNode } from 'elkjs/lib/elk-api.js'
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { type At, snapped } from '../edit/places.ts'
import type { NodeBox } from '../model/node-box.ts'

const COLUMN_GAP = '40'
const ROW_GAP = '32'
/** A token's name stands below it and needs a place too. */
const TOKEN_LABEL = 32

export type Places = ReadonlyMap<string, At>

/** A place for every node of the top level that `boxes` knows. `room` is what a node needs at its tallest, where that is more than now. */
export async function layOut(
  workflow: Workflow,
  boxes: ReadonlyMap<string, NodeBox>,
  room: ReadonlyMap<string, number> = new Map(),
): Promise<Places> {
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js')
  const nodes = workflow.nodes.filter((node) => boxes.has(node.id) && node.parent === undefined)
  const known = new Set(nodes.map((node) => node.id))
  const graph: ElkNode = {
    id: '#',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.layered.spacing.nodeNodeBetweenLayers': COLUMN_GAP,
      'elk.spacing.nodeNode': ROW_GAP,
      'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      'elk.separateConnectedComponents': 'true',
    },
    children: nodes.map((node) => elkNode(node.id, boxes.get(node.id), room.get(node.id) ?? 0)),
    // Loop edges would turn the columns round; without them the graph has a direction.
    edges: workflow.edges.flatMap((edge, index) => {
      const source = edgeSource(edge)
      if (edge.loop || !known.has(source.node) || !known.has(edge.to)) return []
      return [{ id: `${index}`, sources: [`${source.node}.${source.port}`], targets: [`${edge.to}:in`] }]
    }),
  }
  const laid = await new Elk().layout(withPorts(graph, workflow))
  return new Map((laid.children ?? []).map((child) => [child.id, [snapped(child.x ?? 0), snapped(child.y ?? 0)]]))
}

function elkNode(id: string, box: NodeBox | undefined, room: number): ElkNode {
  const token = box?.shape === 'token'
  return {
    id,
    width: box?.width ?? 0,
    height: Math.max(room, (box?.height ?? 0) + (token ? TOKEN_LABEL : 0)),
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS', 'elk.alignment': 'LEFT' },
    ports: (box?.ports ?? []).map((port) => ({
      id: port.side === 'in' ? `${id}:in` : `${id}.${port.port}`,
      x: port.side === 'in' ? 0 : (box?.width ?? 0),
      y: Math.min(port.y + port.height / 2, box?.height ?? 0),
      width: 0,
      height: 0,
    })),
  }
}

/** An edge may leave by a port that the node has no longer: ELK must still find where it begins. */
function withPorts(graph: ElkNode, workflow: Workflow): ElkNode {
  for (const child of graph.children ?? []) {
    const have = new Set(child.ports?.map((port) => port.id))
    for (const edge of workflow.edges) {
      const source = edgeSource(edge)
      const id =
        source.node === child.id ? `${source.node}.${source.port}` : edge.to === child.id ? `${edge.to}:in` : undefined
      if (id === undefined || have.has(id)) continue
      have.add(id)
      child.ports?.push({ id, x: id.endsWith(':in') ? 0 : (child.width ?? 0), y: 17, width: 0, height: 0 })
    }
  }
  return graph
}
