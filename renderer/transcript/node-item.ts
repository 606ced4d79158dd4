/** What one execution of a node has said so far, from its events. */
import type { EventData, RunEvent } from '#shared/events/event.ts'
import type { FormField } from '#shared/events/form-field.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import type { Notice } from '#shared/state/run-state.ts'

export type WrittenFile = EventData<'file.written'>

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
  /** What it gave, of which the transcript shows what is for a person. */
  readonly output: Json | undefined
  /** A result for the person: Markdown, a table or a diff. */
  readonly shown: { readonly title: string; readonly body: Json; readonly view: string } | undefined
  readonly question:
    | {
        readonly title: string
        readonly waitId: string
        readonly asks: 'approval' | 'input'
        readonly proposed: Json
        readonly fields: readonly FormField[]
      }
    | undefined
  readonly decided: Decided | undefined
  readonly notices: readonly Notice[]
  /** Files of the workspace, in the order in which they were written. */
  readonly written: readonly WrittenFile[]
  readonly failure:
    | { readonly code: string; readonly message: string; readonly retryAt: string | undefined }
    | undefined
  readonly reason: string | undefined
  /** The run was stopped or its owner died, and the same execution began anew: a later item speaks for it. */
  readonly superseded: boolean
}

export function newItem(key: string, event: RunEvent, nodeId: string): NodeItem {
  const place = { key, nodeId, path: event.path ?? '', iteration: event.iteration ?? 0, attempt: event.attempt ?? 1 }
  const unsaid = {
    text: undefined,
    ended: undefined,
    output: undefined,
    shown: undefined,
    question: undefined,
    decided: undefined,
    failure: undefined,
    reason: undefined,
  }
  return {
    type: 'node',
    ...place,
    startedAt: event.at,
    endedAt: undefined,
    notices: [],
    written: [],
    superseded: false,
    ...unsaid,
  }
}

/** Only what has something for a person stands in the transcript. */
export function speaks(item: NodeItem): boolean {
  return (
    item.text !== undefined ||
    item.shown !== undefined ||
    item.question !== undefined ||
    item.failure !== undefined ||
    item.notices.length > 0 ||
    item.written.length > 0
  )
}

export function withEvent(item: NodeItem, event: RunEvent): NodeItem {
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
        output: undefined,
      }
    case 'node.streamed':
      return event.data.channel === 'text'
        ? { ...item, text: (item.text ?? '').slice(0, event.data.offset) + event.data.text }
        : item
    case 'node.noticed':
      return { ...item, notices: [...item.notices, event.data] }
    case 'file.written':
      return { ...item, written: [...item.written, event.data] }
    case 'node.completed':
      return {
        ...item,
        ended: 'completed',
        endedAt: event.at,
        output: event.data.output,
        ...said(item, event.data.output),
      }
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
          fields: [],
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
        question: {
          title: event.data.title,
          waitId: event.data.inputId,
          asks: 'input',
          proposed: null,
          fields: event.data.fields,
        },
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
