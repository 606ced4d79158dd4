import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { Markdown } from '../../parts/markdown.tsx'
import { changeDocument } from '../../state/documents.ts'
import { useCanvas } from '../canvas-context.ts'
import { setConfigField } from '../edit/change-node.ts'
import type { NodeView } from '../model/node-view.ts'
import { renameOnCanvas, useRenaming } from './node-title.tsx'
import './note.css'

/** A remark, in Markdown. A double click, Enter or F2 writes it where it stands. */
export const NoteNode = memo(function NoteNode({ view }: { readonly view: NodeView }) {
  const { editable } = useCanvas()
  const { text } = view.face
  const writing = useRenaming(({ nodeId }) => nodeId === view.node.id) && editable
  const field = textField(view.descriptor)
  if (writing && field !== undefined) return <NoteField nodeId={view.node.id} field={field} text={text} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter and F2 do the same by the keyboard
    <div className="note-text" onDoubleClick={editable ? () => renameOnCanvas(view.node.id) : undefined}>
      {text === '' ? (
        <p className="empty-note">{editable ? 'Double-click to write' : 'Nothing is written here'}</p>
      ) : (
        <Markdown text={text} />
      )}
    </div>
  )
})

/** The config field that its kind shows. */
function textField(descriptor: KindDescriptor | undefined): string | undefined {
  const [part] = descriptor?.face?.fields ?? []
  return typeof part === 'string' ? part : part?.field
}

interface NoteFieldProps {
  readonly nodeId: string
  readonly field: string
  readonly text: string
}

/** Every letter is in the draft at once, so nothing is lost however the field is left; all of them are one step of undo. */
function NoteField({ nodeId, field, text }: NoteFieldProps) {
  const { documentRef } = useCanvas()
  const area = useRef<HTMLTextAreaElement>(null)
  // The person asked to write a moment ago. The end of what is there is where they go on.
  useEffect(() => {
    area.current?.focus({ preventScroll: true })
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length)
  }, [])
  const hear = (event: KeyboardEvent) => {
    // Save, Undo and the palette are the window's, also here.
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation()
    if (event.key !== 'Escape' && !(event.key === 'Enter' && (event.ctrlKey || event.metaKey))) return
    event.preventDefault()
    const around = area.current?.closest<HTMLElement>('.react-flow__node')
    renameOnCanvas(null)
    around?.focus({ preventScroll: true })
  }
  return (
    <textarea
      ref={area}
      className="note-field nodrag nopan nowheel"
      aria-label="Note"
      data-undo="document"
      value={text}
      onChange={(event) =>
        changeDocument(
          documentRef,
          (workflow) => setConfigField(workflow, nodeId, field, event.target.value),
          `note ${nodeId}`,
        )
      }
      onBlur={() => renameOnCanvas(null)}
      onKeyDown={hear}
    />
  )
}
