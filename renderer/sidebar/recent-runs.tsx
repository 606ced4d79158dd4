import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import { describeRun } from '../glyphs/describe-node-state.ts'
import { StateGlyph } from '../glyphs/state-glyph.tsx'
import { atWords, clockWords, useNow } from '../glyphs/time.ts'
import { CommandName } from '../parts/command-name.tsx'
import { isOpen, useRunList } from '../state/run-list.ts'
import { openRun } from '../state/start-run.ts'

const SHOWN_RUNS = 6

export function RecentRuns() {
  const runs = useRunList((list) => list.runs)
  const now = useNow(runs.some(isOpen), 1_000)
  if (runs.length === 0) return null
  return (
    <section aria-label="Recent runs">
      <h2 className="sidebar-heading">Recent runs</h2>
      <ul className="sidebar-group">
        {runs.slice(0, SHOWN_RUNS).map((run) => (
          <RecentRun key={run.runId} run={run} now={now} />
        ))}
      </ul>
    </section>
  )
}

function RecentRun({ run, now }: { readonly run: RunSummary; readonly now: number }) {
  const state = describeRun(run)
  const open = isOpen(run)
  return (
    <li>
      <button type="button" className={open ? 'sidebar-row strong' : 'sidebar-row'} onClick={() => openRun(run)}>
        <span className="row-glyph">
          <StateGlyph state={state.glyph} size={12} label={state.word} />
        </span>
        <CommandName name={run.workflow} />
        <span className="end meta tabular">
          {open ? clockWords(Math.max(0, now - Date.parse(run.startedAt))) : atWords(run.startedAt, now)}
        </span>
      </button>
    </li>
  )
}
