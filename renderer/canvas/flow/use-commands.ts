/** Offers what the canvas can do with its selection to the palette, the keyboard and menus. */
import { type ReactFlowInstance, useReactFlow } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { documentNow } from '../../state/documents.ts'
import { foldPanel } from '../../state/view.ts'
import type { CanvasCommands, Selecting, Tool } from '../canvas-commands.ts'
import { registerCanvas } from '../canvas-commands.ts'
import type { Direction, Side } from '../edit/align.ts'
import { canReconnectAny } from '../edit/insert-on-edge.ts'
import { isCollapsed } from '../edit/places.ts'
import { downstreamOf, upstreamOf } from '../edit/walk.ts'
import { isContainer } from '../model/tree.ts'
import { renameOnCanvas } from '../node/node-title.tsx'
import { useCanvasMenu } from '../palette/canvas-menu-state.ts'
import { focusWhenDrawn } from '../walk/focus-when-drawn.ts'
import { focusOn, focusOnNew, type WalkInput, walkCommands } from '../walk/walk-commands.ts'
import type { Adding } from './use-adding.tsx'
import type { Arranging } from './use-arranging.ts'
import type { Built } from './use-built.ts'
import type { Clipboard } from './use-clipboard.ts'
import type { Containers } from './use-containers.ts'
import { type Editing, nextPort } from './use-editing.ts'
import type { Fit } from './use-fit.ts'
import type { Pointer } from './use-pointer.ts'
import type { SelectionHook } from './use-selection.ts'
import { zoomSteps } from './zoom-steps.ts'

export interface CommandsInput extends Omit<WalkInput, 'selection' | 'fit' | 'containers' | 'editing'> {
  readonly built: Built
  readonly adding: Adding
  readonly arranging: Arranging
  readonly pointer: RefObject<Pointer | null>
  readonly fit: Fit
  readonly editable: boolean
  readonly selection: SelectionHook
  readonly editing: Editing
  readonly containers: Containers
  readonly clipboard: Clipboard
  setTool(tool: Tool): void
  tell(sentence: string): void
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
    tell: (sentence) => now.current.tell(sentence),
    ...nodeCommands(now),
    ...addCommands(now),
    ...arrangeCommands(now),
    ...walkCommands(now),
    ...containerCommands(documentRef, now),
    ...viewCommands(now, flow),
  }
}

const onlySelected = ({ selection }: CommandsInput): string | undefined =>
  selection.nodes.size === 1 ? [...selection.nodes][0] : undefined

function nodeCommands(now: Now) {
  const selectedEdges = () =>
    new Set(now.current.built.edges.flatMap((edge) => (edge.selected && edge.data ? [edge.data.index] : [])))
  /** The node that had the focus is gone: the keys of the canvas still count. */
  const leave = () => {
    now.current.selection.set({ nodes: new Set() })
    requestAnimationFrame(() => now.current.frame.current?.focus({ preventScroll: true }))
  }
  return {
    selected: () => now.current.selection.nodes,
    selectedEdges,
    select: (what: Selecting) => now.current.selection.set({ nodes: new Set(nodesFor(what, now.current)) }),
    choose(ids: readonly string[]) {
      const [first] = ids
      now.current.selection.set({ nodes: new Set(ids) })
      // A frame later they have their places.
      requestAnimationFrame(() => {
        if (first !== undefined) now.current.fit.reveal(first)
        focusOn(now.current.frame.current, first)
      })
    },
    duplicate() {
      const { selection, editing, frame } = now.current
      const nodes = editing.duplicate(selection.nodes)
      selection.set({ nodes })
      focusOnNew(frame.current, [...nodes])
    },
    remove() {
      now.current.editing.remove(now.current.selection.nodes, selectedEdges())
      leave()
    },
    canReconnect: () => canReconnectAny(now.current.workflow, now.current.selection.nodes),
    removeAndReconnect() {
      now.current.editing.removeAndReconnect(now.current.selection.nodes)
      leave()
    },
    copyText: () => now.current.clipboard.copyText(),
    paste: (text: string, links: boolean) => now.current.clipboard.paste(text, links),
    renameSelected() {
      const id = onlySelected(now.current)
      if (id !== undefined) writeOn(id, now.current)
    },
    openSelected: () => openSelected(now.current),
    color: (name: string | undefined) => now.current.editing.color(now.current.selection.nodes, name),
  }
}

function nodesFor(what: Selecting, { workflow, selection }: CommandsInput): Iterable<string> {
  switch (what) {
    case 'all':
      return workflow.nodes.map(({ id }) => id)
    case 'inverse':
      return workflow.nodes.flatMap(({ id }) => (selection.nodes.has(id) ? [] : [id]))
    case 'upstream':
      return upstreamOf(workflow, selection.nodes)
    case 'downstream':
      return downstreamOf(workflow, selection.nodes)
  }
}

function writeOn(id: string, { fit }: CommandsInput): void {
  renameOnCanvas(id)
  fit.write(id)
}

/** A remark is written where it stands; any other node opens in the inspector. */
function openSelected(input: CommandsInput): void {
  const id = onlySelected(input)
  if (id !== undefined && input.editable && input.views.get(id)?.box.shape === 'note') writeOn(id, input)
  else {
    foldPanel('inspector', false)
    focusWhenDrawn(() => firstField(id))
  }
}

/** Of this node: what was shown of the one before goes away. */
const firstField = (nodeId: string | undefined) =>
  document.querySelector<HTMLElement>(
    `.inspector[data-node="${CSS.escape(nodeId ?? '')}"] [role="tabpanel"] :is(input, textarea, select, button, [contenteditable="true"])`,
  )

function addCommands(now: Now) {
  const edge = () => [...nodeCommands(now).selectedEdges()][0]
  return {
    openAddMenu() {
      const { open } = useCanvasMenu.getState()
      // Chosen in the menu of the canvas, it means the place where that was asked for.
      if (open && open.nodeId === undefined) now.current.adding.openAt(open, {})
      else if (onlySelected(now.current) !== undefined || edge() === undefined || !now.current.adding.openNext(edge()))
        now.current.adding.openMenu()
    },
    canAddNext() {
      const id = onlySelected(now.current)
      return id === undefined ? edge() !== undefined : nextPort(now.current.workflow, id) !== undefined
    },
    addNext: () => now.current.adding.openNext(onlySelected(now.current) === undefined ? edge() : undefined),
    addNote(kind: KindDescriptor) {
      const { pointer, frame, adding } = now.current
      const [bounds, at] = [frame.current?.getBoundingClientRect(), pointer.current]
      const over =
        bounds && at && at.x > bounds.left && at.x < bounds.right && at.y > bounds.top && at.y < bounds.bottom
      adding.addNote(kind, over ? at : undefined)
    },
  }
}

function arrangeCommands(now: Now) {
  return {
    arrangeable: () => now.current.arranging.count(),
    align: (side: Side) => now.current.arranging.align(side),
    distribute: (direction: Direction) => now.current.arranging.distribute(direction),
    tidy: () => now.current.arranging.tidy(),
    tidySelection: () => now.current.arranging.tidySelection(),
    setTool: (tool: Tool) => now.current.setTool(tool),
  }
}

function viewCommands(now: Now, flow: ReactFlowInstance) {
  return {
    places: () => now.current.places,
    fit: () => now.current.fit.all(),
    fitSelection: () => now.current.fit.nodes(now.current.selection.nodes),
    zoom: zoomSteps(flow),
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
      const { containers, selection, frame } = now.current
      if (containers.wrapProblem(selection.nodes) !== undefined) return
      const id = containers.wrap(selection.nodes, kind)
      selection.set({ nodes: new Set([id]) })
      focusOnNew(frame.current, [id])
    },
    container,
    unwrap() {
      const id = container()
      if (id === undefined) return
      const inner = now.current.containers.unwrap(id)
      now.current.selection.set({ nodes: inner })
      focusOnNew(now.current.frame.current, [...inner])
    },
    fold() {
      const id = container()
      if (id === undefined) return
      now.current.editing.fold(id, !isCollapsed(documentNow(documentRef)?.workflow?.layout?.[id]))
    },
  }
}
