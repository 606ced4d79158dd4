/** React Flow as its documentation begins, at its best: node sizes and ports given, only what is in view built, memoised nodes. */
import {
  Background,
  type Edge,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  type ReactFlowInstance,
  SelectionMode,
  useEdgesState,
  useNodesState,
} from '@xyflow/react'
import { memo } from 'react'
import { createRoot } from 'react-dom/client'
import { joinedNodes, placedNodes } from '../large-graph.ts'
import '@xyflow/react/dist/style.css'

const WIDTH = 176
const HEIGHT = 58
const PORT = 8
const MIDDLE_AND_RIGHT = [1, 2]
const count = Number(new URLSearchParams(location.search).get('n'))
const port = { y: HEIGHT / 2, width: PORT, height: PORT }

type PlainNode = Node<{ readonly label: string }, 'plain'>

const PlainView = memo(function PlainView({ data }: NodeProps<PlainNode>) {
  return (
    <div className="plain">
      <Handle type="target" position={Position.Left} />
      <b>{data.label}</b>
      <span>Report what changed.</span>
      <Handle type="source" position={Position.Right} />
    </div>
  )
})

const NODE_TYPES = { plain: PlainView }
const NODES = placedNodes(count).map(
  ({ id, x, y }): PlainNode => ({
    id,
    type: 'plain',
    position: { x, y },
    width: WIDTH,
    height: HEIGHT,
    handles: [
      { type: 'target', position: Position.Left, x: 0, ...port },
      { type: 'source', position: Position.Right, x: WIDTH, ...port },
    ],
    data: { label: `Node ${id}` },
  }),
)
const EDGES = joinedNodes(count).map(({ from, to }): Edge => ({ id: `${from}-${to}`, source: from, target: to }))

function PlainFlow() {
  const [nodes, , onNodesChange] = useNodesState(NODES)
  const [edges, , onEdgesChange] = useEdgesState(EDGES)
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      nodeTypes={NODE_TYPES}
      onlyRenderVisibleElements
      panOnScroll
      panOnDrag={MIDDLE_AND_RIGHT}
      selectionOnDrag
      selectionMode={SelectionMode.Partial}
      minZoom={0.01}
      maxZoom={2}
      fitView
      onInit={fitByKey}
    >
      <Background />
    </ReactFlow>
  )
}

/** As our canvas has it. */
function fitByKey(flow: ReactFlowInstance<PlainNode>) {
  addEventListener('keydown', ({ key }) => key === '1' && void flow.fitView())
}

/** As our canvas is looked at: two frames after the first node is there. */
function tellPainted() {
  if (!document.querySelector('.react-flow__node')) return requestAnimationFrame(tellPainted)
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      ;(window as Window & { benchPainted?: number }).benchPainted = performance.now()
    }),
  )
}

requestAnimationFrame(tellPainted)
const root = document.getElementById('root')
if (root) createRoot(root).render(<PlainFlow />)
