/**
 * An event as it lies in a chunk: JSON of what cannot be known from where it lies. Two thirds of an event are ids that its
 * run's other events repeat; a log without them is a third as large, and a step writes fewer pages.
 *
 *   V1. Left out: `runId`, `correlationId` and `seq`, which the run's row and the chunk give; `id`, where it is
 *       `runId.seq`; `causationId`, where it is the event before; `at`, where the event before in the chunk has the same.
 *   V2. The first event of a run names it all the same, so that a chunk whose row was taken out can still be told.
 *   V3. The hash is over the whole canonical text, not over this: nothing that was left out can be changed unseen.
 */
import type { RunEvent } from '#shared/events/event.ts'
import { quoted } from './canonical-event.ts'

/** What a chunk says about each of its events by where it lies. */
export interface Whereabouts {
  readonly runId: string
  readonly correlationId: string
  readonly seq: number
  /** Of the event before in the chunk; empty for the chunk's first. */
  readonly at: string
}

/** `data`: its canonical text. */
export function keptEvent(event: RunEvent, data: string, { runId, correlationId, seq, at }: Whereabouts): string {
  const { attempt, iteration, nodeId, path } = event
  let text = `{"data":${data},"type":"${event.type}"`
  if (event.at !== at) text += `,"at":"${event.at}"`
  if (attempt !== undefined) text += `,"attempt":${attempt}`
  if (iteration !== undefined) text += `,"iteration":${iteration}`
  if (nodeId !== undefined) text += `,"nodeId":${quoted(nodeId)}`
  if (path !== undefined) text += `,"path":${quoted(path)}`
  if (event.causationId !== causeAt(runId, seq))
    text += `,"causationId":${event.causationId === null ? 'null' : quoted(event.causationId)}`
  if (event.id !== idAt(runId, seq)) text += `,"id":${quoted(event.id)}`
  if (event.correlationId !== correlationId) text += `,"correlationId":${quoted(event.correlationId)}`
  if (event.seq !== seq) text += `,"seq":${event.seq}`
  if (event.runId !== runId || seq === 0) text += `,"runId":${quoted(event.runId)}`
  return `${text}}`
}

/** The whole event, without `position` and `hash`. Throws SyntaxError where the text is no JSON. */
export function wholeEvent(text: string, { runId, correlationId, seq, at }: Whereabouts): RunEvent {
  const event = JSON.parse(text) as { -readonly [key in keyof RunEvent]: RunEvent[key] } // written by `keptEvent`; `verify` is what distrusts it
  if (event.at === undefined) event.at = at
  if (event.causationId === undefined) event.causationId = causeAt(runId, seq)
  if (event.correlationId === undefined) event.correlationId = correlationId
  if (event.id === undefined) event.id = idAt(runId, seq)
  if (event.runId === undefined) event.runId = runId
  if (event.seq === undefined) event.seq = seq
  event.position = 0
  event.hash = ''
  return event as RunEvent
}

function idAt(runId: string, seq: number): string {
  return `${runId}.${seq}`
}

function causeAt(runId: string, seq: number): string | null {
  return seq === 0 ? null : idAt(runId, seq - 1)
}
