/** What React Flow tells, as selections, sizes, menus and kinds that are dragged in. Drags and edges have files of their own. */
import type { EdgeChange, NodeChange, ReactFlowInstance, ReactFlowProps } from '@xyflow/react'
import { useReactFlow, useStoreApi } from '@xyflow/react'
import { type DragEvent, type FocusEvent, type MouseEvent as ReactMouseEvent, useMemo, useRef } from 'react'
import { DEFAULT_PORT } from '#shared/workflow/workflow.ts'
import { useKinds } from '../../state/kinds.ts'
import { foldPanel } from '../../state/view.ts'
import { forgetDropTarget, setDropTarget, useDropTarget } from '../drop-target.ts'
import { hoverEdge, middleOf } from '../edge/edge-hover.ts'
import type { FlowEdge } from '../edge/flow-edge.tsx'
import type { At } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import type { FlowNode } from '../node/flow-node.tsx'
import { DRAGGED_KIND, INSERTABLE_KIND } from '../palette/add-rows.tsx'
import { openCanvasMenu } from '../palette/canvas-menu-state.ts'
import { beginGesture, endGesture } from './abandon.ts'
import { edgeNamed, edgeUnder } from './edge-under.ts'
import { nodeAt } from './placed-nodes.ts'
import type { Adding } from './use-adding.tsx'
import type { Built } from './use-built.ts'
import type { Containers } from './use-containers.ts'
import type { Editing } from './use-editing.ts'
import type { SelectionHook } from './use-selection.ts'

export interface GraphEventsInput {
  readonly editable: boolean
  readonly editing: Editing
  readonly containers: Containers
  readonly selection: SelectionHook
  readonly adding: Adding
  /** What is drawn, for finding a node where it is only painted. */
  readonly built: Built
  /** Hears where nodes are dragged to. */
  onMoved(changes: readonly NodeChange<FlowNode>[]): void
  setResized(sizes: Places): void
}

type Props = ReactFlowProps<FlowNode, FlowEdge>
const NOWHERE: Places = new Map()

export function useGraphEvents(input: GraphEventsInput): Partial<Props> {
  const { editable, setResized, onMoved } = input
  const flow = useReactFlow()
  const store = useStoreApi<FlowNode, FlowEdge>()
  const current = useRef(input)
  current.current = input
  return useMemo<Partial<Props>>(() => {
    // Without a key that adds to it, what is chosen takes the place of the selection, of which React Flow knows what is in sight.
    const outOfSight = (changes: readonly Selected[]): readonly Selected[] => {
      const { nodeLookup, multiSelectionActive } = store.getState()
      if (changes.length === 0 || multiSelectionActive) return []
      const { nodes } = current.current.selection
      return [...nodes].flatMap((id) => (nodeLookup.has(id) ? [] : [[id, false] as const]))
    }
    const onNodesChange = (changes: NodeChange<FlowNode>[]) => {
      const selected = selectionsIn(changes)
      current.current.selection.change([...selected, ...outOfSight(selected)], [])
      if (!editable) return
      hearResize(changes, current.current.editing, setResized)
      // A corner that is pulled moves nothing: what it belongs to grows to the right and down.
      if (!changes.some((each) => each.type === 'dimensions' && each.resizing !== undefined)) onMoved(changes)
    }
    const openMenuFor = (event: ReactMouseEvent | MouseEvent, nodeId: string) => {
      event.preventDefault()
      const { selection } = current.current
      if (!selection.nodes.has(nodeId)) selection.set({ nodes: new Set([nodeId]) })
      openCanvasMenu({ x: event.clientX, y: event.clientY, nodeId })
    }
    return {
      onNodesChange,
      onEdgesChange: (changes) => {
        const selected = selectionsIn(changes)
        current.current.selection.change(outOfSight(selected.filter(([, is]) => is)), selected)
      },
      onSelectionStart: () => current.current.selection.set({ nodes: NO_NODES }),
      onFocus: (event) => selectFocused(event, current.current.selection),
      onNodeClick: (event, node) => {
        selectOnly(event, node.id, current.current.selection)
        if (editable) addAtPart(event, node.id, current.current.adding)
      },
      onNodeDoubleClick: () => foldPanel('inspector', false),
      onEdgeMouseEnter: (event, edge) => editable && hover(event, edge),
      onEdgeMouseLeave: ({ relatedTarget }) =>
        !(relatedTarget instanceof Element && relatedTarget.closest('.edge-add')) && hoverEdge(null),
      onEdgeDoubleClick: (event, edge) =>
        editable && edge.data && addInto(event, edge.data.index, current.current.adding),
      onEdgeContextMenu: (event, edge) => {
        event.preventDefault()
        current.current.selection.set({ nodes: NO_NODES, edges: new Set([edge.id]) })
        openCanvasMenu({ x: event.clientX, y: event.clientY, edge: edge.data?.index })
      },
      onDragOver: (event) => hoverKind(event, flow, current.current),
      onDragLeave: () => forgetDropTarget(),
      onDrop: (event) => editable && dropKind(event, current.current),
      onNodeContextMenu: (event, node) => openMenuFor(event, node.id),
      onSelectionContextMenu: (event, [first]) => first && openMenuFor(event, first.id),
      onPaneContextMenu: (event) => {
        event.preventDefault()
        openCanvasMenu({ x: event.clientX, y: event.clientY })
      },
      onPaneClick: (event) => selectPainted(event, flow, current.current.built, current.current.selection),
      onDoubleClick: (event) => {
        const onGround = event.target instanceof Element && event.target.matches('.react-flow__pane, .well')
        if (editable && onGround && paintedUnder(event, flow, current.current.built) === undefined)
          current.current.adding.openAt({ x: event.clientX, y: event.clientY }, {})
      },
    }
  }, [editable, setResized, onMoved, flow, store])
}

type Selected = readonly [id: string, selected: boolean]
const NO_NODES: ReadonlySet<string> = new Set()

const selectionsIn = (changes: readonly (NodeChange<FlowNode> | EdgeChange<FlowEdge>)[]): readonly Selected[] =>
  changes.flatMap((each) => (each.type === 'select' ? [[each.id, each.selected] as const] : []))

/** What the keyboard has come to is the selected one. What is pressed is selected by the click. */
function selectFocused({ target }: FocusEvent, selection: SelectionHook): void {
  const part = target.closest('.react-flow__edge, .react-flow__node')
  const id = part?.getAttribute('data-id')
  if (!id || !part || part !== target || part.matches(':active')) return
  if (part.matches('.react-flow__edge')) selection.set({ edges: new Set([id]) })
  // One of several that were pasted or moved has the focus for all of them.
  else if (!selection.nodes.has(id)) selection.set({ nodes: new Set([id]) })
}

/** A press on one of several may begin a drag of them all. What was only a click means that one. */
function selectOnly(event: ReactMouseEvent, id: string, selection: SelectionHook): void {
  if (event.shiftKey || event.metaKey || event.ctrlKey || selection.nodes.size + selection.edges.size < 2) return
  selection.set({ nodes: new Set([id]) })
}

/** A press on a port that went nowhere means what comes next there; one on the invitation of an empty container, what stands in it. */
function addAtPart(event: ReactMouseEvent, nodeId: string, adding: Adding): void {
  if (!(event.target instanceof Element)) return
  if (event.target.closest('.well-add')) return adding.openInside(nodeId, { x: event.clientX, y: event.clientY })
  const port = event.target.closest<HTMLElement>('.react-flow__handle')
  if (port) adding.openBeside(nodeId, port.matches('.source') ? (port.dataset.handleid ?? DEFAULT_PORT) : undefined)
}

/** Not while something is dragged over it. */
function hover(event: ReactMouseEvent, edge: FlowEdge): void {
  const middle = event.buttons === 0 ? middleOf(event.currentTarget) : undefined
  hoverEdge(middle ? { id: edge.id, ...middle } : null)
}

function addInto(event: ReactMouseEvent, split: number, adding: Adding): void {
  hoverEdge(null)
  adding.openAt({ x: event.clientX, y: event.clientY }, { split })
}

/** Shows where a kind would fall: into an edge, or into a container. */
function hoverKind(event: DragEvent, flow: ReactFlowInstance, { containers, built }: GraphEventsInput): void {
  if (!event.dataTransfer.types.includes(DRAGGED_KIND)) return
  event.preventDefault()
  event.dataTransfer.dropEffect = 'copy'
  const point = { x: event.clientX, y: event.clientY }
  const insertable = event.dataTransfer.types.includes(INSERTABLE_KIND)
  const edge = insertable ? edgeNamed(built.edges, edgeUnder(point)) : undefined
  const { x, y } = flow.screenToFlowPosition(point)
  const into = edge ? undefined : containers.at([x, y])
  setDropTarget(into === undefined ? [] : [into], edge?.id)
}

function dropKind(event: DragEvent, { adding, built }: GraphEventsInput): void {
  const kind = useKinds.getState().catalog.get(event.dataTransfer.getData(DRAGGED_KIND))
  if (!kind) return
  event.preventDefault()
  const edge = edgeNamed(built.edges, useDropTarget.getState().edge)
  forgetDropTarget()
  adding.addAt(kind, { x: event.clientX, y: event.clientY }, edge?.data?.index)
}

/** The corner of a container or note is pulled, or was let go. */
function hearResize(changes: readonly NodeChange<FlowNode>[], editing: Editing, setResized: (sizes: Places) => void) {
  for (const each of changes) {
    if (each.type !== 'dimensions' || each.resizing === undefined || !each.dimensions) continue
    const size: At = [each.dimensions.width, each.dimensions.height]
    if (each.resizing) {
      beginGesture()
      setResized(new Map([[each.id, size]]))
    } else {
      if (!endGesture()) editing.resize(each.id, size)
      setResized(NOWHERE)
    }
  }
}

/** From far away a large graph is painted, so a click on a node is a click on the pane; any other takes the selection away. */
function selectPainted(event: ReactMouseEvent, flow: ReactFlowInstance, built: Built, selection: SelectionHook): void {
  const id = paintedUnder(event, flow, built)
  selection.set({ nodes: id === undefined ? NO_NODES : new Set([id]) })
}

function paintedUnder(event: ReactMouseEvent, flow: ReactFlowInstance, { nodes }: Built): string | undefined {
  return nodeAt(nodes, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false }))
}
