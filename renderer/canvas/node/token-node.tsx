import { memo } from 'react'
import { StateGlyph } from '../../glyphs/state-glyph.tsx'
import { countCells } from '../model/items.ts'
import type { NodeView } from '../model/node-view.ts'
import { KindIcon } from './kind-icon.tsx'
import { NodeTitle } from './node-title.tsx'
import { PinMark } from './pin-mark.tsx'

/** A small square with its name below, for where a run begins and ends and for what is folded. */
export const TokenNode = memo(function TokenNode({
  view,
  caption,
}: {
  readonly view: NodeView
  readonly caption: string
}) {
  const below = view.note || caption || itemsCaption(view)
  return (
    <>
      <KindIcon name={view.descriptor?.icon} size={14} />
      <span className="token-glyph">
        <PinMark node={view.node} />
        <StateGlyph state={view.glyph} size={13} />
      </span>
      <span className="token-label">
        <NodeTitle node={view.node} />
        {below && <span className="token-caption">{below}</span>}
      </span>
    </>
  )
})

/** Of a folded container: how far it is, or how much it holds. */
function itemsCaption({ items, inside }: NodeView): string {
  if (items && items.cells.length > 1) return `${countCells(items.cells, 'done')} of ${items.cells.length}`
  return inside === 0 ? '' : `${inside} inside`
}
