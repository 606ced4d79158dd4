import { Ban, Check } from 'lucide-react'
import { useDocument } from '../../state/documents.ts'
import { canvasCommands } from '../canvas-commands.ts'
import { colorOf } from '../edit/places.ts'
import { NODE_COLORS } from '../model/node-colors.ts'
import './color-items.css'

export interface ColorRowProps {
  readonly documentRef: string
  readonly ids: readonly string[]
}

/** The colours of several nodes, as buttons; the one that all of them have is pressed. */
export function ColorRow({ documentRef, ids }: ColorRowProps) {
  const layout = useDocument(documentRef)?.workflow?.layout
  const colors = new Set(ids.map((id) => colorOf(layout?.[id])))
  const [only] = colors.size === 1 ? colors : ['several']
  return (
    <div className="color-items in-panel" role="toolbar" aria-label="Colour">
      {[undefined, ...NODE_COLORS].map((name) => (
        <button
          key={name ?? ''}
          type="button"
          className="color-item"
          title={name ?? 'No colour'}
          aria-label={name ?? 'No colour'}
          aria-pressed={name === only}
          style={name && { background: `var(--tint-${name})` }}
          onClick={() => canvasCommands()?.color(name)}
        >
          {name === undefined ? (
            <Ban size={12} aria-hidden="true" />
          ) : (
            name === only && <Check size={12} aria-hidden="true" />
          )}
        </button>
      ))}
    </div>
  )
}
