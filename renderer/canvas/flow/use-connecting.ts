/** Edges drawn by hand, and ends of edges pulled off and put elsewhere. */
import type { FinalConnectionState, Connection as FlowConnection, ReactFlowProps } from '@xyflow/react'
import { type RefObject, useMemo, useRef } from 'react'
import { DEFAULT_PORT } from '#shared/workflow/workflow.ts'
import type { FlowEdge } from '../edge/flow-edge.tsx'
import type { Connection } from '../edit/connect.ts'
import { containersAround, type Tree } from '../model/tree.ts'
import type { FlowNode } from '../node/flow-node.tsx'
import { beginGesture, endGesture, isTakenBack } from './abandon.ts'
import { tellEdit } from './tell-edit.ts'
import type { Adding } from './use-adding.tsx'
import type { Editing } from './use-editing.ts'
import type { Pointer } from './use-pointer.ts'
import type { ScreenPoint, Tell } from './use-told.tsx'

export interface ConnectingInput {
  readonly documentRef: string
  readonly editing: Editing
  readonly adding: Adding
  readonly tree: Tree
  readonly pointer: RefObject<Pointer | null>
  readonly tell: Tell
}

type Props = ReactFlowProps<FlowNode, FlowEdge>
export type ConnectingProps = Pick<
  Props,
  | 'onConnect'
  | 'onConnectStart'
  | 'isValidConnection'
  | 'onConnectEnd'
  | 'onReconnectStart'
  | 'onReconnect'
  | 'onReconnectEnd'
>

export function useConnecting(input: ConnectingInput): ConnectingProps {
  const now = useRef(input)
  now.current = input
  return useMemo<ConnectingProps>(() => {
    /** The edge whose end is in the hand. React Flow tells of its drop twice: as of any connection, and as of this one. */
    let pulled: FlowEdge | undefined
    const problemOf = (connection: Connection) => now.current.editing.problemOf(connection, pulled?.data?.index)
    const here = () => now.current.pointer.current ?? undefined
    const say = (sentence: string | undefined) => {
      if (sentence !== undefined) now.current.tell(sentence, here())
    }
    return {
      isValidConnection: (connection) => problemOf(ours(connection)) === undefined,
      onConnectStart: beginGesture,
      // It is told before the end of the gesture.
      onConnect: (connection) => !isTakenBack() && say(now.current.editing.connect(ours(connection))),
      onConnectEnd: (_event, state) => {
        const at = here()
        if (endGesture()) return
        if (!pulled && state.isValid !== true && at) say(dropLoose(now.current, at, state, problemOf))
      },
      onReconnectStart: (_event, edge) => {
        beginGesture()
        pulled = edge
      },
      onReconnect: (edge, connection) => {
        if (edge.data && !isTakenBack()) say(now.current.editing.reconnect(edge.data.index, ours(connection)))
      },
      onReconnectEnd: (_event, edge, _fixed, state) => {
        const at = here()
        if (!endGesture() && state.isValid !== true && at) say(dropPulled(now.current, at, edge, state, problemOf))
        pulled = undefined
      },
    }
  }, [])
}

type ProblemOf = (connection: Connection) => string | undefined

/** A new edge that ended at no port: on a node it means the node, in the open it asks what is to stand there. */
function dropLoose(
  input: ConnectingInput,
  at: ScreenPoint,
  { fromHandle, toHandle }: FinalConnectionState,
  problemOf: ProblemOf,
): string | undefined {
  if (!fromHandle) return undefined
  const forward = fromHandle.type === 'source'
  const from = { from: fromHandle.nodeId, port: fromHandle.id ?? DEFAULT_PORT }
  const other = toHandle?.nodeId ?? nodeUnder(input, at, fromHandle.nodeId)
  if (other === undefined) {
    input.adding.openAt(at, forward ? { from } : { to: fromHandle.nodeId })
    return undefined
  }
  if (other === fromHandle.nodeId && !toHandle) return undefined
  // Which of several ways out of a node is meant, only its port can say.
  if (!forward)
    return toHandle === null
      ? undefined
      : problemOf({ from: other, port: toHandle.id ?? DEFAULT_PORT, to: fromHandle.nodeId })
  const connection = { ...from, to: other }
  return problemOf(connection) ?? input.editing.connect(connection)
}

/** The end of an edge that was let go at no port. */
function dropPulled(
  input: ConnectingInput,
  at: ScreenPoint,
  edge: FlowEdge,
  { fromHandle, toHandle }: FinalConnectionState,
  problemOf: ProblemOf,
): string | undefined {
  if (!fromHandle || !edge.data) return undefined
  const { index } = edge.data
  const other = toHandle?.nodeId ?? nodeUnder(input, at, fromHandle.nodeId)
  if (fromHandle.type !== 'source') {
    if (toHandle) return problemOf({ from: toHandle.nodeId, port: toHandle.id ?? DEFAULT_PORT, to: edge.target })
    if (other !== undefined) return undefined
    input.editing.remove(new Set(), new Set([index]))
    tellEdit(input.documentRef, 'Removed the edge.')
    return undefined
  }
  const from = { from: edge.source, port: edge.sourceHandle ?? DEFAULT_PORT }
  if (other === undefined) {
    input.adding.openAt(at, { from, moved: index })
    return undefined
  }
  if (other === edge.target) return undefined
  const connection = { ...from, to: other }
  return problemOf(connection) ?? input.editing.reconnect(index, connection)
}

const ours = (connection: FlowConnection | FlowEdge): Connection => ({
  from: connection.source,
  port: connection.sourceHandle ?? DEFAULT_PORT,
  to: connection.target,
})

/** The node whose body lies under a point. To what stands in a container, the ground of that is the open canvas. */
function nodeUnder({ tree }: ConnectingInput, point: ScreenPoint, from: string): string | undefined {
  const element = document.elementFromPoint(point.x, point.y)
  const id = element?.closest<HTMLElement>('.react-flow__node')?.dataset.id
  return id !== undefined && containersAround(tree, from).includes(id) ? undefined : id
}
