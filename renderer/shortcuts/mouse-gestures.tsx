/** What the mouse does on the canvas with a key held, which no button and no menu tells. */
import { Mouse } from 'lucide-react'
import { keyWords } from '../actions/key-words.ts'
import { rank } from '../palette/rank.ts'
import { Keys } from '../parts/keys.tsx'

interface Gesture {
  readonly label: string
  readonly held: string
  readonly does: string
}

const HEADING = 'With the mouse, on the canvas'

const GESTURES: readonly Gesture[] = [
  { label: 'Drag copies of nodes', held: 'alt', does: 'held as the drag begins' },
  { label: 'Keep what is dragged straight', held: 'shift', does: 'while it is dragged' },
  { label: 'Drag past the lines', held: 'mod', does: 'while it is dragged' },
  { label: 'Take back what is dragged or drawn', held: 'escape', does: 'while it is dragged' },
  { label: 'Move the view', held: 'space', does: 'and drag; or the middle button' },
  { label: 'Zoom to the pointer', held: 'mod', does: 'and the wheel' },
  { label: 'Add to the selection', held: 'shift', does: 'and a click' },
]

const fitting = (search: string): readonly Gesture[] =>
  search.trim() === ''
    ? GESTURES
    : GESTURES.filter(({ label, held, does }) => rank(search, label, [keyWords(held), does, 'mouse']) > 0)

export const hasGestures = (search: string): boolean => fitting(search).length > 0

export function MouseGestures({ search }: { readonly search: string }) {
  const gestures = fitting(search)
  if (gestures.length === 0) return null
  return (
    <section className="shortcuts-group" aria-label={HEADING}>
      <h3>{HEADING}</h3>
      <ul>
        {gestures.map(({ label, held, does }) => (
          <li key={label} className="shortcut-row">
            <span className="shortcut-icon">
              <Mouse size={14} aria-hidden="true" />
            </span>
            <span className="shortcut-name cut">{label}</span>
            <span className="hint">
              <Keys keys={keyWords(held)} /> {does}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
