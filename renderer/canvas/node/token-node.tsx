import { memo } from 'react'
import { StateGlyph } from '../../glyphs/state-glyph.tsx'
import type { NodeView } from '../model/node-views.ts'
import { KindIcon } from './kind-icon.tsx'
import { NodeTitle } from './node-title.tsx'

/** A small square with its name below, for where a run begins and ends and for what is folded. */
export const TokenNode = memo(function TokenNode({
  view,
  caption,
}: {
  readonly view: NodeView
  readonly caption: string
}) {
  return (
    <>
      <KindIcon name={view.descriptor?.icon} size={14} />
      <span className="token-glyph">
        <StateGlyph state={view.glyph} size={13} />
      </span>
      <span className="token-label">
        <NodeTitle node={view.node} />
        {(view.note || caption) && <span className="token-caption">{view.note || caption}</span>}
      </span>
    </>
  )
})
