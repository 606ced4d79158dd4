import { FilePen, X } from 'lucide-react'
import { toast } from 'sonner'
import type { DraftSummary } from '#shared/ipc/views/draft-views.ts'
import { errorSentence } from '../bridge/bridge.ts'
import { focusGraphByPress } from '../canvas/walk/focus-graph-of.ts'
import { atWords } from '../glyphs/time.ts'
import { CommandName } from '../parts/command-name.tsx'
import { confirmFirst } from '../parts/confirm.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { discardDraft } from '../state/documents.ts'
import { useDraftList } from '../state/draft-list.ts'
import { openTab, useView } from '../state/view.ts'

/** What was edited, not saved, and has no tab: it waits here. */
export function Drafts() {
  const drafts = useDraftList((list) => list.drafts)
  const tabs = useView((view) => view.tabs)
  const closed = drafts.filter(({ ref }) => !tabs.some((tab) => tab.ref === ref))
  if (closed.length === 0) return null
  return (
    <section aria-label="Drafts">
      <h2 className="sidebar-heading">Drafts</h2>
      <ul className="sidebar-group">
        {closed.map((draft) => (
          <DraftRow key={draft.ref} draft={draft} />
        ))}
      </ul>
    </section>
  )
}

function DraftRow({ draft }: { readonly draft: DraftSummary }) {
  return (
    <li className="sidebar-pair">
      <button
        type="button"
        className="sidebar-row"
        title={draft.ref}
        onClick={(event) => {
          openTab(draft.ref, { mode: 'edit' })
          focusGraphByPress(event, draft.ref)
        }}
      >
        <FilePen size={14} aria-hidden="true" />
        <CommandName name={draft.name} />
        <span className="end meta tabular">{draft.isNew ? 'new' : atWords(draft.at)}</span>
      </button>
      <IconButton
        icon={X}
        label={`Discard the draft of /${draft.name}`}
        small
        side="right"
        onClick={() => ask(draft)}
      />
    </li>
  )
}

function ask({ ref, name }: DraftSummary): void {
  const discard = async () => {
    try {
      const bringBack = await discardDraft(ref)
      toast(`Discarded the draft of /${name}.`, { duration: 10_000, action: { label: 'Undo', onClick: bringBack } })
    } catch (error) {
      toast.error(errorSentence(error))
    }
  }
  confirmFirst({
    title: `Discard the draft of /${name}?`,
    message: 'Its file stays as it is. Undo brings the draft back.',
    yes: 'Discard draft',
    onYes: () => void discard(),
  })
}
