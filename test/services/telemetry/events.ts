/** Envelopes for tests of what hears events. */
import type { EventDraft, RunEvent } from '#shared/events/event.ts'

/** In order, one a second, as the log would give them. */
export function eventsOf(runId: string, drafts: readonly EventDraft[], from = 0, correlationId = runId): RunEvent[] {
  return drafts.map((draft, index) => {
    const seq = from + index
    const envelope = {
      id: `${runId}.${seq}`,
      runId,
      seq,
      position: 1_000 + seq,
      at: new Date(Date.UTC(2026, 0, 1, 0, 0, seq)).toISOString(),
      correlationId,
      causationId: seq === 0 ? null : `${runId}.${seq - 1}`,
      hash: '',
    }
    return { ...draft, ...envelope } as RunEvent // a draft and its envelope are one member of the union
  })
}

export const notice = (message: string): EventDraft => ({
  type: 'node.noticed',
  nodeId: 'one',
  iteration: 0,
  data: { code: 'test', message },
})
