import { Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import type { RunSummary } from '#shared/ipc/views.ts'
import { argsLine } from '../command-bar/command-line.ts'
import { describeRun } from '../glyphs/describe-node-state.ts'
import { StateGlyph } from '../glyphs/state-glyph.tsx'
import { atWords, clockWords, durationWords, useNow } from '../glyphs/time.ts'
import { CommandName } from '../parts/command-name.tsx'
import { isOpen, useRunList } from '../state/run-list.ts'
import { openRun } from '../state/start-run.ts'
import { byWords } from '../transcript/by-words.ts'
import { Steps } from './steps.tsx'
import './runs-page.css'

type Which = 'all' | 'open' | 'succeeded' | 'failed' | 'interrupted'

const FILTERS: readonly { readonly which: Which; readonly label: string }[] = [
  { which: 'all', label: 'Any status' },
  { which: 'open', label: 'Not ended' },
  { which: 'succeeded', label: 'Succeeded' },
  { which: 'failed', label: 'Failed' },
  { which: 'interrupted', label: 'Interrupted' },
]

/** Every run, newest first. A row opens it on the canvas as it stands or ended. */
export function RunsPage() {
  const { runs, loaded, error } = useRunList()
  const [search, setSearch] = useState('')
  const [which, setWhich] = useState<Which>('all')
  const wanted = useDeferredValue(search.trim().toLowerCase())
  const now = useNow(runs.some(isOpen), 1_000)
  const shown = runs.filter((run) => fits(run, which) && haystack(run).includes(wanted))
  const longest = Math.max(1, ...shown.map((run) => tookMs(run, now)))
  return (
    <div className="runs-page">
      <h1 className="visually-hidden">Runs</h1>
      <div className="runs-tools">
        <span className="runs-search">
          <Search size={14} aria-hidden="true" />
          <input
            className="input"
            type="search"
            aria-label="Search runs"
            placeholder="Search runs"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </span>
        <select
          className="input runs-filter"
          aria-label="Status"
          value={which}
          onChange={(event) => setWhich(FILTERS.find((filter) => filter.which === event.target.value)?.which ?? 'all')}
        >
          {FILTERS.map((filter) => (
            <option key={filter.which} value={filter.which}>
              {filter.label}
            </option>
          ))}
        </select>
        <span className="hint tabular">{runs.length === 1 ? '1 run' : `${runs.length} runs`}</span>
      </div>
      {error && (
        <p className="wrong runs-note" role="alert">
          {error}
        </p>
      )}
      {loaded && runs.length === 0 && !error && (
        <div className="empty">
          <p>
            No run yet. Type <code className="inline-code">/hello</code> below and press Enter: it needs no folder and
            no key.
          </p>
        </div>
      )}
      {runs.length > 0 && shown.length === 0 && <p className="empty">No run fits the search.</p>}
      {shown.length > 0 && <RunTable runs={shown} now={now} longest={longest} />}
    </div>
  )
}

interface RunTableProps {
  readonly runs: readonly RunSummary[]
  readonly now: number
  readonly longest: number
}

function RunTable({ runs, now, longest }: RunTableProps) {
  return (
    <div className="runs-scroll">
      <table className="runs">
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Steps</th>
            <th scope="col" className="number">
              Time
            </th>
            <th scope="col">
              <span className="visually-hidden">Time against the longest</span>
            </th>
            <th scope="col">Started by</th>
            <th scope="col" className="number">
              At
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow key={run.runId} run={run} now={now} longest={longest} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function RunRow({ run, now, longest }: { readonly run: RunSummary; readonly now: number; readonly longest: number }) {
  const state = describeRun(run)
  const ms = tookMs(run, now)
  return (
    // The button inside is what the keyboard uses; the row is a larger target for the pointer.
    <tr className="run-row" onClick={() => openRun(run)}>
      <td className="run-name">
        <StateGlyph state={state.glyph} label={state.word} />
        <button type="button" className="run-link">
          <CommandName name={run.workflow} />
        </button>
        <span className="mono meta cut">{argsLine(run.args)}</span>
        {run.errorMessage && <span className="wrong cut">{run.errorMessage}</span>}
      </td>
      <td>
        <Steps steps={run.steps} over={!isOpen(run)} />
      </td>
      <td className="number strong">{isOpen(run) ? clockWords(ms) : durationWords(ms)}</td>
      <td className="run-bar">
        <span style={{ width: `${Math.max(6, Math.round((ms / longest) * 48))}px` }} />
      </td>
      <td>{byWords(run.startedBy)}</td>
      <td className="number">{atWords(run.startedAt, now)}</td>
    </tr>
  )
}

function tookMs(run: RunSummary, now: number): number {
  return Math.max(0, (run.endedAt === undefined ? now : Date.parse(run.endedAt)) - Date.parse(run.startedAt))
}

function fits(run: RunSummary, which: Which): boolean {
  if (which === 'all') return true
  return which === 'open' ? isOpen(run) : run.status === which
}

const haystack = (run: RunSummary): string =>
  `/${run.workflow} ${argsLine(run.args)} ${run.workspace} ${run.errorMessage ?? ''} ${run.runId}`.toLowerCase()
