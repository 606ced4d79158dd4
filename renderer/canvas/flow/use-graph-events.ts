/** What React Flow tells, as edits of the document, selections, and places while a node is dragged. */
import type {
  EdgeChange,
  FinalConnectionState,
  Connection as FlowConnection,
  NodeChange,
  ReactFlowInstance,
  ReactFlowProps,
} from '@xyflow/react'
import { useReactFlow } from '@xyflow/react'
import { type DragEvent, type MouseEvent as ReactMouseEvent, useMemo, useRef } from 'react'
import { DEFAULT_PORT } from '#shared/workflow/workflow.ts'
import { useKinds } from '../../state/kinds.ts'
import { foldPanel } from '../../state/view.ts'
import { setDropTarget } from '../drop-target.ts'
import type { FlowEdge } from '../edge/flow-edge.tsx'
import type { Connection } from '../edit/connect.ts'
import type { At } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import type { FlowNode } from '../node/flow-node.tsx'
import { DRAGGED_KIND } from '../palette/add-menu.tsx'
import { openNodeMenu } from '../palette/node-menu-state.ts'
import { nodeAt } from './overview.tsx'
import type { Adding } from './use-adding.tsx'
import type { Containers } from './use-containers.ts'
import type { Editing } from './use-editing.ts'
import type { Built } from './use-graph.ts'
import type { SelectionHook } from './use-selection.ts'

export interface GraphEventsInput {
  readonly editable: boolean
  readonly editing: Editing
  readonly containers: Containers
  readonly selection: SelectionHook
  readonly adding: Adding
  /** What is drawn, for finding a node where it is only painted. */
  readonly built: Built
  setDragged(places: Places): void
  setResized(sizes: Places): void
}

type Props = ReactFlowProps<FlowNode, FlowEdge>
const NOWHERE: Places = new Map()

export function useGraphEvents({
  editable,
  editing,
  containers,
  selection,
  adding,
  built,
  setDragged,
  setResized,
}: GraphEventsInput): Partial<Props> {
  const flow = useReactFlow()
  const dragged = useRef<Map<string, At>>(new Map())
  /** The pointer has them; else the keyboard moves them. */
  const dragging = useRef(false)
  const current = useRef({ editing, containers, selection, adding, built })
  current.current = { editing, containers, selection, adding, built }
  return useMemo<Partial<Props>>(() => {
    const change = (
      changes: readonly (NodeChange<FlowNode> | EdgeChange<FlowEdge>)[],
    ): (readonly [string, boolean])[] =>
      changes.flatMap((each) => (each.type === 'select' ? [[each.id, each.selected] as const] : []))

    const onNodesChange = (changes: NodeChange<FlowNode>[]) => {
      current.current.selection.change(change(changes), [])
      const moved = changes.flatMap((each) => (each.type === 'position' && each.position ? [each] : []))
      if (!editable) return
      hearResize(changes, current.current.editing, setResized)
      // A corner that is pulled moves nothing: containers grow to the right and down.
      if (moved.length === 0 || changes.some((each) => each.type === 'dimensions' && each.resizing !== undefined))
        return
      for (const { id, position } of moved) if (position) dragged.current.set(id, [position.x, position.y])
      if (moved.some((each) => each.dragging)) {
        dragging.current = true
        current.current.containers.hover(dragged.current)
        return setDragged(new Map(dragged.current))
      }
      letGo()
    }

    const letGo = () => {
      const { editing, containers, adding } = current.current
      if (dragging.current) {
        const refused = containers.drop(dragged.current)
        if (refused) adding.tell(refused)
      } else editing.move(containers.nudge(dragged.current), 'move')
      dragging.current = false
      dragged.current = new Map()
      setDragged(NOWHERE)
    }

    const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      if (state.isValid === true || !state.fromHandle || state.fromHandle.type !== 'source') return
      const point = 'changedTouches' in event ? event.changedTouches[0] : event
      if (!point) return
      const from = { from: state.fromHandle.nodeId, port: state.fromHandle.id ?? DEFAULT_PORT }
      const refused = state.toHandle
        ? current.current.editing.problemOf({ ...from, to: state.toHandle.nodeId })
        : undefined
      if (refused) return current.current.adding.tell(refused)
      const target = targetAt(point, from, current.current.editing)
      if (target) current.current.editing.connect(target)
      else current.current.adding.openAt({ x: point.clientX, y: point.clientY }, from)
    }

    const onDrop = (event: DragEvent) => {
      const kind = useKinds.getState().catalog.get(event.dataTransfer.getData(DRAGGED_KIND))
      if (!kind || !editable) return
      event.preventDefault()
      setDropTarget(undefined)
      current.current.adding.addAt(kind, { x: event.clientX, y: event.clientY })
    }

    return {
      onNodesChange,
      onEdgesChange: (changes) => current.current.selection.change([], change(changes)),
      onConnect: (connection) => current.current.editing.connect(ours(connection)),
      isValidConnection: (connection) => current.current.editing.problemOf(ours(connection)) === undefined,
      onConnectEnd,
      onReconnect: (edge, connection) =>
        edge.data && current.current.editing.reconnect(edge.data.index, ours(connection)),
      onNodeDoubleClick: () => foldPanel('inspector', false),
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes(DRAGGED_KIND)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
        setDropTarget(current.current.containers.at([x, y]))
      },
      onDragLeave: () => setDropTarget(undefined),
      onNodeContextMenu: (event, node) => {
        event.preventDefault()
        const { selection } = current.current
        if (!selection.nodes.has(node.id)) selection.set({ nodes: new Set([node.id]) })
        openNodeMenu({ x: event.clientX, y: event.clientY, nodeId: node.id })
      },
      onDrop,
      onPaneClick: (event) => selectPainted(event, flow, current.current.built, current.current.selection),
    }
  }, [editable, setDragged, setResized, flow])
}

/** The corner of a container is pulled, or was let go. */
function hearResize(changes: readonly NodeChange<FlowNode>[], editing: Editing, setResized: (sizes: Places) => void) {
  for (const each of changes) {
    if (each.type !== 'dimensions' || each.resizing === undefined || !each.dimensions) continue
    const size: At = [each.dimensions.width, each.dimensions.height]
    if (each.resizing) setResized(new Map([[each.id, size]]))
    else {
      editing.resize(each.id, size)
      setResized(NOWHERE)
    }
  }
}

const ours = (connection: FlowConnection | FlowEdge): Connection => ({
  from: connection.source,
  port: connection.sourceHandle ?? DEFAULT_PORT,
  to: connection.target,
})

/** From far away a large graph is painted, so a click on a node is a click on the pane. */
function selectPainted(event: ReactMouseEvent, flow: ReactFlowInstance, built: Built, selection: SelectionHook): void {
  const id = nodeAt(
    built.nodes,
    flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false }),
  )
  if (id !== undefined) selection.set({ nodes: new Set([id]) })
}

/** Dropped on a node's body instead of its port: the person meant the node. */
function targetAt(
  point: { clientX: number; clientY: number },
  from: Omit<Connection, 'to'>,
  editing: Editing,
): Connection | undefined {
  const node = document.elementFromPoint(point.clientX, point.clientY)?.closest<HTMLElement>('.react-flow__node')
  const to = node?.dataset.id
  if (to === undefined) return undefined
  const connection = { ...from, to }
  return editing.problemOf(connection) === undefined ? connection : undefined
}
