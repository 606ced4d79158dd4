import { ChevronRight, Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import type { RunStatus } from '#shared/state/run-state.ts'
import { argsLine } from '../command-bar/command-line.ts'
import { describeRun } from '../glyphs/describe-node-state.ts'
import { StateGlyph } from '../glyphs/state-glyph.tsx'
import { atWords, clockWords, durationWords, useNow } from '../glyphs/time.ts'
import { CommandName } from '../parts/command-name.tsx'
import { isOpen } from '../state/run-list.ts'
import { openRun } from '../state/start-run.ts'
import { byWords } from '../transcript/by-words.ts'
import { type NestedRun, useNestedRuns } from './nested-runs.ts'
import { useRunPages } from './run-pages.ts'
import { Steps } from './steps.tsx'
import { ROW_HEIGHT, useVisibleRows } from './visible-rows.ts'
import './runs-page.css'

type Which = 'all' | 'open' | 'succeeded' | 'failed' | 'interrupted'

interface Filter {
  readonly which: Which
  readonly label: string
  readonly status?: readonly RunStatus[]
}

const FILTERS: readonly Filter[] = [
  { which: 'all', label: 'Any status' },
  { which: 'open', label: 'Not ended', status: ['running', 'paused', 'stopping', 'compensating'] },
  { which: 'succeeded', label: 'Succeeded', status: ['succeeded'] },
  { which: 'failed', label: 'Failed', status: ['failed'] },
  { which: 'interrupted', label: 'Interrupted', status: ['interrupted'] },
]

/** Every run, newest first, those that a run called below it. A row opens it on the canvas as it stands or ended. */
export function RunsPage() {
  const [search, setSearch] = useState('')
  const [which, setWhich] = useState<Which>('all')
  const { runs, loaded, hasMore, error, more } = useRunPages(FILTERS.find((filter) => filter.which === which)?.status)
  const wanted = useDeferredValue(search.trim().toLowerCase())
  const now = useNow(runs.some(isOpen), 1_000)
  const shown = wanted === '' ? runs : runs.filter((run) => haystack(run).includes(wanted))
  const isEmpty = loaded && runs.length === 0 && !error
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
        <span className="hint tabular">{countWords(runs.length, hasMore)}</span>
      </div>
      {error && (
        <p className="wrong runs-note" role="alert">
          {error}
        </p>
      )}
      {isEmpty && which === 'all' && (
        <div className="empty">
          <p>
            No run yet. Type <code className="inline-code">/hello</code> below and press Enter: it needs no folder and
            no key.
          </p>
        </div>
      )}
      {isEmpty && which !== 'all' && <p className="empty">No run stands so.</p>}
      {runs.length > 0 && shown.length === 0 && (
        <p className="empty">
          {hasMore ? `None of the newest ${runs.length} runs fits the search.` : 'No run fits the search.'}
          {hasMore && (
            <button type="button" className="text-button" onClick={more}>
              Look further back
            </button>
          )}
        </p>
      )}
      {shown.length > 0 && <RunTable key={which} runs={shown} now={now} more={more} />}
    </div>
  )
}

function countWords(count: number, hasMore: boolean): string {
  if (hasMore) return `the newest ${count.toLocaleString('en')} runs`
  return count === 1 ? '1 run' : `${count.toLocaleString('en')} runs`
}

interface RunTableProps {
  readonly runs: readonly RunSummary[]
  readonly now: number
  more(): void
}

function RunTable({ runs, now, more }: RunTableProps) {
  const { rows, toggle } = useNestedRuns(runs)
  const { first, last, onScroll } = useVisibleRows(rows.length, more)
  const drawn = rows.slice(first, last)
  const longest = Math.max(1, ...drawn.map(({ run }) => tookMs(run, now)))
  return (
    <div className="runs-scroll" onScroll={onScroll}>
      <table className="runs" aria-rowcount={rows.length + 1}>
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
          <Blank rows={first} />
          {drawn.map((nested, index) => (
            <RunRow
              key={nested.run.runId}
              nested={nested}
              place={first + index + 2}
              now={now}
              longest={longest}
              onToggle={() => toggle(nested.run)}
            />
          ))}
          <Blank rows={rows.length - last} />
        </tbody>
      </table>
    </div>
  )
}

function Blank({ rows }: { readonly rows: number }) {
  if (rows <= 0) return null
  return (
    <tr>
      <td colSpan={6} style={{ height: rows * ROW_HEIGHT }} />
    </tr>
  )
}

interface RunRowProps {
  readonly nested: NestedRun
  /** In the whole table, its head included. */
  readonly place: number
  readonly now: number
  readonly longest: number
  onToggle(): void
}

function RunRow({ nested: { run, depth, opened }, place, now, longest, onToggle }: RunRowProps) {
  const state = describeRun(run)
  const ms = tookMs(run, now)
  return (
    // The button inside is what the keyboard uses; the row is a larger target for the pointer.
    <tr className="run-row" aria-rowindex={place} onClick={() => openRun(run)}>
      <td className="run-name" style={depth > 0 ? { paddingLeft: 14 + depth * 20 } : undefined}>
        {opened !== undefined && <Opener run={run} opened={opened} onToggle={onToggle} />}
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
      <td>{run.parent === undefined ? byWords(run.startedBy) : 'a run'}</td>
      <td className="number">{atWords(run.startedAt, now)}</td>
    </tr>
  )
}

interface OpenerProps {
  readonly run: RunSummary
  readonly opened: boolean
  onToggle(): void
}

/** Stands left of the glyph, so that what called nothing keeps its place. */
function Opener({ run, opened, onToggle }: OpenerProps) {
  const { called = 0 } = run
  return (
    <button
      type="button"
      className="run-opener"
      aria-expanded={opened}
      aria-label={`${called === 1 ? 'The run' : `${called} runs`} that /${run.workflow} called`}
      onClick={(event) => {
        event.stopPropagation()
        onToggle()
      }}
    >
      <ChevronRight size={12} aria-hidden="true" />
    </button>
  )
}

function tookMs(run: RunSummary, now: number): number {
  return Math.max(0, (run.endedAt === undefined ? now : Date.parse(run.endedAt)) - Date.parse(run.startedAt))
}

const haystack = (run: RunSummary): string =>
  `/${run.workflow} ${argsLine(run.args)} ${run.workspace} ${run.errorMessage ?? ''} ${run.runId}`.toLowerCase()
