/** Offers what the canvas can do to the palette, the keyboard and menus. */
import { type ReactFlowInstance, useReactFlow } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { documentNow } from '../../state/documents.ts'
import type { CanvasCommands, Selecting, Tool, Zooming } from '../canvas-commands.ts'
import { registerCanvas } from '../canvas-commands.ts'
import { canReconnect } from '../edit/insert-on-edge.ts'
import { isCollapsed } from '../edit/places.ts'
import { downstreamOf, upstreamOf } from '../edit/walk.ts'
import type { NodeView } from '../model/node-views.ts'
import { isContainer } from '../model/tree.ts'
import { renameOnCanvas } from '../node/node-title.tsx'
import type { Adding } from './use-adding.tsx'
import type { Arranging } from './use-arranging.ts'
import type { Containers } from './use-containers.ts'
import type { Editing } from './use-editing.ts'
import type { Fit } from './use-fit.ts'
import type { Built } from './use-graph.ts'
import type { Pointer } from './use-pointer.ts'
import type { SelectionHook } from './use-selection.ts'

export interface CommandsInput {
  readonly documentRef: string
  readonly editable: boolean
  readonly workflow: Workflow
  readonly views: ReadonlyMap<string, NodeView>
  readonly built: Built
  readonly selection: SelectionHook
  readonly editing: Editing
  readonly containers: Containers
  readonly adding: Adding
  readonly arranging: Arranging
  readonly fit: Fit
  readonly pointer: RefObject<Pointer | null>
  readonly frame: RefObject<HTMLDivElement | null>
  setTool(tool: Tool): void
}

type Now = { readonly current: CommandsInput }

const ZOOM_MS = 240

export function useCommands(input: CommandsInput): void {
  const { documentRef, editable } = input
  const flow = useReactFlow()
  const now = useRef(input)
  now.current = input
  useEffect(
    () =>
      registerCanvas({
        documentRef,
        editable,
        ...selectionCommands(now),
        ...editCommands(documentRef, now),
        ...arrangeCommands(now),
        ...addCommands(now),
        zoom: (to) => zoomTo(to, flow, now.current),
        use: (tool) => now.current.setTool(tool),
      }),
    [documentRef, editable, flow],
  )
}

function zoomTo(to: Zooming, flow: ReactFlowInstance, { fit, selection }: CommandsInput): void {
  const motion = { duration: ZOOM_MS }
  switch (to) {
    case 'all':
      return fit.all()
    case 'selection':
      return fit.nodes(selection.nodes)
    case 'whole':
      return void flow.zoomTo(1, motion)
    case 'in':
      return void flow.zoomIn(motion)
    case 'out':
      return void flow.zoomOut(motion)
  }
}

function selectionCommands(now: Now): Pick<CanvasCommands, 'selected' | 'selectedEdges' | 'select'> {
  const selecting: Record<Selecting, () => Iterable<string>> = {
    all: () => now.current.workflow.nodes.map(({ id }) => id),
    inverse: () => now.current.workflow.nodes.flatMap(({ id }) => (now.current.selection.nodes.has(id) ? [] : [id])),
    upstream: () => upstreamOf(now.current.workflow, now.current.selection.nodes),
    downstream: () => downstreamOf(now.current.workflow, now.current.selection.nodes),
  }
  return {
    selected: () => now.current.selection.nodes,
    selectedEdges() {
      const { selection, built } = now.current
      if (selection.edges.size === 0) return new Set()
      return new Set(built.edges.flatMap(({ id, data }) => (data && selection.edges.has(id) ? [data.index] : [])))
    },
    select: (what) => now.current.selection.set({ nodes: new Set(selecting[what]()) }),
  }
}

type EditCommands =
  | 'wrapProblem'
  | 'wrap'
  | 'container'
  | 'unwrap'
  | 'fold'
  | 'duplicate'
  | 'remove'
  | 'canReconnect'
  | 'removeAndReconnect'
  | 'rename'
  | 'color'

function editCommands(documentRef: string, now: Now): Pick<CanvasCommands, EditCommands> {
  const container = () => {
    const { selection, views } = now.current
    const [id] = selection.nodes.size === 1 ? selection.nodes : []
    return id !== undefined && isContainer(views.get(id)?.descriptor) ? id : undefined
  }
  /** The node that had the focus is gone: the keys of the canvas still count. */
  const refocus = () => requestAnimationFrame(() => now.current.frame.current?.focus({ preventScroll: true }))
  return {
    wrapProblem: () => now.current.containers.wrapProblem(now.current.selection.nodes),
    wrap(kind) {
      const { containers, selection } = now.current
      if (containers.wrapProblem(selection.nodes) === undefined)
        selection.set({ nodes: new Set([containers.wrap(selection.nodes, kind)]) })
    },
    container,
    unwrap() {
      const id = container()
      if (id !== undefined) now.current.selection.set({ nodes: now.current.containers.unwrap(id) })
    },
    fold() {
      const id = container()
      if (id === undefined) return
      now.current.editing.fold(id, !isCollapsed(documentNow(documentRef)?.workflow?.layout?.[id]))
    },
    duplicate() {
      const { selection, editing } = now.current
      selection.set({ nodes: editing.duplicate(selection.nodes) })
    },
    remove() {
      const { editing, selection } = now.current
      editing.remove(selection.nodes, selectionCommands(now).selectedEdges())
      selection.set({ nodes: new Set() })
      refocus()
    },
    canReconnect: () => [...now.current.selection.nodes].some((id) => canReconnect(now.current.workflow, id)),
    removeAndReconnect() {
      now.current.editing.removeAndReconnect(now.current.selection.nodes)
      now.current.selection.set({ nodes: new Set() })
      refocus()
    },
    rename() {
      const [only] = now.current.selection.nodes.size === 1 ? now.current.selection.nodes : []
      if (only !== undefined) renameOnCanvas(only)
    },
    color: (name) => now.current.editing.color(now.current.selection.nodes, name),
  }
}

function arrangeCommands(
  now: Now,
): Pick<CanvasCommands, 'arrangeable' | 'align' | 'distribute' | 'tidy' | 'tidySelection'> {
  return {
    arrangeable: () => now.current.arranging.count(),
    align: (side) => now.current.arranging.align(side),
    distribute: (direction) => now.current.arranging.distribute(direction),
    tidy: () => now.current.arranging.tidy(),
    tidySelection: () => now.current.arranging.tidySelection(),
  }
}

function addCommands(now: Now): Pick<CanvasCommands, 'addNode' | 'addNext' | 'addNote'> {
  return {
    addNode: () => now.current.adding.openMenu(),
    addNext() {
      const [edge] = selectionCommands(now).selectedEdges()
      return now.current.adding.openNext(now.current.selection.nodes.size === 0 ? edge : undefined)
    },
    addNote(kind) {
      const { pointer, frame, adding } = now.current
      const bounds = frame.current?.getBoundingClientRect()
      const at = pointer.current
      const over =
        bounds && at && at.x > bounds.left && at.x < bounds.right && at.y > bounds.top && at.y < bounds.bottom
      adding.addNote(kind, over ? at : undefined)
    },
  }
}
