/**
 * What a run's transcript says, from its events: the command, every node that speaks (text, a shown result, a question and
 * its answer, a notice, a failure), and the end. Built as events come, so a long run costs no more per event than a short one.
 */
import type { RunEvent } from '#shared/events/event.ts'
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { activationKey, type Notice } from '#shared/state/run-state.ts'

export interface Decided {
  readonly decision: 'approved' | 'rejected' | 'expired' | 'answered'
  readonly by: string
  readonly feedback: string | undefined
  /** The payload as proposed and as the person left it. */
  readonly proposed: Json
  readonly value: Json
}

/** One execution of a node that has said something. Replaced on every change. */
export interface NodeItem {
  readonly type: 'node'
  readonly key: string
  readonly nodeId: string
  readonly path: string
  readonly iteration: number
  readonly attempt: number
  readonly startedAt: string
  readonly endedAt: string | undefined
  /** Text that the node wrote, as far as it is logged; undefined where it wrote none. */
  readonly text: string | undefined
  readonly ended: 'completed' | 'failed' | 'interrupted' | undefined
  /** A result for the person: Markdown, a table or a diff. */
  readonly shown: { readonly title: string; readonly body: Json; readonly view: string } | undefined
  readonly question:
    | { readonly title: string; readonly waitId: string; readonly asks: 'approval' | 'input'; readonly proposed: Json }
    | undefined
  readonly decided: Decided | undefined
  readonly notices: readonly Notice[]
  readonly failure:
    | { readonly code: string; readonly message: string; readonly retryAt: string | undefined }
    | undefined
  readonly reason: string | undefined
}

export type TranscriptItem =
  | {
      readonly type: 'command'
      readonly key: string
      readonly at: string
      readonly name: string
      readonly args: Readonly<Record<string, Json>>
      readonly by: string
    }
  | NodeItem
  | { readonly type: 'note'; readonly key: string; readonly at: string; readonly text: string }
  | {
      readonly type: 'succeeded'
      readonly key: string
      readonly at: string
      readonly result: Json
      readonly startedAt: string
    }
  | {
      readonly type: 'failed'
      readonly key: string
      readonly at: string
      readonly code: string
      readonly message: string
      readonly nodeId: string | undefined
      readonly startedAt: string
    }
  | {
      readonly type: 'interrupted'
      readonly key: string
      readonly at: string
      readonly receipt: readonly ReceiptEntry[]
      readonly startedAt: string
    }

interface Transcript {
  upTo: number
  startedAt: string
  items: readonly TranscriptItem[]
  readonly silent: Map<string, NodeItem>
}

const transcripts = new WeakMap<readonly RunEvent[], Transcript>()

/** `events` is the same growing array each time; the result is a new array when anything in it changed. */
export function transcriptOf(events: readonly RunEvent[]): readonly TranscriptItem[] {
  const transcript = transcripts.get(events) ?? { upTo: 0, startedAt: '', items: [], silent: new Map() }
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
      })
    case 'run.recovered':
      return add(transcript, {
        type: 'note',
        key,
        at,
        text: 'Slashflow was closed while this ran. It goes on from here.',
      })
    case 'run.resumed':
      return add(transcript, { type: 'note', key, at, text: `Resumed by ${byWords(event.data.by)}.` })
    case 'run.stopping':
      return add(transcript, { type: 'note', key, at, text: `Stop was asked for by ${byWords(event.data.by)}.` })
    case 'run.succeeded':
      return add(transcript, { type: 'succeeded', key, at, result: event.data.result, startedAt })
    case 'run.failed':
      return add(transcript, {
        type: 'failed',
        key,
        at,
        code: event.data.code,
        message: event.data.message,
        nodeId: event.data.nodeId,
        startedAt,
      })
    case 'run.interrupted':
      return add(transcript, { type: 'interrupted', key, at, receipt: event.data.receipt, startedAt })
    default:
      if (event.nodeId !== undefined) takeNode(transcript, event, event.nodeId)
  }
}

function takeNode(transcript: Transcript, event: RunEvent, nodeId: string): void {
  const key = activationKey(event.path, nodeId, event.iteration ?? 0)
  const known = transcript.silent.get(key) ?? newItem(key, event, nodeId)
  const next = withEvent(known, event)
  if (next === known && transcript.silent.has(key)) return
  transcript.silent.set(key, next)
  if (!speaks(next)) return
  const place = transcript.items.findLastIndex((item) => item.key === key)
  transcript.items = place < 0 ? [...transcript.items, next] : transcript.items.with(place, next)
}

function newItem(key: string, event: RunEvent, nodeId: string): NodeItem {
  const place = { key, nodeId, path: event.path ?? '', iteration: event.iteration ?? 0, attempt: event.attempt ?? 1 }
  const unsaid = {
    text: undefined,
    ended: undefined,
    shown: undefined,
    question: undefined,
    decided: undefined,
    failure: undefined,
    reason: undefined,
  }
  return { type: 'node', ...place, startedAt: event.at, endedAt: undefined, notices: [], ...unsaid }
}

function speaks(item: NodeItem): boolean {
  return (
    item.text !== undefined ||
    item.shown !== undefined ||
    item.question !== undefined ||
    item.failure !== undefined ||
    item.notices.length > 0
  )
}

function withEvent(item: NodeItem, event: RunEvent): NodeItem {
  switch (event.type) {
    case 'node.started':
      return {
        ...item,
        startedAt: event.at,
        attempt: event.attempt ?? item.attempt,
        text: undefined,
        failure: undefined,
        ended: undefined,
        endedAt: undefined,
      }
    case 'node.streamed':
      return event.data.channel === 'text'
        ? { ...item, text: (item.text ?? '').slice(0, event.data.offset) + event.data.text }
        : item
    case 'node.noticed':
      return { ...item, notices: [...item.notices, event.data] }
    case 'node.completed':
      return { ...item, ended: 'completed', endedAt: event.at, ...said(item, event.data.output) }
    case 'node.failed':
      return {
        ...item,
        ended: 'failed',
        endedAt: event.at,
        failure: { code: event.data.code, message: event.data.message, retryAt: event.data.retryAt },
      }
    case 'node.interrupted':
      return { ...item, ended: 'interrupted', endedAt: event.at, reason: event.data.reason }
    default:
      return withAnswer(item, event)
  }
}

function withAnswer(item: NodeItem, event: RunEvent): NodeItem {
  switch (event.type) {
    case 'approval.requested':
      return {
        ...item,
        decided: undefined,
        question: {
          title: event.data.title,
          waitId: event.data.approvalId,
          asks: 'approval',
          proposed: event.data.payload,
        },
      }
    case 'approval.decided':
      return {
        ...item,
        decided: {
          decision: event.data.decision,
          by: event.data.by,
          feedback: event.data.feedback,
          proposed: item.question?.proposed ?? null,
          value: event.data.value,
        },
      }
    case 'input.requested':
      return {
        ...item,
        decided: undefined,
        question: { title: event.data.title, waitId: event.data.inputId, asks: 'input', proposed: null },
        ...shownBy(event.data),
      }
    case 'input.received':
      return {
        ...item,
        decided: {
          decision: 'answered',
          by: event.data.by,
          feedback: undefined,
          proposed: null,
          value: event.data.values,
        },
      }
    case 'approval.expired':
    case 'input.expired':
      return {
        ...item,
        decided: { decision: 'expired', by: 'timer', feedback: undefined, proposed: null, value: null },
      }
    default:
      return item
  }
}

/** A completed node says its whole text, or shows its result. */
function said(item: NodeItem, output: Json): Partial<NodeItem> {
  if (!isJsonObject(output)) return {}
  if (typeof output.view === 'string' && output.body !== undefined) {
    return {
      shown: { title: typeof output.title === 'string' ? output.title : '', body: output.body, view: output.view },
    }
  }
  return item.text !== undefined && typeof output.text === 'string' ? { text: output.text } : {}
}

function shownBy({
  purpose,
  title,
  message,
}: {
  purpose: string
  title: string
  message?: string | undefined
}): Partial<NodeItem> {
  return purpose === 'show' && message !== undefined ? { shown: { title, body: message, view: 'markdown' } } : {}
}

function add(transcript: Transcript, item: TranscriptItem): void {
  transcript.items = [...transcript.items, item]
}

/** Who did it, as a person says it. */
export function byWords(by: string): string {
  if (by === 'app' || by === 'web') return 'you'
  if (by === 'cli') return 'the CLI'
  return by === 'timer' ? 'the timer' : by
}
