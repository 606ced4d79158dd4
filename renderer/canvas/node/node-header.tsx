import { memo } from 'react'
import { KEPT_ITEMS } from '#shared/state/items-state.ts'
import type { NodeState } from '#shared/state/run-state.ts'
import { describeNodeState } from '../../glyphs/describe-node-state.ts'
import { StateGlyph } from '../../glyphs/state-glyph.tsx'
import { useNow } from '../../glyphs/time.ts'
import { runNow, useNodeState } from '../../state/runs.ts'
import { useCanvas } from '../canvas-context.ts'
import type { NodeView } from '../model/node-view.ts'
import { FORGOTTEN } from '../model/view-of.ts'
import { KindIcon } from './kind-icon.tsx'
import { NodeTitle } from './node-title.tsx'
import { PinMark } from './pin-mark.tsx'

export const NodeHeader = memo(function NodeHeader({ view }: { readonly view: NodeView }) {
  return (
    <header>
      <span className="kind-tile">
        <KindIcon name={view.descriptor?.icon} />
      </span>
      <NodeTitle node={view.node} />
      {view.note !== '' ? (
        <span className="node-meta" title={view.note === FORGOTTEN ? FORGOTTEN_TITLE : undefined}>
          {view.note}
        </span>
      ) : (
        view.current && view.face.deadline === undefined && <NodeTime view={view} />
      )}
      <PinMark node={view.node} />
      <StateGlyph state={view.glyph} />
    </header>
  )
})

const FORGOTTEN_TITLE = `Of more than ${KEPT_ITEMS.toLocaleString('en')} items the steps of those that ended are in the log only.`

/** How long, or until when. It ticks by itself, so that the rest of the node stands still. */
export function NodeTime({ view }: { readonly view: NodeView }) {
  const { runId } = useCanvas()
  const node = useNodeState(runId, view.node.id, view.path)
  if (!node || runId === null || view.glyph === 'disabled') return null
  return <TimeWords node={node} runId={runId} />
}

export function TimeWords({ node, runId }: { readonly node: NodeState; readonly runId: string }) {
  const { state } = runNow(runId)
  const still = describeNodeState(node, state)
  const now = useNow(still.ticking)
  const { meta, tone } = still.ticking ? describeNodeState(node, state, now) : still
  return meta === '' ? null : <span className={`node-meta tone-${tone}`}>{meta}</span>
}
