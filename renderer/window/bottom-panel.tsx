import { ChevronDown } from 'lucide-react'
import { errorsOf } from '#shared/workflow/problem.ts'
import { Problems } from '../canvas/problems.tsx'
import { CommandBar } from '../command-bar/command-bar.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { blockedRun } from '../parts/problem-words.ts'
import { useDocumentPart } from '../state/documents.ts'
import { useRun } from '../state/runs.ts'
import { foldPanel, isPage, setBottomTab, type Tab, useShownTab, useView } from '../state/view.ts'
import { Transcript } from '../transcript/transcript.tsx'
import { BeforeRun } from './before-run.tsx'
import { StepBar } from './step-bar.tsx'
import './bottom-panel.css'

/** Transcript or problems above, the command bar below. */
export function BottomPanel() {
  const tab = useShownTab()
  const onPage = useView((view) => isPage(view.shown))
  const folded = useView((view) => view.folded.bottom)
  const problems = useView((view) => view.bottomTab === 'problems')
  const showProblems = problems && tab?.mode === 'edit'
  return (
    <section
      className={onPage ? 'bottom-panel alone' : folded ? 'bottom-panel folded' : 'bottom-panel'}
      aria-label="Transcript and command bar"
      data-focus-home=".command-input"
    >
      {!folded && !onPage && (
        <>
          <BottomHeader tab={tab} problems={showProblems} />
          <div className="bottom-body">
            {showProblems && tab ? <Problems documentRef={tab.ref} /> : <RunTranscript runId={tab?.runId ?? null} />}
          </div>
        </>
      )}
      <CommandBar />
    </section>
  )
}

function BottomHeader({ tab, problems }: { readonly tab: Tab | undefined; readonly problems: boolean }) {
  const run = useRun(tab?.runId ?? null)
  const found = useDocumentPart(tab?.ref ?? '', (document) => document?.problems) ?? []
  const errors = errorsOf(found).length
  const title =
    run?.workflow?.title ||
    (run ? `/${run.removed?.summary.workflow ?? (run.state.workflow || run.workflow?.name || '')}` : 'Transcript')
  return (
    <header className="bottom-header">
      {tab?.mode === 'edit' ? (
        <div className="bottom-tabs" role="tablist" aria-label="Below the canvas">
          <button type="button" role="tab" aria-selected={!problems} onClick={() => setBottomTab('transcript')}>
            Transcript
          </button>
          <button type="button" role="tab" aria-selected={problems} onClick={() => setBottomTab('problems')}>
            Problems {found.length > 0 && <span className="meta tabular">{found.length}</span>}
          </button>
        </div>
      ) : (
        <h2 className="cut">{title}</h2>
      )}
      <span className="stretch" />
      {problems && errors > 0 && <span className="meta">{blockedRun(errors)}</span>}
      {!problems && run && !run.loading && !run.removed && <StepBar run={run} />}
      <IconButton
        icon={ChevronDown}
        small
        label="Hide the transcript"
        action="fold-bottom"
        side="top"
        onClick={() => foldPanel('bottom', true)}
      />
    </header>
  )
}

function RunTranscript({ runId }: { readonly runId: string | null }) {
  const run = useRun(runId)
  if (run) return <Transcript run={run} />
  return (
    <div className="empty">
      <BeforeRun />
    </div>
  )
}
