/** The rows of the runs page: those in sight of however many there are. */
import { ChevronRight } from 'lucide-react'
import type { FoundRun, FoundText, RunSummary } from '#shared/ipc/views/run-views.ts'
import { argsLine } from '../command-bar/command-line.ts'
import { describeRun } from '../glyphs/describe-node-state.ts'
import { StateGlyph } from '../glyphs/state-glyph.tsx'
import { atWords, clockWords, durationWords } from '../glyphs/time.ts'
import { CommandName } from '../parts/command-name.tsx'
import { isOpen } from '../state/run-list.ts'
import { openRun } from '../state/start-run.ts'
import { byWords } from '../transcript/by-words.ts'
import { type NestedRun, useNestedRuns } from './nested-runs.ts'
import { Steps } from './steps.tsx'
import { ROW_HEIGHT, useVisibleRows } from './visible-rows.ts'

export interface RunTableProps {
  readonly runs: readonly FoundRun[]
  readonly now: number
  more(): void
}

export function RunTable({ runs, now, more }: RunTableProps) {
  const { rows, toggle } = useNestedRuns(runs)
  const found = new Map(runs.map((run) => [run.runId, run.found]))
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
              found={found.get(nested.run.runId)}
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
  /** What was looked for, where the row does not show it anyway. */
  readonly found: FoundText | undefined
  /** In the whole table, its head included. */
  readonly place: number
  readonly now: number
  readonly longest: number
  onToggle(): void
}

function RunRow({ nested: { run, depth, opened }, found, place, now, longest, onToggle }: RunRowProps) {
  const state = describeRun(run)
  const ms = tookMs(run, now)
  return (
    // The button inside is what the keyboard uses; the row is a larger target for the pointer.
    <tr className="run-row" aria-rowindex={place} onClick={() => openRun(run, found?.nodeId ?? null, found?.path)}>
      <td className="run-name" style={depth > 0 ? { paddingLeft: 14 + depth * 20 } : undefined}>
        {opened !== undefined && <Opener run={run} opened={opened} onToggle={onToggle} />}
        <StateGlyph state={state.glyph} label={state.word} />
        <button type="button" className="run-link">
          <CommandName name={run.workflow} />
        </button>
        <span className="mono meta cut">{argsLine(run.args)}</span>
        {found ? <Found found={found} /> : run.errorMessage && <span className="wrong cut">{run.errorMessage}</span>}
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

function Found({ found: { nodeId, field, excerpt } }: { readonly found: FoundText }) {
  return (
    <span className="run-found cut" title={excerpt}>
      <span className="mono meta">{nodeId === undefined ? field : `${nodeId}.${field}`}</span> {excerpt}
    </span>
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
