/** Runs that take over the record of an earlier one: from a node on, up to a node, one node alone, or all of it again. */
import { createHash } from 'node:crypto'
import { CallError } from '#shared/ipc/call-error.ts'
import type { ParsedInput } from '#shared/ipc/contract.ts'
import type { ReplayPlan } from '#shared/ipc/views.ts'
import type { Json } from '#shared/json.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { Engine } from '../engine/engine.ts'
import type { KindRegistry } from '../engine/kind.ts'
import type { EventLog } from '../engine/log/event-log.ts'
import type { RunStore } from '../engine/log/run-store.ts'
import { type PlannedReplay, planReplay } from '../engine/replay/replay-plan.ts'
import type { CommandSource } from './start-run.ts'

export interface ReplaysOptions {
  readonly engine: Engine
  readonly log: EventLog
  readonly store: RunStore
  readonly registry: KindRegistry
  readonly commands: CommandSource
}

export class Replays {
  readonly #options: ReplaysOptions

  constructor(options: ReplaysOptions) {
    this.#options = options
  }

  plan({ runId, from, until }: ParsedInput<'run.plan'>): ReplayPlan {
    return this.#planned(runId, from, until).plan
  }

  async start({ runId, from, until, breakpoints }: ParsedInput<'run.replay'>, by: string): Promise<{ runId: string }> {
    const { engine, log } = this.#options
    const { workflow, recorded, original } = this.#planned(runId, from, until)
    const { args, workspace, version, entry, payload } = original
    return engine.start({
      workflow,
      args: log.whole({ ...args }) as Record<string, Json>, // as `run.started` was given them
      workspace,
      trusted: await this.#isTrusted(original.workflow, version, workspace),
      by,
      ...(entry !== undefined && { entry }),
      ...(payload !== undefined && { payload: log.whole(payload) }),
      ...(breakpoints && { breakpoints }),
      replay: {
        of: runId,
        ...(from !== undefined && { from }),
        ...(until !== undefined && { until }),
        recorded: Object.fromEntries(
          Object.entries(recorded).map(([key, { port, output }]) => [key, { port, output: log.whole(output) }]),
        ),
      },
    })
  }

  #planned(runId: string, from: string | undefined, until: string | undefined) {
    const { store, log, registry } = this.#options
    const row = store.find(runId)
    if (!row) throw new CallError('run.unknown', `There is no run ${runId}.`)
    const events = [...store.events(row.key)]
    const [first] = events
    if (first?.type !== 'run.started') throw new CallError('run.empty', 'This run has no events.')
    const workflow = JSON.parse(log.blob(first.data.version)) as Workflow // stored when the run started, from a checked workflow
    const planned: PlannedReplay = planReplay({ runId, workflow, registry, events, from, until })
    return { ...planned, original: first.data }
  }

  /** As the file is trusted now: what was trusted for one run alone is not for the next. */
  async #isTrusted(name: string, version: string, workspace: string): Promise<boolean> {
    const document = await this.#options.commands.byName(name, workspace)
    if (!document?.workflow || !document.trusted) return false
    return createHash('sha256').update(JSON.stringify(document.workflow)).digest('hex') === version
  }
}
