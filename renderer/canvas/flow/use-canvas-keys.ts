/** Keys of the canvas beside those of its actions: second names of some, and Enter on what has the focus. */
import type { KeyboardEvent } from 'react'
import { perform } from '../../actions/actions.ts'
import { foldPanel } from '../../state/view.ts'
import type { NodeView } from '../model/node-views.ts'
import { renameOnCanvas } from '../node/node-title.tsx'
import type { SelectionHook } from './use-selection.ts'

export interface CanvasKeysInput {
  readonly editable: boolean
  readonly views: ReadonlyMap<string, NodeView>
  readonly selection: SelectionHook
}

/** Keyboards differ in where they have them. */
const SECOND_NAMES: Readonly<Record<string, readonly string[]>> = {
  '/': ['add-next', 'add-node'],
  '=': ['zoom-in'],
  Backspace: ['delete'],
  'Shift Backspace': ['delete-reconnect'],
}

export function useCanvasKeys(input: CanvasKeysInput): (event: KeyboardEvent) => void {
  return (event) => {
    const target = event.target
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (!(target instanceof HTMLElement) || isField(target) || target.closest('.toolbar, .node-card')) return
    const key = event.shiftKey && event.key.length > 1 ? `Shift ${event.key}` : event.key
    const done = key === 'Enter' ? enter(target, input) : SECOND_NAMES[key]?.some(perform)
    if (!done) return
    event.preventDefault()
    event.stopPropagation()
  }
}

const isField = (target: HTMLElement): boolean =>
  target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT', 'BUTTON'].includes(target.tagName)

/** A remark is written where it stands; any other node opens in the inspector, with its settings or its run. */
function enter(target: HTMLElement, { editable, views, selection }: CanvasKeysInput): boolean {
  const id = target.closest<HTMLElement>('.react-flow__node')?.dataset.id
  if (id === undefined) return false
  selection.set({ nodes: new Set([id]) })
  if (editable && views.get(id)?.box.shape === 'note') renameOnCanvas(id)
  else foldPanel('inspector', false)
  return true
}
