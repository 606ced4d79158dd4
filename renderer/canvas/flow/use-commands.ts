/** Offers what the canvas can do with its selection to the palette, the keyboard and menus. */
import { useEffect, useRef } from 'react'
import { documentNow } from '../../state/documents.ts'
import type { CanvasCommands } from '../canvas-commands.ts'
import { registerCanvas } from '../canvas-commands.ts'
import { isCollapsed } from '../edit/places.ts'
import type { NodeView } from '../model/node-views.ts'
import { isContainer } from '../model/tree.ts'
import type { Clipboard } from './use-clipboard.ts'
import type { Containers } from './use-containers.ts'
import type { Editing } from './use-editing.ts'
import type { SelectionHook } from './use-selection.ts'

export interface CommandsInput {
  readonly documentRef: string
  readonly editable: boolean
  readonly views: ReadonlyMap<string, NodeView>
  readonly selection: SelectionHook
  readonly editing: Editing
  readonly containers: Containers
  readonly clipboard: Clipboard
}

export function useCommands(input: CommandsInput): void {
  const { documentRef, editable } = input
  const now = useRef(input)
  now.current = input
  useEffect(() => registerCanvas(commandsOf(documentRef, editable, now)), [documentRef, editable])
}

function commandsOf(documentRef: string, editable: boolean, now: { readonly current: CommandsInput }): CanvasCommands {
  const container = () => {
    const { selection, views } = now.current
    const [id] = selection.nodes.size === 1 ? selection.nodes : []
    return id !== undefined && isContainer(views.get(id)?.descriptor) ? id : undefined
  }
  return {
    documentRef,
    editable,
    selected: () => now.current.selection.nodes,
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
    copyText: () => now.current.clipboard.copyText(),
    paste: (text, links) => now.current.clipboard.paste(text, links),
    remove: () => now.current.editing.remove(now.current.selection.nodes, new Set()),
  }
}
