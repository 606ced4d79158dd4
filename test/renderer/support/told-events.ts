/** Runs for the transcript's tests: their events as the log would give them, and what is shown of them. */
import type { TranscriptItem } from '#renderer/transcript/transcript-of.ts'
import type { EventDraft, RunEvent } from '#shared/events/event.ts'

/** A run's events as the log would give them. */
export function eventsOf(...drafts: readonly EventDraft[]): RunEvent[] {
  return drafts.map((draft, seq) => {
    const envelope = {
      id: `e${seq}`,
      runId: 'run',
      seq,
      position: seq,
      correlationId: 'c',
      causationId: null,
      hash: '',
    }
    const at = new Date(Date.UTC(2026, 0, 1, 9, 0, seq)).toISOString()
    return { ...envelope, at, ...draft } as RunEvent // type and data come together in the draft
  })
}

export const started: EventDraft = {
  type: 'run.started',
  data: { workflow: 'review', version: 'v', args: { base: 'main' }, workspace: '/w', trusted: true, by: 'app' },
}
export const of = (nodeId: string) => ({ nodeId, iteration: 0, attempt: 1 })
export const begins = (nodeId: string): EventDraft => ({ type: 'node.started', data: { input: {} }, ...of(nodeId) })
export const says = (nodeId: string, offset: number, text: string): EventDraft => ({
  type: 'node.streamed',
  data: { channel: 'text', offset, text },
  ...of(nodeId),
})
export const leaves = (
  nodeId: string,
  output: Extract<EventDraft, { type: 'node.completed' }>['data']['output'],
): EventDraft => ({
  type: 'node.completed',
  data: { port: 'out', output },
  ...of(nodeId),
})

/** What a reader sees, in a line each. */
export function lines(items: readonly TranscriptItem[]): readonly string[] {
  return items.map((item) => {
    if (item.type !== 'node') return item.type
    const { text, shown, question, decided, failure } = item
    const said = text ?? shown?.title ?? question?.title ?? failure?.code ?? ''
    return `${item.nodeId}: ${said}${decided ? ` (${decided.decision})` : ''}`
  })
}
