/** The one place where everything is put together. Hosts call it once and talk to what it gives through the contract. */
import { CallError } from '#shared/ipc/call-error.ts'
import type { CallOutput, Handlers } from '#shared/ipc/contract.ts'
import type { App, ComposeOptions } from './app.ts'
import { Broadcasts } from './calls/broadcasts.ts'
import { History } from './calls/history.ts'
import { startRun } from './calls/start-run.ts'
import { commandsOf } from './compose/commands-of.ts'
import { ACTOR, makeHandlers } from './compose/handlers.ts'
import { type OpenedEngine, openEngine } from './compose/open-engine.ts'
import { makeServices, type Services } from './compose/services.ts'
import { type EventSource, makeTelemetry, type Telemetry } from './compose/telemetry.ts'
import type { PlaceLimits } from './engine/places.ts'
import type { Concurrency } from './services/settings/settings.ts'
import { SortableIds } from './services/system/sortable-ids.ts'
import { systemClock } from './services/system/system-clock.ts'

/** After these a run says nothing more, so its secrets need not be known any longer. */
const ENDINGS: ReadonlySet<string> = new Set(['run.succeeded', 'run.failed', 'run.interrupted'])

/** Throws CallError `home.not-writable` or `database.newer`, whose sentences are for the person. */
export async function compose(options: ComposeOptions): Promise<App> {
  const broadcasts = new Broadcasts(report)
  const troubles = new Set<string>()
  const services = makeServices(options, broadcasts, report)
  const telemetry = makeTelemetry(options, services.knownSecrets, services.secret)
  const opened: OpenedEngine = await openEngine({
    home: options.home,
    clock: systemClock,
    ids: new SortableIds(),
    registry: services.registry,
    adapters: services.adapters,
    onTrouble: (message) => {
      if (message === null) troubles.clear()
      else troubles.add(message)
      report(message ?? 'The log can be written again: runs go on.')
    },
    onBug: (error, runId) => {
      telemetry.logger.error('A bug', error, { runId })
      report(error)
    },
    telemetry,
    // A single command ends with its own run, so it takes no other.
    ...(options.adopt && {
      start: (start, by) => startRun(opened.engine, commandsOf(services.catalog), start, by),
    }),
  })
  opened.bus.onEvent((event) => {
    opened.watch.own(event)
    broadcasts.tell('run.event', event)
    if (ENDINGS.has(event.type)) services.forgetRun(event.runId)
  })
  opened.bus.onSignal((signal) => broadcasts.tell('run.signal', signal))
  const set = await services.settings.atStart()
  opened.engine.limit(limitsOf(set.concurrency))
  await telemetry.open(set.telemetry, eventSource(opened))
  const warnings = () => [
    ...opened.warnings,
    ...services.settings.warnings(),
    ...services.catalog.warnings(),
    ...troubles,
  ]
  const history = new History({
    retention: opened.retention,
    clock: systemClock,
    settings: () => services.settings.history(),
    onRemoved: (removed) =>
      telemetry.logger.info('The events of old runs were removed to keep the log small', { ...removed }),
    onError: (error) => telemetry.logger.error('Old runs could not be removed', error),
  })
  const handlers = makeHandlers(options, services, opened, { warnings, telemetry, history })
  if (options.adopt) {
    await opened.adoptAll()
    opened.keepAdopting()
    opened.hearEvents((workspace) => services.eventListeners(workspace))
    history.keepSmall()
  }
  return makeApp(options, handlers, { services, opened, history, broadcasts, telemetry, warnings })
}

/** For the process's own log; standard output belongs to the command line. */
function report(error: unknown): void {
  // Where an expected one comes from helps nobody.
  console.error('slashflow:', error instanceof CallError ? error.message : error)
}

interface Parts {
  readonly services: Services
  readonly opened: OpenedEngine
  readonly history: History
  readonly broadcasts: Broadcasts
  readonly telemetry: Telemetry
  readonly warnings: () => readonly string[]
}

function eventSource({ store }: OpenedEngine): EventSource {
  return {
    since: (position) => store.since(position),
    *ofRun(runId, beforeSeq) {
      const row = store.find(runId)
      for (const event of row && !store.isRetained(row.key) ? store.events(row.key) : []) {
        if (event.seq >= beforeSeq) return
        yield event
      }
    },
  }
}

const limitsOf = ({ nodesAtOnce, nodesAtOnceInAll }: Concurrency): PlaceLimits => ({
  run: nodesAtOnce,
  app: nodesAtOnceInAll,
})

function makeApp(options: ComposeOptions, handlers: Handlers, parts: Parts): App {
  const { services, opened, broadcasts } = parts
  const { engine, control, queries, watch } = opened
  let closing: Promise<void> | undefined
  const unwatch = options.host === 'cli' ? [] : watchFiles(parts)
  return {
    call: async (name, input) => {
      // Loaded when it is needed: a command that runs a workflow starts sooner without.
      const { contract } = await import('#shared/ipc/contract.ts')
      const handler = handlers[name] as (parsed: unknown) => unknown // the table's entry of that very name
      const parsed = contract[name].input.safeParse(input)
      if (!parsed.success)
        throw new CallError(
          'call.invalid-input',
          `${name}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
        )
      return (await handler(parsed.data)) as CallOutput<typeof name>
    },
    on: (name, listener) => {
      // Watching costs a timer, and only a listener has a use for it.
      if (name === 'run.event') watch.start()
      return broadcasts.on(name, listener)
    },
    start: (start) => startRun(engine, commandsOf(services.catalog), start, start.by ?? ACTOR[options.host]),
    activeRuns: () => {
      const active = engine.activeRunIds()
      return active.size === 0 ? [] : queries.list({ limit: 1_000 }).filter(({ runId }) => active.has(runId))
    },
    warnings: parts.warnings,
    handOver: (start) => control.handOver(start, start.by ?? ACTOR[options.host]),
    isIdle: () => engine.isIdle,
    adopt: async (runId) => (await engine.adopt(runId)) !== undefined,
    close: () => {
      closing ??= close(parts, unwatch)
      return closing
    },
  }
}

/** What other processes and editors write beside the log counts here at once. A command line looks once. */
function watchFiles({ services, opened: { engine }, broadcasts }: Parts): readonly (() => void)[] {
  const settings = services.settings.watch((view) => {
    engine.limit(limitsOf(view))
    broadcasts.tell('settings.changed', view)
  })
  return [settings, services.catalog.trusted.watch(() => broadcasts.tell('trust.changed', {}))]
}

async function close({ services, opened, history, telemetry }: Parts, unwatch: readonly (() => void)[]): Promise<void> {
  for (const end of unwatch) end()
  await history.close()
  await services.watcher.close()
  await services.draftWatcher.close()
  await services.branchWatcher.close()
  await services.versions.settled()
  // Sinks read back from the log, so they end before it does; what its end still stores is in it all the same.
  await telemetry.close()
  await opened.close()
}
