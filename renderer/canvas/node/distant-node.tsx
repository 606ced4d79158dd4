/** Far away: the title and the mark, or a plain box that keeps a mark only where something acts, failed or needs a person. */
import { memo } from 'react'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import { type GlyphState, StateGlyph } from '../../glyphs/state-glyph.tsx'
import type { Detail } from '../canvas-context.ts'
import type { NodeView } from '../model/node-view.ts'
import { KindIcon } from './kind-icon.tsx'
import { PinMark } from './pin-mark.tsx'

const KEEPS_MARK: ReadonlySet<GlyphState> = new Set([
  'running',
  'streaming',
  'retrying',
  'failed',
  'needs-approval',
  'needs-answer',
])

export const DistantNode = memo(function DistantNode({
  view,
  detail,
}: {
  readonly view: NodeView
  readonly detail: Detail
}) {
  if (detail === 'box') {
    // Its children tell what acts in it.
    if (view.box.shape === 'container') return null
    return (
      <span className="distant-box">{KEEPS_MARK.has(view.glyph) && <StateGlyph state={view.glyph} size={10} />}</span>
    )
  }
  // Its name stands below it, where there is no room from here.
  if (view.box.shape === 'token')
    return (
      <span className="distant-token">
        {view.glyph === 'idle' ? (
          <KindIcon name={view.descriptor?.icon} size={10} />
        ) : (
          <StateGlyph state={view.glyph} />
        )}
      </span>
    )
  return (
    <>
      <span className={view.box.shape === 'container' ? 'distant-title of-container' : 'distant-title'}>
        <span>{view.box.shape === 'unknown' ? view.node.kind : titleOfNode(view.node)}</span>
        <PinMark node={view.node} />
        <StateGlyph state={view.glyph} />
      </span>
      {view.box.shape === 'container' && <span className="well" style={{ top: view.box.well }} />}
    </>
  )
})
