import { Search } from 'lucide-react'
import { useState } from 'react'
import { counted } from '#shared/counted.ts'
import type { FoundRun, RunSummary } from '#shared/ipc/views/run-views.ts'
import type { RunStatus } from '#shared/state/run-state.ts'
import { useNow } from '../glyphs/time.ts'
import { isOpen } from '../state/run-list.ts'
import { useRunPages } from './run-pages.ts'
import { type RunSearch, useRunSearch } from './run-search.ts'
import { RunTable } from './run-table.tsx'
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
  const status = FILTERS.find((filter) => filter.which === which)?.status
  const { runs, loaded, hasMore, error, more } = useRunPages(status)
  const text = search.trim()
  const found = useRunSearch(text, status)
  const now = useNow(runs.some(isOpen), 1_000)
  const isEmpty = loaded && runs.length === 0 && !error
  return (
    <div className="page runs-page" tabIndex={-1}>
      <h1 className="visually-hidden">Runs</h1>
      <div className="runs-tools">
        <span className="runs-search">
          <Search size={14} aria-hidden="true" />
          <input
            className="input"
            type="search"
            aria-label="Search runs"
            placeholder="Search what runs were given and gave"
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
        <span className="hint tabular" role="status">
          {text === '' ? countWords(runs.length, hasMore) : searchWords(found)}
        </span>
      </div>
      {(error ?? found.error) && (
        <p className="wrong runs-note" role="alert">
          {error ?? found.error}
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
      {text !== '' && found.done && found.runs.length === 0 && <p className="empty">No run has “{text}” in it.</p>}
      {text === '' && runs.length > 0 && <RunTable key={which} runs={runs} now={now} more={more} />}
      {text !== '' && found.runs.length > 0 && (
        <RunTable key={`${which} ${text}`} runs={freshened(found.runs, runs)} now={now} more={found.more} />
      )}
    </div>
  )
}

function countWords(count: number, hasMore: boolean): string {
  if (hasMore) return `the newest ${counted(count, 'run')}`
  return counted(count, 'run')
}

function searchWords({ runs, looked, done }: RunSearch): string {
  return `${countWords(runs.length, false)} of ${looked.toLocaleString('en')}${done ? '' : ' looked at so far'}`
}

/** What was found stays found; how it stands goes on. */
function freshened(found: readonly FoundRun[], known: readonly RunSummary[]): readonly FoundRun[] {
  const byId = new Map(known.map((run) => [run.runId, run]))
  return found.map((run) => ({ ...run, ...byId.get(run.runId) }))
}
