import {
  type ConnectionLineComponentProps,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  Position,
} from '@xyflow/react'
import { memo, useMemo } from 'react'
import {
  cubicPath,
  doesWrap,
  type EdgeEnds,
  edgePath,
  loopLine,
  loopMiddle,
  loopPath,
  wrapLine,
} from '#shared/drawing/edge-path.ts'
import { useCanvas } from '../canvas-context.ts'
import { useEdgeMark } from '../diff-marks.ts'
import { useDropTarget } from '../drop-target.ts'
import { areasBeside, useAllNodes } from '../flow/all-nodes.ts'
import type { EdgeLook } from '../model/edge-look.ts'
import { LoopLabel } from './loop-label.tsx'
import { toFrames } from './to-frames.ts'
import './edge.css'

export interface FlowEdgeData extends Record<string, unknown> {
  /** In the workflow's `edges`. */
  readonly index: number
  readonly look: EdgeLook
  readonly failing: boolean
  /** Of a loop: its limit, the nodes it goes round, and which of several loops it is. */
  readonly loop: { readonly max: number; readonly body: readonly string[]; readonly order: number } | undefined
  /** Leads from the node that the expression under the caret names. */
  readonly named: boolean
}

export type FlowEdge = Edge<FlowEdgeData, 'edge'>

const LOOP_APART = 14
/** Below it an edge, such as those from column to column, has its ends so close that they would be gripped in the same place. */
export const SHORT = 56

/** Only a loop, and what goes on in another row, listen to where other nodes stand. */
export const FlowEdgeView = memo(function FlowEdgeView(props: EdgeProps<FlowEdge>) {
  const { data } = props
  if (!data) return null
  if (data.loop) return <LoopEdge {...props} data={data} loop={data.loop} />
  return doesWrap(endsOf(props)) ? (
    <WrapEdge {...props} data={data} />
  ) : (
    <Line {...props} data={data} path={edgePath(endsOf(props))} />
  )
})

type DrawnProps = EdgeProps<FlowEdge> & { readonly data: FlowEdgeData }

const endsOf = (props: EdgeProps<FlowEdge>): EdgeEnds => ({ ...props, down: props.sourcePosition === Position.Bottom })

function WrapEdge(props: DrawnProps) {
  const ends = endsOf(props)
  return <Line {...props} path={edgePath(ends, useWrapLine(props.source, ends))} />
}

function LoopEdge(props: DrawnProps & { readonly loop: NonNullable<FlowEdgeData['loop']> }) {
  const { data, loop, selected } = props
  const { detail } = useCanvas()
  const ends = endsOf(props)
  const line = useLoopLine(props.source, props.target, loop.body) + LOOP_APART * loop.order
  return (
    <>
      <Line {...props} path={loopPath(ends, line)} />
      {detail === 'full' && (
        <EdgeLabelRenderer>
          <LoopLabel index={data.index} max={loop.max} x={loopMiddle(ends)} y={line} selected={selected === true} />
        </EdgeLabelRenderer>
      )}
    </>
  )
}

function Line({ path: between, ...props }: DrawnProps & { readonly path: string }) {
  const { id, source, target, sourceHandleId, data, selected } = props
  const mark = useEdgeMark(source, sourceHandleId, target)
  const isTarget = useDropTarget(({ edge }) => edge === id)
  const path = toFrames(between, endsOf(props))
  const names = [
    'edge',
    `look-${data.look}`,
    data.failing && 'failing',
    data.loop && 'loop',
    selected && 'selected',
    data.named && 'named',
    mark && `diff-${mark}`,
    isTarget && 'target',
    isShort(props) && 'short',
  ]
  return (
    <g className={names.filter(Boolean).join(' ')}>
      <path className="line" d={path} />
      {data.look === 'active' && <path className="dashes" d={path} />}
      <path className="react-flow__edge-interaction" d={path} fill="none" strokeOpacity={0} strokeWidth={16} />
    </g>
  )
}

const isShort = ({ sourcePosition, sourceX, sourceY, targetX, targetY }: DrawnProps): boolean =>
  sourcePosition === Position.Right && Math.hypot(targetX - sourceX, targetY - sourceY) < SHORT

function useWrapLine(source: string, ends: EdgeEnds): number | undefined {
  const all = useAllNodes()
  const from = all.get(source)
  if (!from) return undefined
  return wrapLine(ends, all.nodes.filter((node) => node.parentId === from.parentId).map(areasBeside(from, all)))
}

/** Where a loop's long side runs, wherever its nodes are dragged to. */
function useLoopLine(source: string, target: string, body: readonly string[]): number {
  const all = useAllNodes()
  return useMemo(() => {
    const [from, to] = [all.get(source), all.get(target)]
    if (!from || !to) return 0
    const areaOf = areasBeside(from, all)
    const around = body.flatMap((id) => all.get(id) ?? [])
    // No edge crosses the border of a container: what it goes round stands in the same one.
    const beside = all.nodes.filter((node) => node.parentId === from.parentId)
    return loopLine(areaOf(from), areaOf(to), around.map(areaOf), beside.map(areaOf))
  }, [all, source, target, body])
}

/** The edge under the pointer, while it is drawn by hand. */
export function DrawnEdge({ fromX, fromY, toX, toY, fromPosition, connectionStatus }: ConnectionLineComponentProps) {
  const back = fromPosition === Position.Left
  const ends = back
    ? { sourceX: toX, sourceY: toY, targetX: fromX, targetY: fromY, down: false }
    : { sourceX: fromX, sourceY: fromY, targetX: toX, targetY: toY, down: fromPosition === Position.Bottom }
  return <path className={connectionStatus === 'invalid' ? 'drawn-edge refused' : 'drawn-edge'} d={cubicPath(ends)} />
}
