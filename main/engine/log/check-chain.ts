/** One run's chain, followed a chunk at a time: what does not fit, and where. */
import type { RunEvent } from '#shared/events/event.ts'
import { canonicalEvent, canonicalJson } from './canonical-event.ts'
import type { StoredValues } from './check-values.ts'
import { isSeal } from './chunk.ts'
import type { Fault } from './finding.ts'
import { keptEvent, type Whereabouts, wholeEvent } from './kept-event.ts'
import { chainHash, type SealKey } from './seal.ts'

/** How far a run's chain was followed. */
export interface Trail {
  readonly runId: string
  readonly correlationId: string
  /** The table says that events of it were stored. */
  readonly hasBegun: boolean
  /** The next event's seq. */
  expected: number
  hash: string
  /** Rowid of the last chunk, 0 before the first. */
  chunk: number
  seal: string
  fault: Fault | undefined
}

export function newTrail(runId: string, correlationId: string, hasBegun: boolean): Trail {
  return { runId, correlationId, hasBegun, expected: 0, hash: '', chunk: 0, seal: '', fault: undefined }
}

/** Goes on over one chunk, whose events are `taken` where it fits; where it does not, the trail stays where it was. */
export function chunkFaultOf(
  row: Record<string, unknown>,
  trail: Trail,
  values: StoredValues,
  taken: (events: readonly RunEvent[]) => void,
): Fault | undefined {
  const seq = Number(row.seq)
  const { expected } = trail
  const at = (message: string): Fault => ({ seq: Math.min(seq, expected), message })
  if (trail.chunk > 0 && isSeal(trail.seal)) return at(`Events from ${expected} on were added behind the sealed end.`)
  if (seq > expected) return at(`Event ${expected} is missing.`)
  if (seq < expected) return at(`Event ${seq} stands twice.`)
  if (Number(row.prev) !== trail.chunk) return at(`Event ${seq} was moved, or what stood before it.`)
  const texts = String(row.body).split('\n')
  const events: RunEvent[] = []
  const fault = textsFaultOf(texts, trail, events) ?? countFaultOf(texts.length, trail, Number(row.count))
  if (fault) return fault
  trail.expected += texts.length
  trail.chunk = Number(row.position)
  trail.seal = String(row.seal)
  for (const event of events) trail.hash = chainHash(trail.hash, canonicalEvent(event))
  if (trail.hash !== row.hash) return at(`Event ${seq} was changed, or one up to ${trail.expected - 1}.`)
  taken(events)
  return valueFaultOf(texts, events, values)
}

function valueFaultOf(texts: readonly string[], events: readonly RunEvent[], values: StoredValues): Fault | undefined {
  for (const [index, event] of events.entries()) {
    const fault = values.faultOf(event, texts[index] ?? '')
    if (fault)
      return {
        seq: event.seq,
        message: `What event ${event.seq} keeps beside the log ${fault === 'missing' ? 'is missing' : 'was changed'}.`,
      }
  }
  return undefined
}

/** Leaves the events in `events`. */
function textsFaultOf(texts: readonly string[], trail: Trail, events: RunEvent[]): Fault | undefined {
  let at = ''
  for (const [index, text] of texts.entries()) {
    const seq = trail.expected + index
    const event = wholeOrNone(text, { ...trail, seq, at })
    if (!event) return { seq, message: `Event ${seq} was changed: it is cut off or no JSON.` }
    if (event.seq !== seq) return { seq, message: misplaced(seq, event.seq) }
    // Exactly as it is written: no field that the hash does not cover, no text that reads as two events.
    if (keptEvent(event, canonicalJson(event.data), { ...trail, seq, at }) !== text)
      return { seq, message: `Event ${seq} was changed.` }
    if (event.runId !== trail.runId) return { seq, message: `Event ${seq} does not belong at this place.` }
    at = event.at
    events.push(event)
  }
  return undefined
}

function countFaultOf(found: number, { expected }: Trail, count: number): Fault | undefined {
  if (found < count) return { seq: expected + found, message: `Event ${expected + found} is missing.` }
  if (found > count) return { seq: expected + count, message: `Event ${expected + count} was added.` }
  return undefined
}

function misplaced(seq: number, found: unknown): string {
  if (typeof found !== 'number') return `Event ${seq} was changed.`
  return found > seq
    ? `Event ${seq} is missing, or does not belong at this place.`
    : `Event ${seq} does not belong at this place.`
}

function wholeOrNone(text: string, whereabouts: Whereabouts): RunEvent | undefined {
  try {
    return wholeEvent(text, whereabouts)
  } catch {
    return undefined
  }
}

/** What the end of the trail says, once all chunks were followed. */
export function endFaultOf(trail: Trail, key: SealKey): Fault | undefined {
  const { expected, runId, hash, seal, chunk, hasBegun } = trail
  if (chunk === 0) return hasBegun ? { seq: 0, message: 'All events of this run were cut off.' } : undefined
  if (!hasBegun)
    return { seq: 0, message: 'The table of runs was changed: it says that there are no events of this run.' }
  if (!isSeal(seal)) return { seq: expected, message: `Events from ${expected} on were cut off.` }
  if (seal !== key.end(runId, expected - 1, hash))
    return {
      seq: expected - 1,
      message: 'The seal of the last event does not fit: the seal was changed, or made with another key.',
    }
  return undefined
}
