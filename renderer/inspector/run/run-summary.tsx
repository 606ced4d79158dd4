/** A run as a whole: what it was given, where it worked, how it ended, and what a stop reached. */
import type { RunState } from '#shared/state/run-state.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { whoText } from '../../canvas/model/face.ts'
import { describeRun } from '../../glyphs/describe-node-state.ts'
import { StateGlyph } from '../../glyphs/state-glyph.tsx'
import { atWords, durationWords } from '../../glyphs/time.ts'
import { FolderOffer } from '../../parts/folder-offer.tsx'
import { InlineText } from '../../parts/inline-text.tsx'
import type { RunView } from '../../state/followed-runs.ts'
import { goToNode } from '../../state/go-to-node.ts'
import { reachedName } from '../../state/reached-name.ts'
import { titleOf } from '../../state/run-title.ts'
import { useRun } from '../../state/runs.ts'
import { showExecution } from '../../state/show-execution.ts'
import { RunValue, sizeWords } from './run-value.tsx'
import { Section } from './section.tsx'
import { WhyList } from './why-list.tsx'

export function RunSummaryView({ runId }: { readonly runId: string | null }) {
  const run = useRun(runId)
  if (!run) return <p className="inspector-note">Run the command to see what it does.</p>
  if (run.error !== undefined) return <p className="wrong inspector-note">{run.error}</p>
  if (run.loading) return null
  // Its log is long, and it may be drawn anew with every event.
  const hasFailed = run.state.status === 'failed'
  const failure = hasFailed ? run.events.findLast(({ type }) => type === 'run.failed')?.seq : undefined
  return <Summary run={run} failure={failure} />
}

function Summary({ run, failure }: { readonly run: RunView; readonly failure: number | undefined }) {
  const { state } = run
  const { glyph, word, tone } = describeRun({ status: state.status, waiting: state.waits.size, steps: [] })
  const took = state.endedAt === undefined ? '' : durationWords(Date.parse(state.endedAt) - Date.parse(state.startedAt))
  return (
    <>
      <div className="run-head">
        <span className={`state-words tone-${tone}`}>
          <StateGlyph state={glyph} />
          {word}
        </span>
        <span className="hint">{took}</span>
      </div>
      {state.error && (
        <Section title="Error" aside={<code>{state.error.code}</code>}>
          <p className="run-error">{state.error.message}</p>
          <FolderOffer code={state.error.code} className="text-button" />
          <NodeLink nodeId={state.error.nodeId} />
        </Section>
      )}
      <NotUndone run={run} />
      {failure !== undefined && (
        <Section title="Why it failed" open={false}>
          <WhyList runId={state.runId} seq={failure} />
        </Section>
      )}
      {state.result !== undefined && state.result !== null && (
        <Section title="Result" aside={sizeWords(state.result)}>
          <RunValue value={state.result} />
        </Section>
      )}
      {state.receipt && <Receipt run={run} receipt={state.receipt} />}
      <Facts state={state} />
    </>
  )
}

function Facts({ state }: { readonly state: RunState }) {
  const args = Object.entries(state.args).map(([name, value]) => [name, asText(value)] as const)
  const facts = [
    ['started', `${atWords(state.startedAt)} by ${whoText(state.startedBy)}`],
    ['folder', state.workspace === '' ? 'none' : state.workspace],
    ['run', state.runId],
    ['version', state.version.slice(0, 12)],
  ] as const
  return (
    <>
      {args.length > 0 && (
        <Section title="Arguments">
          <FactList facts={args} />
        </Section>
      )}
      <Section title="Run">
        <FactList facts={facts} />
      </Section>
    </>
  )
}

function FactList({ facts }: { readonly facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className="input-list">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="cut">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What still stands of a run that was to be undone: a person has to look after it. */
function NotUndone({ run }: { readonly run: RunView }) {
  const left = [...run.state.nodes.values()].filter(({ compensationError }) => compensationError !== undefined)
  if (left.length === 0) return null
  return (
    <Section title="Not undone" aside={left.length}>
      {left.map(({ nodeId, path, compensationError }) => (
        <p key={`${path} ${nodeId}`} className="run-error">
          <button type="button" className="text-button" onClick={() => showExecution(run.state.runId, nodeId, path)}>
            {titleOf(run, nodeId)}
          </button>{' '}
          {compensationError?.message}
        </p>
      ))}
    </Section>
  )
}

/** What Stop reached, and how each of it ended. */
function Receipt({ run, receipt }: { readonly run: RunView; readonly receipt: NonNullable<RunState['receipt']> }) {
  return (
    <Section title="What was stopped" aside={receipt.length}>
      {receipt.length === 0 && <p className="hint">Nothing was running.</p>}
      <ul className="receipt">
        {receipt.map((entry) => (
          <li key={`${entry.what} ${entry.nodeId} ${entry.ms}`}>
            <span>
              <InlineText text={reachedName(run, entry)} />
            </span>
            <span className="hint">
              {entry.how}, {durationWords(entry.ms)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function NodeLink({ nodeId }: { readonly nodeId: string | undefined }) {
  if (nodeId === undefined) return null
  return (
    <button type="button" className="text-button" onClick={() => goToNode(nodeId)}>
      Show the node
    </button>
  )
}
