/** Keys of the canvas itself. React Flow moves the selected nodes by the arrows and deletes them; the window's actions undo. */
import { useReactFlow } from '@xyflow/react'
import type { KeyboardEvent } from 'react'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { foldPanel } from '../../state/view.ts'
import { renameOnCanvas } from '../node/node-title.tsx'
import { type Tool, ZOOM_MS } from '../palette/toolbar.tsx'
import type { Adding } from './use-adding.tsx'
import type { Editing } from './use-editing.ts'
import type { Fit } from './use-fit.ts'
import type { SelectionHook } from './use-selection.ts'

export interface CanvasKeysInput {
  readonly editable: boolean
  readonly workflow: Workflow
  readonly selection: SelectionHook
  readonly editing: Editing
  readonly adding: Adding
  readonly fit: Fit
  tidy(): void
  setTool(tool: Tool): void
}

export function useCanvasKeys(input: CanvasKeysInput): (event: KeyboardEvent) => void {
  const flow = useReactFlow()
  const zoom = { duration: ZOOM_MS }
  return (event) => {
    const target = event.target
    if (!(target instanceof HTMLElement) || isField(target) || target.closest('.toolbar, .node-card')) return
    const { selection, editing, adding } = input
    const [only] = selection.nodes.size === 1 ? selection.nodes : []
    const mod = event.ctrlKey || event.metaKey
    const always: Record<string, () => unknown> = {
      '+': () => flow.zoomIn(zoom),
      '=': () => flow.zoomIn(zoom),
      '-': () => flow.zoomOut(zoom),
      '0': () => flow.zoomTo(1, zoom),
      '1': input.fit.all,
      Enter: () => openInspector(target, selection),
    }
    const whileEditing: Record<string, () => unknown> = {
      a: adding.openMenu,
      t: input.tidy,
      v: () => input.setTool('select'),
      h: () => input.setTool('hand'),
      F2: () => only !== undefined && renameOnCanvas(only),
    }
    const withMod: Record<string, () => unknown> = {
      a: () => selection.set({ nodes: new Set(input.workflow.nodes.map((node) => node.id)) }),
      d: () => selection.nodes.size > 0 && selection.set({ nodes: editing.duplicate(selection.nodes) }),
    }
    const act = mod
      ? input.editable && withMod[event.key]
      : !event.altKey && (always[event.key] ?? (input.editable && whileEditing[event.key]))
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
}

const isField = (target: HTMLElement): boolean =>
  target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT', 'BUTTON'].includes(target.tagName)

/** The node under the focus, with its settings or its run in the inspector. */
function openInspector(target: HTMLElement, selection: SelectionHook): void {
  const id = target.closest<HTMLElement>('.react-flow__node')?.dataset.id
  if (id === undefined) return
  selection.set({ nodes: new Set([id]) })
  foldPanel('inspector', false)
}
