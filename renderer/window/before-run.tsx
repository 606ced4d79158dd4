import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import { describeRun } from '../glyphs/describe-node-state.ts'
import { StateGlyph } from '../glyphs/state-glyph.tsx'
import { atWords } from '../glyphs/time.ts'
import { useDocumentPart } from '../state/documents.ts'
import { useRunList } from '../state/run-list.ts'
import { openRun } from '../state/start-run.ts'
import { useShownTab } from '../state/view.ts'

/** Where a command is shown without a run: its last one, if there is any, and how to begin one. */
export function BeforeRun() {
  const tab = useShownTab()
  const name = useDocumentPart(tab?.ref ?? '', (document) => document?.workflow?.name)
  const last = useRunList(({ runs }) => runs.find((run) => run.workflow === name))
  return (
    <>
      {last ? <LastRun run={last} /> : <p>Nothing has run here yet.</p>}
      <p>
        Type <code className="inline-code">/{name ?? 'hello'}</code> below and press Enter. What its nodes say appears
        here as it comes.
      </p>
    </>
  )
}

function LastRun({ run }: { readonly run: RunSummary }) {
  const state = describeRun(run)
  return (
    <p className="last-run">
      <StateGlyph state={state.glyph} size={14} label={state.word} />
      Its last run began {atWords(run.startedAt)}.
      <button type="button" className="button small" onClick={() => openRun(run)}>
        Show it
      </button>
    </p>
  )
}
