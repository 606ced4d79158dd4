import type { RunEvent } from '#shared/events/event.ts'

/** What a test says of an event; the rest of its envelope follows. */
export type ToldEvent = Pick<RunEvent, 'type' | 'data'> & {
  readonly nodeId?: string
  readonly path?: string
  readonly iteration?: number
}

/** A run's events in order; a second passes from one to the next. */
export function told(events: readonly ToldEvent[], runId = 'r'): readonly RunEvent[] {
  return events.map(
    (event, seq) =>
      ({
        id: `e${seq}`,
        runId,
        seq,
        position: seq,
        at: new Date(1_700_000_000_000 + seq * 1_000).toISOString(),
        correlationId: runId,
        causationId: null,
        hash: '',
        ...event,
      }) as RunEvent, // the pieces above are what the fold reads
  )
}
