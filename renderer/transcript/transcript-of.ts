/**
 * What a run's transcript says, from its events: the command, every node that speaks (text, a shown result, a question and
 * its answer, a notice, a failure), and the end. Built as events come, so a long run costs no more per event than a short one.
 */
import type { EventOf, RunEvent } from '#shared/events/event.ts'
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import type { Json } from '#shared/json.ts'
import { sameJson } from '#shared/same-json.ts'
import { activationKey } from '#shared/state/run-state.ts'
import { byWords } from './by-words.ts'
import { type NodeItem, newItem, speaks, withEvent } from './node-item.ts'

export type TranscriptItem =
  | {
      readonly type: 'command'
      readonly key: string
      readonly at: string
      readonly name: string
      readonly args: Readonly<Record<string, Json>>
      readonly by: string
      /** What of the command it runs, where not all of it. */
      readonly part: RunPart | undefined
    }
  | NodeItem
  | {
      readonly type: 'note'
      readonly key: string
      readonly at: string
      readonly text: string
      /** The line above the canvas says it to a screen reader, and more. */
      readonly isToldElsewhere?: boolean
    }
  | {
      readonly type: 'undone'
      readonly key: string
      readonly at: string
      readonly nodeId: string
      readonly path: string
      /** The node that undid it, or could not. */
      readonly by: string
      readonly failure: string | undefined
    }
  | {
      readonly type: 'succeeded'
      readonly key: string
      readonly at: string
      /** Undefined where there is none, and where a node has said it already. */
      readonly result: Json | undefined
      readonly startedAt: string
    }
  | {
      readonly type: 'failed'
      readonly key: string
      readonly at: string
      readonly code: string
      readonly message: string
      readonly nodeId: string | undefined
      /** The node says it right above. */
      readonly isSaid: boolean
      readonly startedAt: string
    }
  | {
      readonly type: 'interrupted'
      readonly key: string
      readonly at: string
      readonly receipt: readonly ReceiptEntry[]
      readonly startedAt: string
    }

/** Ids of nodes: a replay's first and last one; `isTry`: the draft was tried. */
export interface RunPart {
  readonly from: string | undefined
  readonly until: string | undefined
  readonly isReplay: boolean
  readonly isTry: boolean
}

interface Transcript {
  upTo: number
  startedAt: string
  items: readonly TranscriptItem[]
  /** How often the run was resumed or taken over: what starts after that speaks anew. */
  breaks: number
  /** The present item of each execution, said or not, with the breaks before it. */
  readonly present: Map<string, { readonly item: NodeItem; readonly breaks: number }>
}

const transcripts = new WeakMap<readonly RunEvent[], Transcript>()

/** `events` is the same growing array each time; the result is a new array when anything in it changed. */
export function transcriptOf(events: readonly RunEvent[]): readonly TranscriptItem[] {
  const transcript = transcripts.get(events) ?? { upTo: 0, startedAt: '', items: [], breaks: 0, present: new Map() }
  transcripts.set(events, transcript)
  for (; transcript.upTo < events.length; transcript.upTo += 1) {
    const event = events[transcript.upTo]
    if (event) take(transcript, event)
  }
  return transcript.items
}

function take(transcript: Transcript, event: RunEvent): void {
  const { at, id: key } = event
  const { startedAt } = transcript
  switch (event.type) {
    case 'run.started':
      transcript.startedAt = at
      return add(transcript, {
        type: 'command',
        key,
        at,
        name: event.data.workflow,
        args: event.data.args,
        by: event.data.by,
        part: partOf(event.data),
      })
    case 'run.recovered':
      transcript.breaks += 1
      return add(transcript, {
        type: 'note',
        key,
        at,
        text: 'Slashflow was closed while this ran. It goes on from here.',
      })
    case 'run.resumed':
      transcript.breaks += 1
      return add(transcript, { type: 'note', key, at, text: `Resumed by ${byWords(event.data.by)}.` })
    case 'run.paused':
      return add(transcript, {
        type: 'note',
        key,
        at,
        text: event.data.nodeId === undefined ? `Paused by ${byWords(event.data.by)}.` : 'Paused at a breakpoint.',
        isToldElsewhere: true,
      })
    case 'run.stopping': {
      const what = event.data.undo ? 'stop and undo' : 'stop'
      const by = byWords(event.data.by)
      const who = by.charAt(0).toUpperCase() + by.slice(1)
      return add(transcript, { type: 'note', key, at, text: `${who} asked to ${what}.` })
    }
    case 'node.compensated': {
      const { by, error } = event.data
      const { nodeId = '', path = '' } = event
      return add(transcript, { type: 'undone', key, at, nodeId, path, by, failure: error?.message })
    }
    case 'run.succeeded':
      return add(transcript, { type: 'succeeded', key, at, result: unsaid(transcript, event.data.result), startedAt })
    case 'run.failed':
      return add(transcript, {
        type: 'failed',
        key,
        at,
        code: event.data.code,
        message: event.data.message,
        nodeId: event.data.nodeId,
        isSaid: hasJustSaid(transcript, event.data),
        startedAt,
      })
    case 'run.interrupted':
      return add(transcript, { type: 'interrupted', key, at, receipt: event.data.receipt, startedAt })
    default:
      if (event.nodeId !== undefined) takeNode(transcript, event, event.nodeId)
  }
}

function partOf({ replay, test = false }: EventOf<'run.started'>['data']): RunPart | undefined {
  if (!replay && !test) return undefined
  return { from: replay?.from, until: replay?.until, isReplay: replay !== undefined, isTry: test }
}

function takeNode(transcript: Transcript, event: RunEvent, nodeId: string): void {
  const key = activationKey(event.path, nodeId, event.iteration ?? 0)
  const { breaks } = transcript
  const known = transcript.present.get(key)
  const again = known !== undefined && event.type === 'node.started' && known.breaks < breaks && speaks(known.item)
  if (again) put(transcript, { ...known.item, ended: 'interrupted', endedAt: known.item.endedAt, superseded: true })
  const before = known && !again ? known.item : newItem(again ? `${key}@${breaks}` : key, event, nodeId)
  const item = withEvent(before, event)
  if (item === known?.item) return
  transcript.present.set(key, { item, breaks: known && !again ? known.breaks : breaks })
  if (speaks(item)) put(transcript, item)
}

/** Of a container each item may have said its part. */
const MOST_PARTS = 50

function unsaid({ items }: Transcript, result: Json): Json | undefined {
  if (result === null || result === '') return undefined
  const isSaid = (value: Json): boolean =>
    items.some(
      (item) =>
        item.type === 'node' &&
        (item.text === value ||
          sameJson(item.shown?.body, value) ||
          sameJson(item.decided?.value, value) ||
          sameJson(item.output, value)),
    )
  const isSaidInParts =
    Array.isArray(result) && result.length > 0 && result.length <= MOST_PARTS && result.every((part) => isSaid(part))
  return isSaid(result) || isSaidInParts ? undefined : result
}

function hasJustSaid({ items }: Transcript, { nodeId, message }: EventOf<'run.failed'>['data']): boolean {
  const last = items.at(-1)
  return last?.type === 'node' && last.nodeId === nodeId && last.failure?.message === message
}

function put(transcript: Transcript, item: NodeItem): void {
  const place = transcript.items.findLastIndex((each) => each.key === item.key)
  transcript.items = place < 0 ? [...transcript.items, item] : transcript.items.with(place, item)
}

function add(transcript: Transcript, item: TranscriptItem): void {
  transcript.items = [...transcript.items, item]
}
