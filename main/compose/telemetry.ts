/** The log of this process, its figures, and the sinks that the settings name. */
import type { RunEvent } from '#shared/events/event.ts'
import type { SinkFigures } from '#shared/ipc/views/metrics-views.ts'
import type { ComposeOptions } from '../app.ts'
import type { Batch, EventStore } from '../engine/log/event-store.ts'
import { createRedactor } from '../services/secrets/redaction.ts'
import type { TelemetrySettings } from '../services/settings/settings-file.ts'
import { systemClock } from '../services/system/system-clock.ts'
import { EventSink } from '../services/telemetry/event-sink.ts'
import { LogFile } from '../services/telemetry/log-file.ts'
import { createLogger, type Logger } from '../services/telemetry/logger.ts'
import { ProcessFigures } from '../services/telemetry/process-figures.ts'

export const SLOW_COMMIT_MS = 100

export interface Telemetry {
  readonly logger: Logger
  readonly figures: ProcessFigures
  /** With its commits measured. */
  measured(store: EventStore): EventStore
  /** An event that this process stored. */
  own(event: RunEvent): void
  /** Opens the sinks; until then events are only counted. */
  open(settings: TelemetrySettings, log: EventSource): Promise<void>
  sinks(): readonly SinkFigures[]
  close(): Promise<void>
}

/** Reading events back. */
export interface EventSource {
  since(position: number): readonly RunEvent[]
  ofRun(runId: string, beforeSeq: number): Iterable<RunEvent>
}

/** `secrets`: those that are known by now, by name. `secret` finds one. */
export function makeTelemetry(
  { home, env, host, version }: ComposeOptions,
  secrets: ReadonlyMap<string, string>,
  secret: (name: string) => Promise<string | undefined>,
): Telemetry {
  const { now } = systemClock
  const file = new LogFile(home, now)
  const logger = createLogger({
    now,
    setting: env.SLASHFLOW_LOG,
    file: (line) => file.append(line),
    stderr: (line) => void process.stderr.write(`${line}\n`),
    redact: (line) => createRedactor(secrets, (name) => `‹${name}›`).redact(line),
    process: `${host} ${process.pid}`,
  })
  const figures = new ProcessFigures(now)
  let sinks: readonly EventSink[] = []
  return {
    logger,
    figures,
    measured: (store) => measured(store, figures, logger),
    own: (event) => {
      figures.event(event)
      tell(logger, event)
      for (const sink of sinks) sink.take(event)
    },
    async open(settings, log) {
      const receivers = await receiversOf(settings, { env, version, secret, log })
      sinks = receivers.map((receiver) => new EventSink({ receiver, logger, readBack: (after) => log.since(after) }))
    },
    sinks: () => sinks.map((sink) => sink.figures()),
    close: async () => void (await Promise.all(sinks.map((sink) => sink.close()))),
  }
}

function measured(store: EventStore, figures: ProcessFigures, logger: Logger): EventStore {
  return {
    end: (runKey) => store.end(runKey),
    blob: (hash) => store.blob(hash),
    commit: (batch: Batch) => {
      const began = performance.now()
      store.commit(batch)
      const ms = performance.now() - began
      figures.commit(ms)
      if (ms > SLOW_COMMIT_MS)
        logger.warn('A commit of the log was slow', { ms: Math.round(ms), durable: batch.isDurable })
    },
  }
}

/** What of a run's course belongs into the log of the process: what has to do with processes, and what went wrong for good. */
function tell(logger: Logger, event: RunEvent): void {
  const { runId, correlationId, nodeId } = event
  switch (event.type) {
    case 'run.recovered':
      return logger.info('A run was taken over', { runId, correlationId })
    case 'run.failed':
      return logger.info('A run failed', { runId, correlationId, nodeId: event.data.nodeId, code: event.data.code })
    case 'letter.buried':
      return logger.warn('A delivery was put aside', { runId, correlationId, ...event.data })
    case 'node.failed':
      return logger.debug('An attempt failed', { runId, correlationId, nodeId, code: event.data.code })
    default:
  }
}

interface ReceiverParts {
  readonly env: ComposeOptions['env']
  readonly version: string
  readonly secret: (name: string) => Promise<string | undefined>
  readonly log: EventSource
}

/** Each is loaded where it is set: a command line that sends nothing pays for nothing. */
async function receiversOf(settings: TelemetrySettings, { env, version, secret, log }: ReceiverParts) {
  const { file, http } = settings
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT || settings.otlp
  const traces = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
  return Promise.all([
    ...(file ? [import('../services/telemetry/file-receiver.ts').then(({ fileReceiver }) => fileReceiver(file))] : []),
    ...(http
      ? [
          import('../services/telemetry/http-receiver.ts').then(({ httpReceiver }) =>
            httpReceiver({
              url: http.url,
              token: async () => (http.secret === undefined ? undefined : secret(http.secret)),
            }),
          ),
        ]
      : []),
    ...(endpoint || traces
      ? [
          import('../services/telemetry/otel-receiver.ts').then(({ otelReceiver }) =>
            otelReceiver({
              endpoint: traces ? undefined : endpoint,
              version,
              history: (runId, beforeSeq) => log.ofRun(runId, beforeSeq),
            }),
          ),
        ]
      : []),
  ])
}
