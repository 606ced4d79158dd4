/** The answer to each call of the contract; one line each. */
import type { Handlers } from '#shared/ipc/contract.ts'
import type { AppInfo } from '#shared/ipc/views/app-views.ts'
import { isChange } from '#shared/workflow/change.ts'
import type { ComposeOptions } from '../app.ts'
import { draftProblems } from '../calls/draft-problems.ts'
import type { History } from '../calls/history.ts'
import { Letters } from '../calls/letters.ts'
import { type MetricsOptions, readMetrics } from '../calls/metrics.ts'
import { previewRun } from '../calls/preview-run.ts'
import { Replays } from '../calls/replay-run.ts'
import { startRun } from '../calls/start-run.ts'
import { describeMachines } from '../engine/machines/describe-machines.ts'
import { DESCRIPTORS } from '../nodes/registry.ts'
import { writtenFile } from '../services/files/written-file.ts'
import { systemClock } from '../services/system/system-clock.ts'
import { commandsOf } from './commands-of.ts'
import { draftHandlers } from './draft-handlers.ts'
import type { OpenedEngine } from './open-engine.ts'
import type { Services } from './services.ts'
import type { Telemetry } from './telemetry.ts'

/** Who speaks, as the log names it. */
export const ACTOR: Readonly<Record<AppInfo['host'], string>> = { electron: 'app', web: 'web', cli: 'cli' }

interface HandlerParts {
  readonly warnings: () => readonly string[]
  readonly telemetry: Telemetry
  readonly history: History
}

export function makeHandlers(
  options: ComposeOptions,
  services: Services,
  opened: OpenedEngine,
  { warnings, telemetry, history }: HandlerParts,
): Handlers {
  const { home, host, version, chooseFolder, readClipboard, showFile, showMenu, takeIntents } = options
  const { catalog, settings, models, workspace, watcher, branchWatcher, samples } = services
  const { control, queries, engine } = opened
  const by = ACTOR[host]
  const commands = commandsOf(catalog)
  const replays = new Replays({ engine, log: opened.log, store: opened.store, registry: services.registry, commands })
  const letters = new Letters({ table: opened.letters, engine, commands, clock: systemClock })
  const metrics: MetricsOptions = {
    clock: systemClock,
    engine,
    log: opened.log,
    table: opened.figures,
    letters: opened.letters,
    process: telemetry.figures,
    sinks: () => telemetry.sinks(),
  }
  return {
    'app.info': () => ({ version, host, platform: process.platform, home, warnings: warnings() }),
    'kinds.list': () => DESCRIPTORS,
    'workflows.list': async ({ workspace: folder }) => {
      // The list on the screen stays right while its folder changes; a command line looks once.
      if (host !== 'cli') await watcher.follow(folder)
      return catalog.list(folder)
    },
    'workflows.read': async ({ ref }) => {
      const document = await catalog.read(ref)
      if (host !== 'cli') catalog.prepareSave(document)
      return document
    },
    'workflows.standing': ({ ref }) => catalog.standing(ref),
    'workflows.check': ({ workflow }) =>
      isChange(workflow)
        ? catalog.check(catalog.edits.workflow(workflow))
        : draftProblems(workflow, (parsed) => catalog.check(parsed)),
    'workflows.save': async ({ ref, workflow, baseHash }) => {
      const { workflow: _, ...saved } = await catalog.save(ref, catalog.edits.workflow(workflow), baseHash)
      return saved
    },
    'workflows.create': (input) => catalog.create(input),
    'workflows.delete': ({ ref }) => catalog.remove(ref),
    'workflows.move': ({ ref, ...to }) => catalog.move(ref, to),
    'workflows.deleted': () => catalog.deleted.list(),
    'workflows.restore': ({ ref, keptAt, name }) => catalog.deleted.restore(ref, keptAt, name),
    'workflows.purge': async ({ keptAt }) => {
      await catalog.deleted.purge(keptAt)
      return {}
    },
    'workflows.callers': ({ name, workspace: folder }) => catalog.callers(name, folder),
    'workflows.reveal': async ({ ref }) => {
      const path = catalog.pathOf(ref)
      if (path !== null) showFile?.(path)
      return { shown: path !== null && showFile !== undefined }
    },
    'workflows.trust': ({ ref, hash }) => catalog.trust(ref, hash),
    'workflows.movedTo': ({ ref, hash }) => catalog.movedTo(ref, hash),
    ...draftHandlers(services, host !== 'cli'),
    'workflows.export': async (input) =>
      (await import('../calls/export-workflow.ts')).exportWorkflow(commands, services.registry, input),
    'machines.describe': () => describeMachines(services.registry),
    'runs.list': (input) => queries.list(input),
    'runs.search': (input) => opened.search.search(input),
    'runs.summary': ({ runId }) => queries.summary(runId),
    'runs.events': (input) => queries.events(input),
    'runs.workflow': ({ runId }) => queries.workflow(runId),
    'blobs.read': (input) => queries.blob(input),
    'inbox.list': () => queries.inbox(),
    'run.start': (input) => startRun(engine, commands, input, by),
    'run.preview': (input) => previewRun(commands, services.registry, input),
    'run.stop': (input) => control.stop(input, by),
    'run.resume': (input) => control.resume(input, by),
    'run.pause': (input) => control.pause(input, by),
    'run.step': (input) => control.step(input, by),
    'run.breakpoints': (input) => control.breakpoints(input, by),
    'run.stopNode': (input) => control.stopNode(input, by),
    'run.holdAtCheckpoint': (input) => control.holdAtCheckpoint(input, by),
    'run.plan': (input) => replays.plan(input),
    'run.replay': (input) => replays.start(input, by),
    'samples.list': ({ command }) => samples.list(command),
    'samples.save': ({ command, name, args }) => samples.save(command, { name, args }),
    'samples.remove': ({ command, name }) => samples.remove(command, name),
    'run.why': (input) => queries.why(input),
    'letters.list': (input) => letters.list(input),
    'letters.replay': (input) => letters.replay(input, by),
    'letters.discard': (input) => letters.discard(input),
    'metrics.read': () => readMetrics(metrics),
    'approval.decide': (input) => control.decide(input, by),
    'input.answer': (input) => control.answer(input, by),
    'settings.read': () => settings.read(),
    'settings.change': (input) => settings.change(input),
    'history.read': () => history.read(),
    'history.trim': () => history.trim(),
    'models.list': async ({ baseUrl, apiKey }) => {
      const configured = await settings.model()
      return models.listModels(
        baseUrl ?? configured?.baseUrl ?? '',
        apiKey ?? (baseUrl === undefined || baseUrl === configured?.baseUrl ? configured?.apiKey : undefined),
      )
    },
    'workspace.info': async ({ path }) => {
      if (host !== 'cli') await branchWatcher.follow(path)
      return workspace.info(path)
    },
    'window.menu': ({ items }) => {
      showMenu?.(items)
      return {}
    },
    'window.listen': () => ({ intents: takeIntents?.() ?? [] }),
    'clipboard.read': async () => ({ text: (await readClipboard?.()) ?? null }),
    'workspace.choose': async () => ({ supported: chooseFolder !== undefined, path: (await chooseFolder?.()) ?? null }),
    'workspace.reveal': async (input) => {
      const path = await writtenFile(input.workspace, input.path)
      showFile?.(path)
      return { path, shown: showFile !== undefined }
    },
    'workspace.folders': ({ prefix }) => workspace.folders(prefix),
  }
}
