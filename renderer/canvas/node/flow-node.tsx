/** A node as React Flow draws it: the shape that its kind asks for, at the detail that the zoom allows. */
import type { Node, NodeProps } from '@xyflow/react'
import { memo } from 'react'
import type { Problem } from '#shared/workflow/problem.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import { useCanvas } from '../canvas-context.ts'
import { DIFF_SIGNS, useNodeMark } from '../diff-marks.ts'
import type { NodeView } from '../model/node-view.ts'
import { useSearch } from '../search/search-state.ts'
import { CardNode } from './card-node.tsx'
import { ContainerNode } from './container-node.tsx'
import { Corner } from './corner.tsx'
import { DistantNode } from './distant-node.tsx'
import { useRenaming } from './node-title.tsx'
import { NoteNode } from './note-node.tsx'
import { Ports } from './ports.tsx'
import { ProblemMark } from './problem-mark.tsx'
import { TokenNode } from './token-node.tsx'
import { UnknownNode } from './unknown-node.tsx'
import { useWhole } from './use-whole.ts'
import './node.css'
import './face.css'
import './ports.css'
import './shapes.css'
import './far.css'

export interface FlowNodeData extends Record<string, unknown> {
  readonly view: NodeView
  /** Ports that an edge leaves or enters by. */
  readonly connected: ReadonlySet<string>
  readonly problem: Problem['severity'] | undefined
  /** Named by the expression under the caret. */
  readonly named: boolean
  /** Beside a token: the arguments of an entry. */
  readonly caption: string
  /** Its card would lie on another node, so it is folded to a line. */
  readonly folded: boolean
}

const LEAST_NOTE = 40

export type FlowNode = Node<FlowNodeData, 'node'>

export const FlowNodeView = memo(function FlowNodeView({ data, selected, dragging }: NodeProps<FlowNode>) {
  const { detail, editable, filling } = useCanvas()
  const { view } = data
  // What is written on is drawn whole from any distance: the keys that come next are for its field.
  const written = useRenaming(({ nodeId }) => nodeId === view.node.id) && editable
  const whole = useWhole(filling, view.box.shape !== 'card' || view.current || written)
  const hit = useSearch(({ hits }) => hits.has(view.node.id))
  const mark = useNodeMark(view.node.id)
  const classes = [
    'node',
    view.box.shape,
    `look-${view.glyph}`,
    selected && 'selected',
    data.named && 'named',
    hit && 'hit',
    dragging && 'dragging',
    mark && `diff-${mark}`,
  ]
  return (
    <div className={classes.filter(Boolean).join(' ')} data-kind-icon={view.descriptor?.icon} data-color={view.color}>
      {detail === 'full' && !whole ? (
        <BareFace title={titleOfNode(view.node)} />
      ) : detail === 'full' || written || (detail === 'title' && view.box.shape === 'note') ? (
        <Face data={data} />
      ) : (
        <DistantNode view={view} detail={detail} />
      )}
      {detail === 'full' && whole && <Ports view={view} connected={data.connected} />}
      {view.box.shape === 'container' && editable && detail !== 'box' && <Corner minHeight={96} />}
      {view.box.shape === 'note' && editable && detail !== 'box' && <Corner minHeight={LEAST_NOTE} />}
      {/* In a comparison what differs stands in its corner. */}
      {view.breakpoint && !mark && detail !== 'box' && (
        <span className="breakpoint" title="Breakpoint: runs stop before it" />
      )}
      {mark && mark !== 'same' && <span className={`diff-sign ${mark}`}>{DIFF_SIGNS[mark]}</span>}
      {data.problem && detail !== 'box' && <ProblemMark severity={data.problem} />}
    </div>
  )
})

/** As the head of a card stands, until its turn has come. */
function BareFace({ title }: { readonly title: string }) {
  return (
    <header>
      <span className="kind-tile" />
      <span className="node-title">{title}</span>
    </header>
  )
}

function Face({ data }: { readonly data: FlowNodeData }) {
  switch (data.view.box.shape) {
    case 'card':
      return <CardNode view={data.view} folded={data.folded} />
    case 'token':
      return <TokenNode view={data.view} caption={data.caption} />
    case 'container':
      return <ContainerNode view={data.view} />
    case 'note':
      return <NoteNode view={data.view} />
    case 'unknown':
      return <UnknownNode view={data.view} />
  }
}
