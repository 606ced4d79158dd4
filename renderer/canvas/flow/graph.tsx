import { Background, BackgroundVariant, type EdgeTypes, type NodeTypes, ReactFlow, SelectionMode } from '@xyflow/react'
import { useRef } from 'react'
import { CanvasContext } from '../canvas-context.ts'
import { DrawnEdge, type FlowEdge, FlowEdgeView } from '../edge/flow-edge.tsx'
import { SNAP } from '../edit/places.ts'
import { type FlowNode, FlowNodeView } from '../node/flow-node.tsx'
import { EmptyCanvas } from '../palette/empty-canvas.tsx'
import { NodeContextMenu } from '../palette/node-context-menu.tsx'
import { EditToolbar, RunToolbar } from '../palette/toolbar.tsx'
import { SearchBar } from '../search/search-bar.tsx'
import { Overview } from './overview.tsx'
import { type Graph as GraphParts, type GraphProps, useGraph } from './use-graph.ts'

const NODE_TYPES: NodeTypes = { node: FlowNodeView }
const EDGE_TYPES: EdgeTypes = { edge: FlowEdgeView }
const NO_KEYS: string[] = []
const SNAP_GRID: [number, number] = [SNAP, SNAP]
const MIDDLE_AND_RIGHT = [1, 2]
const NO_NODES: FlowNode[] = []
const NO_EDGES: FlowEdge[] = []

export function Graph(props: GraphProps) {
  const frame = useRef<HTMLDivElement>(null)
  const graph = useGraph(props, frame)
  const { adding, detail, tidy, fit } = graph
  return (
    <CanvasContext value={graph.scope}>
      <div
        ref={frame}
        className={`canvas-frame detail-${detail}`}
        data-scope="canvas"
        role="application"
        aria-label="Graph of the command"
      >
        {graph.viewport && <Flow graph={graph} editable={props.editable} />}
        {props.workflow.nodes.length === 0 && <EmptyCanvas editable={props.editable} onAdd={adding.openMenu} />}
        <div className="canvas-corner" data-scope="window">
          {props.editable ? (
            <EditToolbar
              documentRef={props.documentRef}
              tool={graph.tool}
              onTool={graph.setTool}
              onAddMenu={adding.openMenu}
              onAdd={adding.addBeside}
              onTidy={tidy}
              onFit={fit.all}
            />
          ) : (
            <RunToolbar onFit={fit.all} />
          )}
        </div>
        <SearchBar documentRef={props.documentRef} workflow={props.workflow} editable={props.editable} />
        {adding.menu}
        <NodeContextMenu
          documentRef={props.documentRef}
          workflow={props.workflow}
          runId={props.runId}
          editable={props.editable}
        />
        {adding.told && (
          <p className="canvas-told" role="status">
            {adding.told}
          </p>
        )}
      </div>
    </CanvasContext>
  )
}

interface FlowProps {
  readonly graph: GraphParts
  readonly editable: boolean
}

function Flow({ graph, editable }: FlowProps) {
  const { built, painted } = graph
  const hand = graph.tool === 'hand' || !editable
  return (
    <ReactFlow<FlowNode, FlowEdge>
      nodes={painted ? NO_NODES : built.nodes}
      edges={painted ? NO_EDGES : built.edges}
      {...graph.events}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      connectionLineComponent={DrawnEdge}
      connectionRadius={24}
      nodesDraggable={editable}
      nodesConnectable={editable}
      edgesReconnectable={editable}
      elementsSelectable
      edgesFocusable={editable}
      snapToGrid
      snapGrid={SNAP_GRID}
      panOnDrag={hand ? true : MIDDLE_AND_RIGHT}
      selectionOnDrag={!hand}
      selectionMode={SelectionMode.Partial}
      panOnScroll
      zoomOnDoubleClick={false}
      deleteKeyCode={NO_KEYS}
      multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
      minZoom={0.05}
      maxZoom={2}
      onlyRenderVisibleElements
      elevateNodesOnSelect={false}
      defaultViewport={graph.viewport}
      proOptions={{ hideAttribution: true }}
    >
      <Background variant={BackgroundVariant.Dots} gap={16} size={1.75} color="var(--dot)" />
      {painted && <Overview nodes={built.nodes} edges={built.edges} />}
      {graph.adding.pending}
    </ReactFlow>
  )
}
