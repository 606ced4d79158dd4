/** A node that holds others: its head, how its items stand, and the ground that its children stand on. */
import { memo } from 'react'
import type { GlyphState } from '../../glyphs/state-glyph.tsx'
import { StateGlyph } from '../../glyphs/state-glyph.tsx'
import { useCanvas } from '../canvas-context.ts'
import { useDropTarget } from '../drop-target.ts'
import { ItemPicker, type ItemPickerProps } from '../items/item-picker.tsx'
import { ItemStrip } from '../items/item-strip.tsx'
import type { NodeView } from '../model/node-view.ts'
import { takesItems } from '../model/tree.ts'
import { KindIcon } from './kind-icon.tsx'
import { NodeTime } from './node-header.tsx'
import { NodeTitle } from './node-title.tsx'
import { PinMark } from './pin-mark.tsx'
import './container-node.css'

export const ContainerNode = memo(function ContainerNode({ view }: { readonly view: NodeView }) {
  const { runId } = useCanvas()
  return (
    <>
      <header>
        <span className="kind-tile">
          <KindIcon name={view.descriptor?.icon} />
        </span>
        <NodeTitle node={view.node} />
        <Meta view={view} />
        <PinMark node={view.node} />
        <StateGlyph state={view.glyph} />
      </header>
      {takesItems(view.descriptor) && <ItemStrip runId={runId} items={view.items} />}
      <Well view={view} />
    </>
  )
})

const TONES: Partial<Record<GlyphState, ItemPickerProps['tone']>> = {
  running: 'run',
  streaming: 'run',
  retrying: 'run',
}

/** Several items: which one is shown. Then how long it took, or why it has not begun. */
function Meta({ view }: { readonly view: NodeView }) {
  const { runId } = useCanvas()
  const { items, glyph } = view
  const several = items !== undefined && items.cells.length > 1
  const acts = TONES[glyph] !== undefined || glyph === 'needs-approval'
  return (
    <>
      {several && runId !== null && <ItemPicker runId={runId} items={items} tone={TONES[glyph] ?? 'quiet'} />}
      {view.note !== '' ? (
        <span className="node-meta">{view.note}</span>
      ) : (
        view.current && glyph !== 'needs-approval' && !(several && acts) && <NodeTime view={view} />
      )}
    </>
  )
}

/** The graph hears the press. By the keyboard what is added goes into the selected container. */
const Invitation = () => (
  <p>
    Drop nodes here, or{' '}
    <button type="button" className="well-add nodrag" tabIndex={-1}>
      add one
    </button>
  </p>
)

function Well({ view }: { readonly view: NodeView }) {
  const { editable } = useCanvas()
  const target = useDropTarget(({ containers }) => containers.has(view.node.id))
  return (
    <>
      <div className={target ? 'well target' : 'well'} style={{ top: view.box.well }}>
        {view.inside === 0 && (editable ? <Invitation /> : <p>Nothing stands inside</p>)}
      </div>
      {target && <span className="drop-ring" aria-hidden="true" />}
    </>
  )
}
