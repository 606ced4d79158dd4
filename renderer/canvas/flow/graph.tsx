import {
  Background,
  BackgroundVariant,
  type EdgeTypes,
  type NodeTypes,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  type Viewport,
} from '@xyflow/react'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { RUN_ENDED } from '#shared/state/run-state.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { useDocument } from '../../state/documents.ts'
import { useKinds } from '../../state/kinds.ts'
import { runNow, useRunValue } from '../../state/runs.ts'
import { foldPanel, selectNode } from '../../state/view.ts'
import { CanvasContext, type CanvasScope } from '../canvas-context.ts'
import { DrawnEdge, FlowEdgeView } from '../edge/flow-edge.tsx'
import { SNAP } from '../edit/places.ts'
import { useNamedNode } from '../named-node.ts'
import { FlowNodeView } from '../node/flow-node.tsx'
import { EmptyCanvas } from '../palette/empty-canvas.tsx'
import { EditToolbar, FIT, RunToolbar, type Tool } from '../palette/toolbar.tsx'
import { edgesBuilder } from './build-edges.ts'
import { nodesBuilder } from './build-nodes.ts'
import { firstView, type Size } from './first-view.ts'
import { captionOf, worstProblems } from './graph-facts.ts'
import { useAdding } from './use-adding.tsx'
import { useCanvasKeys } from './use-canvas-keys.ts'
import { useDetail } from './use-detail.ts'
import { useEditing } from './use-editing.ts'
import { useFolded } from './use-folded.ts'
import { useGraphEvents } from './use-graph-events.ts'
import { useNodeViews } from './use-node-views.ts'
import { usePlaces } from './use-places.ts'
import { useSelection } from './use-selection.ts'
import { useTidy } from './use-tidy.ts'

const NODE_TYPES: NodeTypes = { node: FlowNodeView }
const EDGE_TYPES: EdgeTypes = { edge: FlowEdgeView }
const DELETE_KEYS = ['Delete', 'Backspace']
const NO_KEYS: string[] = []
const SNAP_GRID: [number, number] = [SNAP, SNAP]
const PAN_BUTTONS_ONLY = [1, 2]
const NOTHING_FOLDED: ReadonlyMap<string, number> = new Map()

/** Where each command was looked at, as long as the window lives. */
const viewports = new Map<string, Viewport>()

export interface GraphProps {
  readonly documentRef: string
  readonly workflow: Workflow
  readonly runId: string | null
  readonly editable: boolean
}

export function Graph({ documentRef, workflow, runId, editable }: GraphProps) {
  const catalog = useKinds((kinds) => kinds.catalog)
  const flow = useReactFlow()
  const frame = useRef<HTMLDivElement>(null)
  const [tool, setTool] = useState<Tool>('select')
  const [foldedHeights, setFoldedHeights] = useState(NOTHING_FOLDED)
  const views = useNodeViews(workflow, catalog, runId, foldedHeights)
  const { places, found, setDragged, glide } = usePlaces(workflow, views.byId)
  const folded = useFolded(views, places, setFoldedHeights)
  const goTo = useCallback(
    (nodeId: string) =>
      void flow.fitView({
        ...FIT,
        nodes: [{ id: nodeId }],
        minZoom: flow.getZoom(),
        maxZoom: Math.max(0.6, flow.getZoom()),
      }),
    [flow],
  )
  const selection = useSelection(documentRef, goTo)
  const editing = useEditing(documentRef, found)
  const adding = useAdding({ documentRef, workflow, views: views.byId, places, editing, selection, frame })
  const showAll = useCallback(() => void requestAnimationFrame(() => void flow.fitView(FIT)), [flow])
  const tidy = useTidy(workflow, views.byId, editing, glide, showAll)
  const graph = useBuilt({ documentRef, workflow, runId, editable }, views, places, selection, folded)
  const events = useGraphEvents({ editable, editing, selection, setDragged, places, adding })
  const detail = useDetail(frame)
  const scope = useMemo<CanvasScope>(
    () => ({
      documentRef,
      runId,
      editable,
      detail,
      reportLive: views.reportLive,
      reportCard: views.reportCard,
      openInInspector,
    }),
    [documentRef, runId, editable, detail, views.reportLive, views.reportCard],
  )
  const hearKeys = useCanvasKeys({ editable, selection, editing, adding, tidy, setTool, workflow })
  const seen = viewports.get(documentRef)
  const size = useFirstSize(frame)
  const hand = tool === 'hand' || !editable
  useEffect(() => () => void viewports.set(documentRef, flow.getViewport()), [documentRef, flow])
  return (
    <CanvasContext value={scope}>
      {/* The keys of the canvas count wherever in it the focus is. */}
      <div
        ref={frame}
        className={`canvas-frame detail-${detail}`}
        onKeyDown={hearKeys}
        role="application"
        aria-label="Graph of the command"
      >
        {places && size && (
          <ReactFlow
            {...graph}
            {...events}
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
            panOnDrag={hand ? true : PAN_BUTTONS_ONLY}
            selectionOnDrag={!hand}
            selectionMode={SelectionMode.Partial}
            panOnScroll
            zoomOnDoubleClick={false}
            deleteKeyCode={editable ? DELETE_KEYS : NO_KEYS}
            multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
            minZoom={0.05}
            maxZoom={2}
            onlyRenderVisibleElements
            elevateNodesOnSelect={false}
            defaultViewport={seen ?? firstView(places, views.byId, size)}
            proOptions={{ hideAttribution: true }}
          >
            <Background variant={BackgroundVariant.Dots} gap={16} size={1.75} color="var(--dot)" />
            {adding.pending}
          </ReactFlow>
        )}
        {workflow.nodes.length === 0 && <EmptyCanvas editable={editable} onAdd={adding.openMenu} />}
        <div className="canvas-corner">
          {editable ? (
            <EditToolbar
              documentRef={documentRef}
              tool={tool}
              onTool={setTool}
              onAddMenu={adding.openMenu}
              onAdd={adding.addBeside}
              onTidy={tidy}
            />
          ) : (
            <RunToolbar />
          )}
        </div>
        {adding.menu}
        {adding.told && (
          <p className="canvas-told" role="status">
            {adding.told}
          </p>
        )}
      </div>
    </CanvasContext>
  )
}

/** Of the frame, once it is there: what is shown first depends on it. */
function useFirstSize(frame: RefObject<HTMLDivElement | null>): Size | undefined {
  const [size, setSize] = useState<Size>()
  useLayoutEffect(() => {
    if (frame.current) setSize({ width: frame.current.clientWidth, height: frame.current.clientHeight })
  }, [frame])
  return size
}

function openInInspector(nodeId: string): void {
  selectNode(nodeId)
  foldPanel('inspector', false)
}

/** The nodes and edges that React Flow gets, the same objects while nothing of them changed. */
function useBuilt(
  { documentRef, workflow, runId, editable }: GraphProps,
  views: ReturnType<typeof useNodeViews>,
  places: ReturnType<typeof usePlaces>['places'],
  selection: ReturnType<typeof useSelection>,
  folded: ReadonlySet<string>,
) {
  const buildNodes = useRef(nodesBuilder()).current
  const buildEdges = useRef(edgesBuilder()).current
  const named = useNamedNode((state) => state.named)
  const problems = useDocument(documentRef)?.problems
  const args = useRunValue(runId, ({ state }) => state.args)
  const runEnded = useRunValue(runId, ({ state }) => RUN_ENDED.has(state.status)) ?? false
  const worst = useMemo(() => worstProblems(editable ? (problems ?? []) : []), [problems, editable])
  const caption = useMemo(() => captionOf(workflow, args), [workflow, args])
  const nodes = buildNodes({
    workflow,
    views: views.byId,
    places: places ?? new Map(),
    selected: selection.nodes,
    problems: worst,
    named: editable ? (named?.from ?? null) : null,
    folded,
    caption,
  })
  const edges = buildEdges({
    workflow,
    views: views.byId,
    states: views.states,
    lastStates: runId === null ? views.states : runNow(runId).state.nodes,
    inRun: runId !== null,
    runEnded,
    selected: selection.edges,
    named: editable ? named : null,
  })
  return { nodes, edges }
}
