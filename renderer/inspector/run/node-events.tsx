import { useState } from 'react'
import type { RunEvent } from '#shared/events/event.ts'
import { useRun } from '../../state/runs.ts'
import { Section } from './section.tsx'
import { WhyList } from './why-list.tsx'

const SHOWN = 200

export interface NodeEventsProps {
  readonly runId: string
  readonly nodeId: string
  readonly path: string
  /** Those of one execution, instead of all. */
  readonly iteration?: number | undefined
}

/** The node's events, newest first, with the time since the node began; one that is opened says what led to it. */
export function NodeEvents({ runId, nodeId, path, iteration }: NodeEventsProps) {
  const [why, setWhy] = useState<number>()
  const isShown = (event: RunEvent): boolean =>
    event.nodeId === nodeId &&
    (event.path ?? '') === path &&
    (iteration === undefined || (event.iteration ?? 0) === iteration)
  const events = useRun(runId)?.events.filter(isShown) ?? []
  if (events.length === 0) return null
  const zero = Date.parse((events.findLast((event) => event.type === 'node.started') ?? events[0])?.at ?? '')
  return (
    <Section title="Events" aside={events.length}>
      <ol className="events" reversed>
        {events
          .slice(-SHOWN)
          .toReversed()
          .map((event) => (
            <li key={event.seq}>
              <button
                type="button"
                className="event-row"
                aria-expanded={why === event.seq}
                title="Why?"
                onClick={() => setWhy(why === event.seq ? undefined : event.seq)}
              >
                <span className="event-seq">{event.seq}</span>
                <code className="cut">{event.type}</code>
                <span className="event-why">Why</span>
                <span className="event-time">{relative(event, zero)}</span>
              </button>
              {why === event.seq && <WhyList runId={runId} seq={event.seq} />}
            </li>
          ))}
      </ol>
      {events.length > SHOWN && <p className="hint">{events.length - SHOWN} earlier ones</p>}
    </Section>
  )
}

function relative(event: RunEvent, zero: number): string {
  const seconds = (Date.parse(event.at) - zero) / 1_000
  const size = Math.abs(seconds)
  const figure = size < 10 ? size.toFixed(2) : size.toFixed(1)
  return `${seconds < 0 && Number(figure) > 0 ? '−' : '+'}${figure} s`
}
