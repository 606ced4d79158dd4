/** What led to an event, oldest first, across runs. A line selects its node, and opens its run where that is another one. */
import { useEffect, useState } from 'react'
import type { RunEvent } from '#shared/events/event.ts'
import { eventWords } from '#shared/events/event-words.ts'
import type { CausalChain } from '#shared/ipc/views/run-views.ts'
import { bridge, errorSentence } from '../../bridge/bridge.ts'
import { goToNode } from '../../state/go-to-node.ts'
import { pickPath } from '../../state/picked-items.ts'
import { openRunById } from '../../state/start-run.ts'
import { selectNode } from '../../state/view.ts'

/** The end of a long chain is what a person looks for. */
const SHOWN = 60

export interface WhyListProps {
  /** The run that is shown. */
  readonly runId: string
  /** Of the event in its run. */
  readonly seq: number
}

export function WhyList({ runId, seq }: WhyListProps) {
  const [why, setWhy] = useState<CausalChain>()
  const [error, setError] = useState('')
  useEffect(() => {
    bridge.call('run.why', { runId, seq }).then(setWhy, (failure: unknown) => setError(errorSentence(failure)))
  }, [runId, seq])
  if (error !== '') return <p className="wrong why-note">{error}</p>
  if (!why) return null
  const shown = why.chain.slice(-SHOWN)
  return (
    <div className="why">
      {why.missing !== undefined && <p className="hint why-note">What came before is no longer kept.</p>}
      {why.chain.length > shown.length && (
        <p className="hint why-note">{why.chain.length - shown.length} earlier ones</p>
      )}
      <ol aria-label="What led to it">
        {shown.map((event, index) => (
          <Cause key={event.id} event={event} runId={runId} isNewRun={event.runId !== shown[index - 1]?.runId} />
        ))}
      </ol>
    </div>
  )
}

interface CauseProps {
  readonly event: RunEvent
  readonly runId: string
  readonly isNewRun: boolean
}

function Cause({ event, runId, isNewRun }: CauseProps) {
  const { nodeId, path = '' } = event
  const isHere = event.runId === runId
  const go = () => {
    if (!isHere) return void openRunById(event.runId, nodeId ?? null, path)
    pickPath(runId, path)
    if (nodeId === undefined) selectNode(null)
    else goToNode(nodeId)
  }
  return (
    <>
      {isNewRun && !isHere && <li className="why-run">run {event.runId}</li>}
      <li>
        <button type="button" className="why-cause" onClick={go}>
          <span className="event-time">{timeOf(event.at)}</span>
          <span>
            {nodeId !== undefined && <code>{nodeId}</code>} {eventWords(event)}
          </span>
        </button>
      </li>
    </>
  )
}

const timeOf = (iso: string): string => new Date(iso).toLocaleTimeString('en-GB')
