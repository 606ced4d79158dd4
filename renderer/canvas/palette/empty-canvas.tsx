import { Plus, Slash } from 'lucide-react'
import { openOverlay } from '../../actions/overlays.ts'
import { ActionKeys } from '../../parts/keys.tsx'

export interface EmptyCanvasProps {
  readonly editable: boolean
  onAdd(): void
}

/** Nothing is drawn yet: what to begin with. */
export function EmptyCanvas({ editable, onAdd }: EmptyCanvasProps) {
  return (
    <div className="canvas-start">
      <h2>Start with a command</h2>
      {editable && (
        <button type="button" className="option" onClick={onAdd}>
          <Plus size={14} aria-hidden="true" />
          New node
          <span className="end">
            <ActionKeys action="add-node" />
          </span>
        </button>
      )}
      <button type="button" className="option" onClick={() => openOverlay('palette')}>
        <Slash size={14} aria-hidden="true" />
        Open a bundled command
      </button>
    </div>
  )
}
