import { FileX2, GitMerge, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { duplicateCommand } from '../files/file-deeds.ts'
import { type ConflictState, isUnkept, type OpenDocument } from '../state/document/store.ts'
import { revertDocument, saveDocument, settleDocument, useDocument } from '../state/documents.ts'
import { useWorkflow } from '../state/workflows.ts'
import { ConflictDialog } from '../versions/conflict-dialog.tsx'
import './lines.css'

/** What another program did to the file that is being edited, where it cannot be put together without the person. */
export function FileLine({ documentRef }: { readonly documentRef: string }) {
  const document = useDocument(documentRef)
  if (!document?.workflow) return null
  if (document.error !== undefined || isUnkept(document)) return <NotSavedLine document={document} />
  switch (document.disk.status) {
    case 'same':
      return null
    case 'gone':
      return <GoneLine document={document} />
    case 'unreadable':
      return <UnreadableLine documentRef={documentRef} disk={document.disk} />
    case 'conflict':
      return <ConflictLine document={document} disk={document.disk} />
  }
}

/** Where the disk takes nothing, a copy elsewhere may go. */
function NotSavedLine({ document: { ref, error, draft, saving } }: { readonly document: OpenDocument }) {
  const summary = useWorkflow(ref)
  const kept =
    draft.status === 'failed'
      ? `Your edits are in this window alone. ${draft.reason}`
      : 'Your edits are kept as a draft.'
  return (
    <div className="line-bar fail" role="alert">
      <TriangleAlert size={14} aria-hidden="true" />
      <span className="selectable line-words">
        {error} {kept}
      </span>
      <span className="line-buttons">
        {summary && (
          <button type="button" className="button small" onClick={() => duplicateCommand(summary, 'user')}>
            Save a copy…
          </button>
        )}
        <button type="button" className="button small" disabled={saving} onClick={() => void saveDocument(ref)}>
          {error === undefined ? 'Save' : 'Save again'}
        </button>
      </span>
    </div>
  )
}

function GoneLine({ document: { ref, saved, disk } }: { readonly document: OpenDocument }) {
  if (disk.status === 'gone' && disk.keptAt !== undefined) return <DeletedLine documentRef={ref} keptAt={disk.keptAt} />
  return (
    <div className="line-bar you" role="alert">
      <FileX2 size={14} aria-hidden="true" />
      <span className="cut">
        {saved
          ? 'The file was deleted on disk. What you see is kept as a draft; Save writes it again.'
          : 'There is no file yet. This is a draft; Save writes it.'}
      </span>
      <button type="button" className="button small" onClick={() => void saveDocument(ref)}>
        {saved ? 'Write it again' : 'Save'}
      </button>
    </div>
  )
}

/** In another window, by whoever this window belongs to as well. */
function DeletedLine({ documentRef, keptAt }: { readonly documentRef: string; readonly keptAt: string }) {
  const bringBack = () =>
    bridge.call('workflows.restore', { ref: documentRef, keptAt }).catch((error) => toast.error(errorSentence(error)))
  return (
    <div className="line-bar you" role="alert">
      <FileX2 size={14} aria-hidden="true" />
      <span className="cut">Deleted in another window. The file is kept among the deleted commands.</span>
      <button type="button" className="button small" onClick={() => void bringBack()}>
        Bring it back
      </button>
    </div>
  )
}

function UnreadableLine({
  documentRef,
  disk,
}: {
  readonly documentRef: string
  readonly disk: Extract<OpenDocument['disk'], { status: 'unreadable' }>
}) {
  const why = disk.theirs.problems[0]
  return (
    <div className="line-bar fail" role="alert">
      <TriangleAlert size={14} aria-hidden="true" />
      <span className="selectable line-words">
        Another program wrote what cannot be read{why?.line === undefined ? '' : ` (line ${why.line})`}: {why?.message}{' '}
        What you see is kept as a draft.
      </span>
      <button
        type="button"
        className="button small"
        onClick={() => void saveDocument(documentRef, { overwrite: true })}
      >
        Write mine over it
      </button>
    </div>
  )
}

interface ConflictLineProps {
  readonly document: OpenDocument
  readonly disk: ConflictState
}

function ConflictLine({ document: { ref: documentRef, dirty }, disk: { conflicts, sides } }: ConflictLineProps) {
  const [isOpen, setOpen] = useState(false)
  const places = conflicts.length === 1 ? '' : `, in ${conflicts.length} places`
  // What was edited here may have been undone since: then a redo is still to have something to come back to.
  const changed = dirty
    ? `Changed on disk where you changed it too${places}. Nothing is lost.`
    : 'Changed on disk. What you see is as it was before.'
  return (
    <div className="line-bar you" role="alert">
      <GitMerge size={14} aria-hidden="true" />
      <span className="line-words">
        {sides ? `git left a conflict: ${sides.mine} and ${sides.theirs} changed the same${places}.` : changed}
      </span>
      <span className="line-buttons">
        <button type="button" className="button small" onClick={() => setOpen(true)}>
          Compare…
        </button>
        <button type="button" className="button small" onClick={() => void revertDocument(documentRef)}>
          {sides ? `Take ${sides.theirs}` : 'Take theirs'}
        </button>
        <button type="button" className="button small" onClick={() => settleDocument(documentRef, () => 'mine')}>
          {sides ? `Keep ${sides.mine}` : 'Keep mine'}
        </button>
      </span>
      {isOpen && <ConflictDialog documentRef={documentRef} onClose={() => setOpen(false)} />}
    </div>
  )
}
