import { type EdgeTypes, type NodeTypes, ReactFlow, SelectionMode, type Viewport } from '@xyflow/react'
import { type RefObject, useMemo, useRef, useState } from 'react'
import { SNAP } from '#shared/drawing/figures.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { CanvasContext } from '../canvas-context.ts'
import { EdgeAdd } from '../edge/edge-add.tsx'
import { DrawnEdge, type FlowEdge, FlowEdgeView } from '../edge/flow-edge.tsx'
import { UndoLinks } from '../edge/undo-links.tsx'
import { type FlowNode, FlowNodeView } from '../node/flow-node.tsx'
import { CanvasContextMenu } from '../palette/canvas-context-menu.tsx'
import { EmptyCanvas } from '../palette/empty-canvas.tsx'
import { EditToolbar, RunToolbar } from '../palette/toolbar.tsx'
import { SearchBar } from '../search/search-bar.tsx'
import { Announcer } from '../walk/announcer.tsx'
import { ConnectingLine } from '../walk/connecting-line.tsx'
import { useAbandon } from './abandon.ts'
import { AllNodes, nodesOf } from './all-nodes.ts'
import { Dots } from './dots.tsx'
import { DragMarksView } from './drag-marks.tsx'
import { type Size, sizeOfElement } from './first-view.ts'
import { labeller } from './labels.ts'
import { useLeaving } from './leaving.ts'
import { Minimap } from './minimap.tsx'
import { Overview } from './overview.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { inStep } from './turning.ts'
import { useFollowingEdges } from './use-following-edges.ts'
import { type Graph as GraphParts, type GraphProps, useGraph } from './use-graph.ts'
import { useOwnPress } from './use-own-press.ts'
import { usePanning } from './use-panning.ts'
import { useWindow } from './use-window.ts'
import { ZOOM } from './zoom-steps.ts'

const NODE_TYPES: NodeTypes = { node: FlowNodeView }
const EDGE_TYPES: EdgeTypes = { edge: FlowEdgeView }
/** Deleting is an action of ours: it also works on what is only painted, and is one step of undo. */
const NO_KEY = null
/** Half of an edge from column to column, so that each end of it can be gripped; where there is more room it is more. */
const RECONNECT_RADIUS = 10
const SNAP_GRID: [number, number] = [SNAP, SNAP]
const MIDDLE_AND_RIGHT = [1, 2]

export function Graph(props: GraphProps) {
  const frame = useRef<HTMLDivElement>(null)
  const graph = useGraph(props, frame)
  useOwnPress(frame)
  useAbandon()
  const { adding, detail } = graph
  return (
    <CanvasContext value={graph.scope}>
      <div
        ref={frame}
        className={`canvas-frame detail-${detail}${graph.busy ? ' busy' : ''}`}
        onAnimationStart={inStep}
        data-scope="canvas"
        tabIndex={-1}
        role="application"
        aria-label="Graph of the command"
      >
        {graph.viewport && (
          <Flow {...{ graph, frame }} viewport={graph.viewport} editable={props.editable} workflow={props.workflow} />
        )}
        {props.workflow.nodes.length === 0 && <EmptyCanvas editable={props.editable} onAdd={adding.openMenu} />}
        <div className="canvas-corner" data-scope="window">
          {props.editable ? <EditToolbar documentRef={props.documentRef} tool={graph.tool} /> : <RunToolbar />}
        </div>
        <SearchBar documentRef={props.documentRef} workflow={props.workflow} editable={props.editable} />
        <Minimap views={graph.views} places={graph.absolute} hidden={graph.hidden} selected={graph.selection.nodes} />
        {props.editable && graph.viewport && (
          <SelectionBar selected={graph.selection.nodes} views={graph.views} places={graph.absolute} />
        )}
        {adding.menu}
        <CanvasContextMenu workflow={props.workflow} runId={props.runId} />
        {graph.told}
        <ConnectingLine documentRef={props.documentRef} workflow={props.workflow} />
        <Announcer
          documentRef={props.documentRef}
          workflow={props.workflow}
          views={graph.views}
          runId={props.runId}
          selected={graph.selection.nodes}
        />
      </div>
    </CanvasContext>
  )
}

const sizeOf = (frame: HTMLElement | null): Size => (frame ? sizeOfElement(frame) : { width: 0, height: 0 })

/** The frame around it is the application, and has the name; React Flow would say one inside of it. */
const partOfFrame = (element: HTMLDivElement | null): void => element?.setAttribute('role', 'presentation')

interface FlowProps {
  readonly graph: GraphParts
  readonly viewport: Viewport
  readonly frame: RefObject<HTMLDivElement | null>
  readonly editable: boolean
  readonly workflow: Workflow
}

function Flow({ graph, viewport, editable, workflow, frame }: FlowProps) {
  const { built, painted } = graph
  // Once: to ask for it makes the browser lay out the page.
  const [size] = useState(() => sizeOf(frame.current))
  const shown = useWindow(built, viewport, size, painted, graph.scope.filling)
  useMemo(
    () => graph.scope.filling.draws(shown.nodes.flatMap(({ id, hidden }) => (hidden ? [] : [id]))),
    [graph.scope.filling, shown.nodes],
  )
  const labelled = useRef(labeller()).current(shown.nodes, workflow)
  const following = useFollowingEdges(shown.edges, graph.scope.filling)
  const { nodes, edges } = useLeaving(frame, { nodes: labelled, edges: following }, built.nodes, graph.scope.filling)
  const panning = usePanning(frame, graph.scope.filling)
  const all = useMemo(() => nodesOf(built.nodes), [built.nodes])
  const hand = graph.tool === 'hand' || !editable
  return (
    <AllNodes value={all}>
      <ReactFlow<FlowNode, FlowEdge>
        ref={partOfFrame}
        nodes={nodes}
        edges={edges}
        {...graph.handlers}
        {...panning}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        connectionLineComponent={DrawnEdge}
        connectionRadius={24}
        nodesDraggable={editable}
        nodesConnectable={editable}
        edgesReconnectable={editable}
        reconnectRadius={RECONNECT_RADIUS}
        elementsSelectable
        edgesFocusable={editable}
        snapToGrid
        snapGrid={SNAP_GRID}
        panOnDrag={hand ? true : MIDDLE_AND_RIGHT}
        selectionOnDrag={!hand}
        selectionMode={SelectionMode.Partial}
        panOnScroll
        zoomOnDoubleClick={false}
        deleteKeyCode={NO_KEY}
        disableKeyboardA11y
        connectOnClick={false}
        multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
        minZoom={ZOOM.least}
        maxZoom={ZOOM.most}
        elevateNodesOnSelect={false}
        defaultViewport={viewport}
        proOptions={{ hideAttribution: true }}
      >
        <Dots />
        <UndoLinks />
        {editable && (
          <EdgeAdd
            workflow={workflow}
            edges={built.edges}
            adding={graph.adding}
            onMenu={graph.handlers.onEdgeContextMenu}
          />
        )}
        {painted && <Overview nodes={built.nodes} edges={built.edges} />}
        {graph.adding.pending}
        <DragMarksView />
      </ReactFlow>
    </AllNodes>
  )
}
