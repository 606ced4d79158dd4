/** Where a node was tried more than once: each attempt, why it failed, and when the next one comes. */
import type { RunEvent } from '#shared/events/event.ts'
import type { NodeState } from '#shared/state/run-state.ts'
import { StateGlyph } from '../../glyphs/state-glyph.tsx'
import { durationWords, useNow } from '../../glyphs/time.ts'
import { againWords } from '../../glyphs/waiting-words.ts'
import { useRun } from '../../state/runs.ts'
import { Section } from './section.tsx'

interface Attempt {
  readonly number: number
  readonly startedAt: string | undefined
  readonly failure: { readonly message: string; readonly at: string } | undefined
}

export function Attempts({ runId, state }: { readonly runId: string; readonly state: NodeState }) {
  const events = useRun(runId)?.events ?? []
  const now = useNow(state.status === 'retrying', 1_000)
  if (state.attempt < 2 && state.status !== 'retrying') return null
  const attempts = attemptsOf(events, state)
  return (
    <Section title="Attempts" aside={attempts.length}>
      <ol className="attempts">
        {attempts.map(({ number, startedAt, failure }) => (
          <li key={number}>
            <span className="event-seq">{number}</span>
            <StateGlyph state={failure ? 'failed' : glyphOf(state)} size={12} label={failure ? 'Failed' : ''} />
            <span>{failure?.message ?? ''}</span>
            <span className="event-time">
              {failure && startedAt ? durationWords(Date.parse(failure.at) - Date.parse(startedAt)) : ''}
            </span>
          </li>
        ))}
      </ol>
      {state.status === 'retrying' && state.retryAt !== undefined && (
        <p className="hint tabular">The next one {againWords(state, now)}.</p>
      )}
    </Section>
  )
}

function glyphOf({ status }: NodeState) {
  if (status === 'completed') return 'done'
  return status === 'interrupted' ? 'interrupted' : 'running'
}

function attemptsOf(events: readonly RunEvent[], state: NodeState): readonly Attempt[] {
  const attempts = new Map<number, Attempt>()
  for (const event of events) {
    const isHere =
      event.nodeId === state.nodeId && (event.path ?? '') === state.path && event.iteration === state.iteration
    if (!isHere || (event.type !== 'node.started' && event.type !== 'node.failed')) continue
    const number = event.attempt ?? 1
    const before = attempts.get(number) ?? { number, startedAt: undefined, failure: undefined }
    attempts.set(
      number,
      event.type === 'node.started'
        ? { ...before, startedAt: before.startedAt ?? event.at }
        : { ...before, failure: { message: event.data.message, at: event.at } },
    )
  }
  return [...attempts.values()].sort((one, other) => one.number - other.number)
}
