import { Tip } from '../parts/tip.tsx'
import { useDocument } from '../state/documents.ts'
import type { Tab } from '../state/view.ts'

/** What became of the edits. What the file did meanwhile is said above the canvas. */
export function SaveState({ tab }: { readonly tab: Tab }) {
  const document = useDocument(tab.ref)
  if (!document?.workflow) return null
  const { draft, dirty, error } = document
  if (error) return <Wrong short="Not saved" reason={error} />
  if (dirty && draft.status === 'failed') return <Wrong short="Draft not kept" reason={draft.reason} />
  if (!dirty || tab.mode !== 'edit') return null
  return <span className="save-state">{draft.status === 'kept' ? 'Draft kept' : 'Keeping draft'}</span>
}

function Wrong({ short, reason }: { readonly short: string; readonly reason: string }) {
  return (
    <Tip label={reason}>
      <span className="save-state cut wrong" role="alert">
        {short}: {reason}
      </span>
    </Tip>
  )
}
