/** What a node waits for that is no person, the run that it started, and who undid it. */
import { ExternalLink } from 'lucide-react'
import type { NodeState, WaitingFor } from '#shared/state/run-state.ts'
import { useNow } from '../../glyphs/time.ts'
import { leftWords, waitingSentence } from '../../glyphs/waiting-words.ts'
import { openRunById } from '../../state/start-run.ts'

export function WaitsFor({ state }: { readonly state: NodeState }) {
  const { status, waitingFor, childRunId, compensatedBy } = state
  return (
    <>
      {status === 'waiting' && waitingFor && <Waits waitingFor={waitingFor} />}
      {childRunId !== undefined && (
        <p className="inspector-note">
          <button type="button" className="button small" onClick={() => void openRunById(childRunId)}>
            <ExternalLink size={12} aria-hidden="true" />
            Open run
          </button>
        </p>
      )}
      {compensatedBy !== undefined && (
        <p className="inspector-note">
          Undone by <code className="inline-code">{compensatedBy}</code>.
        </p>
      )}
    </>
  )
}

function Waits({ waitingFor }: { readonly waitingFor: WaitingFor }) {
  const now = useNow(waitingFor.until !== undefined, 1_000)
  const left = leftWords(waitingFor, now)
  return (
    <p className="inspector-note">
      {waitingSentence(waitingFor)} {left !== '' && <span className="tabular">{left}.</span>}
    </p>
  )
}
