/** What a node waits for that is no person, the run that it started, and who undid it or could not. */
import { ExternalLink } from 'lucide-react'
import type { NodeState, WaitingFor } from '#shared/state/run-state.ts'
import { useNow } from '../../glyphs/time.ts'
import { leftWords, waitingSentence } from '../../glyphs/waiting-words.ts'
import { titleOf } from '../../state/run-title.ts'
import { useRun } from '../../state/runs.ts'
import { openRunById } from '../../state/start-run.ts'
import { Section } from './section.tsx'

export function WaitsFor({ runId, state }: { readonly runId: string; readonly state: NodeState }) {
  const { status, waitingFor, childRunId } = state
  return (
    <>
      {status === 'waiting' && waitingFor && <Waits runId={runId} waitingFor={waitingFor} />}
      {childRunId !== undefined && (
        <p className="inspector-note">
          <button type="button" className="button small" onClick={() => void openRunById(childRunId)}>
            <ExternalLink size={12} aria-hidden="true" />
            Open run
          </button>
        </p>
      )}
      <Undone runId={runId} state={state} />
    </>
  )
}

function Undone({ runId, state }: { readonly runId: string; readonly state: NodeState }) {
  const run = useRun(runId)
  const { compensatedBy, compensationError: failed } = state
  if (compensatedBy === undefined || !run) return null
  const by = titleOf(run, compensatedBy)
  if (!failed) return <p className="inspector-note">Undone by {by}.</p>
  return (
    <Section title="Not undone" aside={<code>{failed.code}</code>}>
      <p className="run-error">{failed.message}</p>
      <p className="hint">{by} should have undone it. What this node did still stands.</p>
    </Section>
  )
}

function Waits({ runId, waitingFor }: { readonly runId: string; readonly waitingFor: WaitingFor }) {
  const run = useRun(runId)
  const now = useNow(waitingFor.until !== undefined, 1_000)
  const left = leftWords(waitingFor, now)
  return (
    <p className="inspector-note">
      {waitingSentence(waitingFor, (id) => (run ? titleOf(run, id) : id))}{' '}
      {left !== '' && <span className="tabular">{left}.</span>}
    </p>
  )
}
