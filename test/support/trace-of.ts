import type { EventType, RunEvent } from '#shared/events/event.ts'

/** What happened in a run, of some types, in order: `completed diff`. */
export const traceOf = (events: readonly RunEvent[], runId: string, types: readonly EventType[]): readonly string[] =>
  events.flatMap((event) =>
    event.runId === runId && types.includes(event.type)
      ? [`${event.type.replace('node.', '')}${event.nodeId ? ` ${event.nodeId}` : ''}`]
      : [],
  )
