import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { StateGlyph } from '../../glyphs/state-glyph.tsx'
import { isPinned } from '../edit/pins.ts'
import './pin-mark.css'

/** Left of the state: tries take its recorded output instead of running it. */
export function PinMark({ node }: { readonly node: WorkflowNode }) {
  if (!isPinned(node)) return null
  return (
    <span className="node-pin" title="Pinned: tries take its recorded output">
      <StateGlyph state="pinned" size={12} label="pinned" />
    </span>
  )
}
