/** A node that ran more than once at its place, in a loop or by each token: which time is shown, and the way to the others. */
import { useMemo } from 'react'
import type { RunState } from '#shared/state/run-state.ts'
import { decisionText, outputSummary } from '../../canvas/model/face.ts'
import { describeNodeState } from '../../glyphs/describe-node-state.ts'
import { StateGlyph } from '../../glyphs/state-glyph.tsx'
import { pickTime, usePickedTime } from '../../state/picked-time.ts'
import { useRun } from '../../state/runs.ts'
import { type Execution, executionsOf, type KnownExecutions } from './executions.ts'
import { Section } from './section.tsx'
import './iterations.css'

const MOST_ROWS = 200

export interface Repeats {
  /** Oldest first; empty where it ran once. */
  readonly all: readonly Execution[]
  /** The earlier one that a person chose; undefined where the latest is shown. */
  readonly picked: Execution | undefined
  pick(iteration: number | undefined): void
}

export function useRepeats(runId: string, nodeId: string, path: string): Repeats {
  const run = useRun(runId)
  const iteration = usePickedTime(runId, nodeId, path)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is known is known of one node of one run
  const known: KnownExecutions = useMemo(() => new Map(), [runId, nodeId, path])
  const all = useMemo(() => (run ? executionsOf(run.events, nodeId, path, known) : []), [run, nodeId, path, known])
  const chosen = iteration === undefined ? undefined : all.find(({ node }) => node.iteration === iteration)
  return {
    all,
    picked: chosen === all.at(-1) ? undefined : chosen,
    pick: (iteration) => pickTime(runId, nodeId, path, iteration),
  }
}

/** Above what an earlier time did, so that nobody takes it for the last. */
export function ShownRepeat({ repeats: { all, picked, pick } }: { readonly repeats: Repeats }) {
  if (!picked) return null
  return (
    <p className="shown-repeat" role="status">
      Time {all.indexOf(picked) + 1} of {all.length}
      <button type="button" className="text-button" onClick={() => pick(undefined)}>
        Show the latest
      </button>
    </p>
  )
}

export function RepeatList({ runId, repeats }: { readonly runId: string; readonly repeats: Repeats }) {
  const run = useRun(runId)
  const { all, picked, pick } = repeats
  if (!run || all.length === 0) return null
  const shown = picked ?? all.at(-1)
  const rows = all.slice(-MOST_ROWS)
  return (
    <Section title="Each time it ran" aside={all.length}>
      <ul className="iterations">
        {rows.map((execution, index) => (
          <li key={execution.node.iteration}>
            <Row
              number={all.length - rows.length + index + 1}
              execution={execution}
              run={run.state}
              shown={execution === shown}
              onPick={() => pick(execution.node.iteration)}
            />
          </li>
        ))}
      </ul>
      {all.length > MOST_ROWS && <p className="hint">and {all.length - MOST_ROWS} earlier</p>}
    </Section>
  )
}

interface RowProps {
  readonly number: number
  readonly execution: Execution
  readonly run: RunState
  readonly shown: boolean
  onPick(): void
}

function Row({ number, execution: { node, decisions }, run, shown, onPick }: RowProps) {
  const decision = decisions.at(-1)
  const said = decision ? decisionText(decision) : outputSummary(node.output)
  const { glyph, word, meta } = describeNodeState(node, run)
  return (
    <button type="button" className="iteration" aria-current={shown ? 'true' : undefined} onClick={onPick}>
      <span className="iteration-number">{number}</span>
      <StateGlyph state={glyph} size={12} label={word} />
      <span className="cut">{node.error?.message ?? node.reason ?? said}</span>
      <span className="iteration-meta">{meta}</span>
    </button>
  )
}
