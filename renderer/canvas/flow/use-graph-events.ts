/** What React Flow tells, as edits of the document, selections, and places while a node is dragged. */
import type {
  EdgeChange,
  FinalConnectionState,
  Connection as FlowConnection,
  NodeChange,
  OnBeforeDelete,
  ReactFlowInstance,
  ReactFlowProps,
} from '@xyflow/react'
import { useReactFlow } from '@xyflow/react'
import { type DragEvent, type MouseEvent as ReactMouseEvent, useMemo, useRef } from 'react'
import { DEFAULT_PORT } from '#shared/workflow/workflow.ts'
import { useKinds } from '../../state/kinds.ts'
import { foldPanel } from '../../state/view.ts'
import type { FlowEdge } from '../edge/flow-edge.tsx'
import type { Connection } from '../edit/connect.ts'
import type { At } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import type { FlowNode } from '../node/flow-node.tsx'
import { DRAGGED_KIND } from '../palette/add-menu.tsx'
import { nodeAt } from './overview.tsx'
import type { Adding } from './use-adding.tsx'
import type { Editing } from './use-editing.ts'
import type { Built } from './use-graph.ts'
import type { SelectionHook } from './use-selection.ts'

export interface GraphEventsInput {
  readonly editable: boolean
  readonly editing: Editing
  readonly selection: SelectionHook
  readonly places: Places | undefined
  readonly adding: Adding
  /** What is drawn, for finding a node where it is only painted. */
  readonly built: Built
  setDragged(places: Places): void
}

type Props = ReactFlowProps<FlowNode, FlowEdge>
const NOWHERE: Places = new Map()

export function useGraphEvents({
  editable,
  editing,
  selection,
  places,
  adding,
  built,
  setDragged,
}: GraphEventsInput): Partial<Props> {
  const flow = useReactFlow()
  const dragged = useRef<Map<string, At>>(new Map())
  const current = useRef({ editing, selection, places, adding, built })
  current.current = { editing, selection, places, adding, built }
  return useMemo<Partial<Props>>(() => {
    const change = (
      changes: readonly (NodeChange<FlowNode> | EdgeChange<FlowEdge>)[],
    ): (readonly [string, boolean])[] =>
      changes.flatMap((each) => (each.type === 'select' ? [[each.id, each.selected] as const] : []))

    const onNodesChange = (changes: NodeChange<FlowNode>[]) => {
      current.current.selection.change(change(changes), [])
      const moved = changes.flatMap((each) => (each.type === 'position' && each.position ? [each] : []))
      if (moved.length === 0 || !editable) return
      for (const { id, position } of moved) if (position) dragged.current.set(id, [position.x, position.y])
      if (moved.some((each) => each.dragging)) return setDragged(new Map(dragged.current))
      current.current.editing.move(dragged.current, 'move')
      dragged.current = new Map()
      setDragged(NOWHERE)
    }

    const onBeforeDelete: OnBeforeDelete<FlowNode, FlowEdge> = async ({ nodes, edges }) => {
      // One edit and one step of undo; React Flow's own removal would be two.
      current.current.editing.remove(
        new Set(nodes.map((node) => node.id)),
        new Set(edges.flatMap((edge) => (edge.data ? [edge.data.index] : []))),
      )
      return false
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
      current.current.adding.addAt(kind, { x: event.clientX, y: event.clientY })
    }

    return {
      onNodesChange,
      onEdgesChange: (changes) => current.current.selection.change([], change(changes)),
      onBeforeDelete,
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
      },
      onDrop,
      onPaneClick: (event) => selectPainted(event, flow, current.current.built, current.current.selection),
    }
  }, [editable, setDragged, flow])
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
