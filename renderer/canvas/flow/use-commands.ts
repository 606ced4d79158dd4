/** Offers what the canvas can do with its selection to the palette, the keyboard and menus. */
import { type ReactFlowInstance, useReactFlow } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { documentNow } from '../../state/documents.ts'
import { foldPanel } from '../../state/view.ts'
import type { CanvasCommands, Tool } from '../canvas-commands.ts'
import { registerCanvas } from '../canvas-commands.ts'
import { isCollapsed } from '../edit/places.ts'
import type { NodeView } from '../model/node-views.ts'
import { isContainer } from '../model/tree.ts'
import { renameOnCanvas } from '../node/node-title.tsx'
import { ZOOM_MS } from '../palette/toolbar.tsx'
import type { Adding } from './use-adding.tsx'
import type { Clipboard } from './use-clipboard.ts'
import type { Containers } from './use-containers.ts'
import type { Editing } from './use-editing.ts'
import type { Fit } from './use-fit.ts'
import type { Built } from './use-graph.ts'
import type { SelectionHook } from './use-selection.ts'

export interface CommandsInput {
  readonly workflow: Workflow
  readonly built: Built
  readonly adding: Adding
  readonly fit: Fit
  readonly documentRef: string
  readonly editable: boolean
  readonly views: ReadonlyMap<string, NodeView>
  readonly selection: SelectionHook
  readonly editing: Editing
  readonly containers: Containers
  tidy(): void
  readonly clipboard: Clipboard
  setTool(tool: Tool): void
}

export function useCommands(input: CommandsInput): void {
  const { documentRef, editable } = input
  const flow = useReactFlow()
  const now = useRef(input)
  now.current = input
  useEffect(() => registerCanvas(commandsOf(documentRef, editable, now, flow)), [documentRef, editable, flow])
}

type Now = { readonly current: CommandsInput }

function commandsOf(documentRef: string, editable: boolean, now: Now, flow: ReactFlowInstance): CanvasCommands {
  return {
    documentRef,
    editable,
    ...nodeCommands(now),
    ...containerCommands(documentRef, now),
    ...viewCommands(now, flow),
  }
}

const onlySelected = ({ selection }: CommandsInput): string | undefined =>
  selection.nodes.size === 1 ? [...selection.nodes][0] : undefined

function nodeCommands(now: Now) {
  const selectedEdges = () =>
    new Set(now.current.built.edges.flatMap((edge) => (edge.selected && edge.data ? [edge.data.index] : [])))
  return {
    selected: () => now.current.selection.nodes,
    selectedEdges,
    selectAll: () => now.current.selection.set({ nodes: new Set(now.current.workflow.nodes.map(({ id }) => id)) }),
    duplicate() {
      const { selection, editing } = now.current
      selection.set({ nodes: editing.duplicate(selection.nodes) })
    },
    remove: () => now.current.editing.remove(now.current.selection.nodes, selectedEdges()),
    copyText: () => now.current.clipboard.copyText(),
    paste: (text: string, links: boolean) => now.current.clipboard.paste(text, links),
    renameSelected() {
      const id = onlySelected(now.current)
      if (id !== undefined) renameOnCanvas(id)
    },
    openSelected: () => foldPanel('inspector', false),
    openAddMenu: () => now.current.adding.openMenu(),
    tidy: () => now.current.tidy(),
    setTool: (tool: Tool) => now.current.setTool(tool),
  }
}

function viewCommands(now: Now, flow: ReactFlowInstance) {
  const moving = { duration: ZOOM_MS }
  return {
    fit: () => now.current.fit.all(),
    zoom(to: 'in' | 'out' | number) {
      if (to === 'in') void flow.zoomIn(moving)
      else if (to === 'out') void flow.zoomOut(moving)
      else void flow.zoomTo(to, moving)
    },
  }
}

function containerCommands(documentRef: string, now: Now) {
  const container = () => {
    const id = onlySelected(now.current)
    return id !== undefined && isContainer(now.current.views.get(id)?.descriptor) ? id : undefined
  }
  return {
    wrapProblem: () => now.current.containers.wrapProblem(now.current.selection.nodes),
    wrap(kind: KindDescriptor) {
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
  }
}
