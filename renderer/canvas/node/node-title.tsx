import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import { create } from 'zustand'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { changeDocument } from '../../state/documents.ts'
import { nameByTitle, titleEdit } from '../../state/node-names.ts'
import { useCanvas } from '../canvas-context.ts'
import { setNodeField } from '../edit/change-node.ts'
import { nodeTitle } from '../model/node-title.ts'
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
      {nodeTitle(node)}
    </span>
  )
})

function TitleField({ node }: { readonly node: WorkflowNode }) {
  const { documentRef } = useCanvas()
  const field = useRef<HTMLInputElement>(null)
  const given = useRef(true)
  useEffect(() => field.current?.select(), [])
  const leave = (keep: boolean) => {
    if (!given.current) return node.id
    given.current = false
    const title = field.current?.value.trim() ?? ''
    renameOnCanvas(null)
    if (!keep || title === nodeTitle(node)) return node.id
    const key = titleEdit(node.id)
    changeDocument(
      documentRef,
      (workflow) => setNodeField(workflow, node.id, 'title', title === '' ? undefined : title),
      key,
    )
    return nameByTitle(documentRef, node.id, node.title)
  }
  const hear = (event: KeyboardEvent) => {
    event.stopPropagation()
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
      defaultValue={nodeTitle(node)}
      onBlur={() => leave(true)}
      onKeyDown={hear}
    />
  )
}
