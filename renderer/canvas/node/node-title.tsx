import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import { create } from 'zustand'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { changeDocument, documentNow, undoDocument } from '../../state/documents.ts'
import { afterPress, nameByTitle, titleEdit } from '../../state/node-names.ts'
import { useCanvas } from '../canvas-context.ts'
import { setNodeField } from '../edit/change-node.ts'
import { focusWhenDrawn } from '../walk/focus-when-drawn.ts'

/** The node whose title is being typed on the canvas. */
export const useRenaming = create<{ readonly nodeId: string | null }>(() => ({ nodeId: null }))

export const renameOnCanvas = (nodeId: string | null): void => useRenaming.setState({ nodeId })

export const NodeTitle = memo(function NodeTitle({ node }: { readonly node: WorkflowNode }) {
  const { editable } = useCanvas()
  const renaming = useRenaming(({ nodeId }) => nodeId === node.id) && editable
  if (renaming) return <TitleField node={node} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: F2 and the inspector do the same by the keyboard
    <span className="node-title" onDoubleClick={editable ? () => renameOnCanvas(node.id) : undefined}>
      {titleOfNode(node)}
    </span>
  )
})

function TitleField({ node }: { readonly node: WorkflowNode }) {
  const { documentRef } = useCanvas()
  const field = useRef<HTMLInputElement>(null)
  const given = useRef(true)
  useEffect(() => {
    field.current?.focus({ preventScroll: true })
    field.current?.select()
  }, [])
  const steps = () => documentNow(documentRef)?.past.length ?? 0
  const begun = useRef({ title: node.title, shown: titleOfNode(node), steps: steps() })
  // Each letter is in the draft: what is typed here is lost no more than in the inspector.
  const put = (title: string | undefined) => {
    const now = documentNow(documentRef)?.workflow?.nodes.find(({ id }) => id === node.id)
    const next = title === '' ? undefined : title
    if (now?.title !== next)
      changeDocument(documentRef, (workflow) => setNodeField(workflow, node.id, 'title', next), titleEdit(node.id))
  }
  const leave = (keep: boolean, when = (then: () => void) => then()) => {
    let id = node.id
    if (!given.current) return id
    given.current = false
    const { title, shown, steps: before } = begun.current
    const typed = field.current?.value.trim() ?? ''
    renameOnCanvas(null)
    // Given up: as if it had not been typed, also for Undo.
    while (!keep && steps() > before) undoDocument(documentRef)
    put(keep && typed !== shown ? typed : title)
    if (keep)
      when(() => {
        id = nameByTitle(documentRef, node.id, title)
      })
    return id
  }
  const hear = (event: KeyboardEvent) => {
    // Save and the palette are the window's, also here.
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation()
    if (event.key === 'Enter' || event.key === 'Escape') {
      event.preventDefault()
      const graph = field.current?.closest<HTMLElement>('.react-flow')
      const id = leave(event.key === 'Enter')
      focusWhenDrawn(() => graph?.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`))
    }
  }
  return (
    <input
      ref={field}
      className="title-field nodrag nopan"
      aria-label="Title"
      data-taken="left"
      defaultValue={begun.current.shown}
      onChange={(event) => put(event.target.value)}
      onBlur={() => leave(true, afterPress)}
      onKeyDown={hear}
    />
  )
}
