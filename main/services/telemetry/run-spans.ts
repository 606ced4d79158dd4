/**
 * Makes spans of a run's events: the run is a span, each execution of a node is one below it, a child run's hangs below
 * the node that called it. Attempts, errors and waits are events of their node's span.
 */
import type { EventOf, RunEvent } from '#shared/events/event.ts'
import { eventWords } from '#shared/events/event-words.ts'
import { activationKey, executionKey } from '#shared/state/run-state.ts'
import { nodeSpanId, runSpanId, traceIdOf } from './span-ids.ts'

export interface SpanDraft {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly name: string
  readonly startedAt: string
  readonly endedAt: string
  /** Why it failed; undefined where it did not. */
  readonly error: string | undefined
  readonly attributes: Readonly<Record<string, string | number>>
  readonly events: readonly SpanEvent[]
}

interface SpanEvent {
  readonly name: string
  readonly at: string
}

interface OpenSpan {
  readonly startedAt: string
  readonly spanId: string
  readonly attributes: Record<string, string | number>
  readonly events: SpanEvent[]
}

/** What an event of a node adds to its span. */
const TOLD: ReadonlySet<string> = new Set([
  'node.started',
  'node.retried',
  'node.failed',
  'node.noticed',
  'file.written',
  'approval.requested',
  'approval.decided',
  'approval.expired',
  'input.requested',
  'input.received',
  'input.expired',
  'timer.set',
  'timer.fired',
  'event.awaited',
  'event.emitted',
  'lock.awaited',
  'lock.taken',
  'child.started',
  'items.started',
])

const RUN_TOLD: ReadonlySet<string> = new Set([
  'run.paused',
  'run.resumed',
  'run.recovered',
  'run.stopping',
  'run.compensating',
  'letter.buried',
])

export class RunSpans {
  readonly #runId: string
  readonly #nodes = new Map<string, OpenSpan>()
  /** The open execution of each node, by its place, for what is inside a container. */
  readonly #containers = new Map<string, string>()
  #run: OpenSpan | undefined
  #begun: EventOf<'run.started'>['data'] | undefined
  #resumed = 0
  seq = -1

  constructor(runId: string) {
    this.#runId = runId
  }

  /** The spans that end with this event. Events must come in order; one that was taken before is ignored. */
  take(event: RunEvent): readonly SpanDraft[] {
    if (event.seq <= this.seq) return []
    this.seq = event.seq
    return event.nodeId === undefined ? this.#runEvent(event) : this.#nodeEvent(event, event.nodeId)
  }

  #runEvent(event: RunEvent): readonly SpanDraft[] {
    if (event.type === 'run.started') {
      this.#begun = event.data
      this.#open(event)
    } else if (event.type === 'run.resumed' && !this.#run) {
      this.#resumed += 1
      this.#open(event)
    }
    if (RUN_TOLD.has(event.type)) this.#run?.events.push({ name: eventWords(event), at: event.at })
    switch (event.type) {
      case 'run.succeeded':
        return this.#close(event, undefined)
      case 'run.failed':
        return this.#close(event, `${event.data.code}: ${event.data.message}`)
      case 'run.interrupted':
        return this.#close(event, undefined)
      default:
        return []
    }
  }

  #open({ at }: RunEvent): void {
    this.#run = {
      startedAt: at,
      spanId: runSpanId(this.#runId, this.#resumed),
      events: [],
      attributes: {
        'slashflow.run.id': this.#runId,
        'slashflow.workflow': this.#begun?.workflow ?? '',
        'slashflow.workflow.version': this.#begun?.version ?? '',
        'slashflow.started_by': this.#begun?.by ?? '',
      },
    }
  }

  /** What a stop left active ends with the run, and begins anew when it goes on. */
  #close(event: RunEvent, error: string | undefined): readonly SpanDraft[] {
    const left = [...this.#nodes.keys()].flatMap((key) => this.#endNode(event, key, undefined))
    const run = this.#run
    this.#run = undefined
    if (!run) return left
    const status = event.type.slice('run.'.length)
    run.attributes['slashflow.run.status'] = status
    return [...left, this.#draft(event, run, `/${this.#begun?.workflow ?? ''}`, this.#parentOfRun(), error)]
  }

  #parentOfRun(): string | undefined {
    const parent = this.#begun?.parent
    return parent && nodeSpanId(parent.runId, activationKey(parent.path, parent.nodeId, parent.iteration))
  }

  #nodeEvent(event: RunEvent, nodeId: string): readonly SpanDraft[] {
    const key = activationKey(event.path, nodeId, event.iteration ?? 0)
    if (!this.#nodes.has(key) && (event.type === 'node.activated' || event.type === 'node.started'))
      this.#openNode(event, nodeId, key)
    const span = this.#nodes.get(key)
    if (span && TOLD.has(event.type)) span.events.push({ name: eventWords(event), at: event.at })
    if (span && event.attempt !== undefined) span.attributes['slashflow.attempts'] = event.attempt
    switch (event.type) {
      case 'node.completed':
        if (span) span.attributes['slashflow.port'] = event.data.port
        return this.#endNode(event, key, undefined)
      case 'node.failed':
        return event.data.retryAt === undefined
          ? this.#endNode(event, key, `${event.data.code}: ${event.data.message}`)
          : []
      case 'node.interrupted':
        if (span) span.attributes['slashflow.interrupted'] = event.data.reason
        return this.#endNode(event, key, undefined)
      default:
        return []
    }
  }

  #openNode({ at, path, iteration }: RunEvent, nodeId: string, key: string): void {
    const attributes: OpenSpan['attributes'] = {
      'slashflow.run.id': this.#runId,
      'slashflow.node.id': nodeId,
      'slashflow.iteration': iteration ?? 0,
    }
    if (path) attributes['slashflow.path'] = path
    this.#nodes.set(key, { startedAt: at, spanId: nodeSpanId(this.#runId, key), attributes, events: [] })
    this.#containers.set(executionKey(path, nodeId), key)
  }

  #endNode(event: RunEvent, key: string, error: string | undefined): readonly SpanDraft[] {
    const span = this.#nodes.get(key)
    if (!span) return []
    this.#nodes.delete(key)
    const path = String(span.attributes['slashflow.path'] ?? '')
    return [this.#draft(event, span, String(span.attributes['slashflow.node.id']), this.#around(path), error)]
  }

  /** `all[2]/inner[0]` stands in the execution of `all[2]/inner`. */
  #around(path: string): string {
    const key = path === '' ? undefined : this.#containers.get(path.slice(0, path.lastIndexOf('[')))
    return key === undefined ? runSpanId(this.#runId, this.#resumed) : nodeSpanId(this.#runId, key)
  }

  #draft(
    { at, correlationId }: RunEvent,
    { startedAt, spanId, attributes, events }: OpenSpan,
    name: string,
    parentSpanId: string | undefined,
    error: string | undefined,
  ): SpanDraft {
    return {
      traceId: traceIdOf(correlationId),
      spanId,
      parentSpanId,
      name,
      startedAt,
      endedAt: at,
      error,
      attributes,
      events,
    }
  }
}
