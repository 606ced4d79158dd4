/**
 * Traces for an OpenTelemetry collector. The spans are made of the events themselves and not measured a second time, so
 * they say exactly what the log says; the libraries do the wire format. Loaded where an endpoint is set, and not before.
 */
import { SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import type { RunEvent } from '#shared/events/event.ts'
import type { EventReceiver } from './event-sink.ts'
import { RunSpans, type SpanDraft } from './run-spans.ts'

const ENDED: ReadonlySet<string> = new Set(['run.succeeded', 'run.failed'])

export interface OtelReceiverOptions {
  /** Base address of the collector, such as `http://127.0.0.1:4318`; undefined: as its own variables say. */
  readonly endpoint: string | undefined
  readonly version: string
  /** A run's events before a seq, for a run that began in another process. */
  readonly history: (runId: string, beforeSeq: number) => Iterable<RunEvent>
}

export function otelReceiver({ endpoint, version, history }: OtelReceiverOptions): EventReceiver {
  const exporter = new OTLPTraceExporter(endpoint === undefined ? {} : { url: tracesUrl(endpoint) })
  const resource = resourceFromAttributes({ 'service.name': 'slashflow', 'service.version': version })
  const scope = { name: 'slashflow', version }
  const runs = new Map<string, RunSpans>()
  /** Not exported yet: a failed export is tried again with the same events. */
  const pending: ReadableSpan[] = []
  const take = (event: RunEvent): void => {
    const spans = runs.get(event.runId) ?? begun(event, history)
    runs.set(event.runId, spans)
    for (const draft of spans.take(event)) pending.push({ ...readable(draft), resource, instrumentationScope: scope })
  }
  return {
    name: 'OpenTelemetry',
    async send(events) {
      for (const event of events) take(event)
      if (pending.length > 0) await exported(exporter, pending)
      pending.length = 0
      // Only now: a batch that comes again must find what it was taken into.
      for (const { type, runId } of events) if (ENDED.has(type)) runs.delete(runId)
    },
    close: () => exporter.shutdown(),
  }
}

/** As the standard has it: the variable names the collector, the signal's path comes behind. */
function tracesUrl(endpoint: string): string {
  const base = endpoint.replace(/\/+$/, '')
  return base.endsWith('/v1/traces') ? base : `${base}/v1/traces`
}

function begun({ runId, seq }: RunEvent, history: OtelReceiverOptions['history']): RunSpans {
  const spans = new RunSpans(runId)
  if (seq > 0) for (const event of history(runId, seq)) spans.take(event)
  return spans
}

function exported(exporter: OTLPTraceExporter, spans: readonly ReadableSpan[]): Promise<void> {
  return new Promise((resolve, reject) => {
    exporter.export([...spans], ({ code, error }) => {
      if (code === 0) resolve()
      else reject(error ?? new Error('the collector refused it'))
    })
  })
}

type ReadableDraft = Omit<ReadableSpan, 'resource' | 'instrumentationScope'>

function readable({
  traceId,
  spanId,
  parentSpanId,
  name,
  startedAt,
  endedAt,
  error,
  ...rest
}: SpanDraft): ReadableDraft {
  const context = (id: string) => ({ traceId, spanId: id, traceFlags: TraceFlags.SAMPLED })
  const ms = Date.parse(endedAt) - Date.parse(startedAt)
  return {
    name,
    kind: SpanKind.INTERNAL,
    spanContext: () => context(spanId),
    ...(parentSpanId !== undefined && { parentSpanContext: context(parentSpanId) }),
    startTime: hrTime(Date.parse(startedAt)),
    endTime: hrTime(Date.parse(endedAt)),
    duration: hrTime(ms),
    status: error === undefined ? { code: SpanStatusCode.UNSET } : { code: SpanStatusCode.ERROR, message: error },
    attributes: { ...rest.attributes },
    events: rest.events.map((event) => ({ name: event.name, time: hrTime(Date.parse(event.at)) })),
    links: [],
    ended: true,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  }
}

const hrTime = (ms: number): [number, number] => [Math.floor(ms / 1_000), (ms % 1_000) * 1_000_000]
