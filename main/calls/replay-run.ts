/** Runs that take over the record of an earlier one: from a node on, up to a node, one node alone, or all of it again. */
import { createHash } from 'node:crypto'
import { CallError } from '#shared/ipc/call-error.ts'
import type { ParsedInput } from '#shared/ipc/contract.ts'
import type { ReplayPlan } from '#shared/ipc/views/run-views.ts'
import type { Json } from '#shared/json.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { Engine } from '../engine/engine.ts'
import type { KindRegistry } from '../engine/kind.ts'
import type { EventLog } from '../engine/log/event-log.ts'
import type { RunStore } from '../engine/log/run-store.ts'
import { type PlannedReplay, planReplay } from '../engine/replay/replay-plan.ts'
import { type CommandSource, draftDocument, runnable } from './start-run.ts'

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

  plan(input: ParsedInput<'run.plan'>): ReplayPlan {
    return this.#planned(input).plan
  }

  /** Throws CallError as `plan`; of a draft also `workflow.invalid` and `arguments.invalid`. */
  async start({ breakpoints, ...input }: ParsedInput<'run.replay'>, by: string): Promise<{ runId: string }> {
    const { engine, log } = this.#options
    const { runId, from, until, draft } = input
    const { workflow, recorded, original } = this.#planned(input)
    const { workspace, version, entry, payload } = original
    const args = log.whole({ ...original.args }) as Record<string, Json> // as `run.started` was given them
    const tried = draft && (await this.#tried(draft, args, until))
    return engine.start({
      workflow,
      args: tried?.args ?? args,
      workspace,
      trusted: tried?.trusted ?? (await this.#isTrusted(original.workflow, version, workspace)),
      by,
      ...(draft && { test: true }),
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

  /** The draft may have other parameters than the run had: what it does not know is left out, what is new has its default. */
  async #tried(
    { ref, workflow }: NonNullable<ParsedInput<'run.replay'>['draft']>,
    args: Record<string, Json>,
    until?: string,
  ) {
    const { commands } = this.#options
    const document = draftDocument(commands, await commands.read(ref), workflow, until)
    const known = new Set(workflow.parameters?.map(({ name }) => name))
    const given = Object.fromEntries(Object.entries(args).filter(([name]) => known.has(name)))
    return { args: runnable(document, given).args, trusted: document.trusted }
  }

  #planned({ runId, from, until, draft }: ParsedInput<'run.plan'>) {
    const { store, log, registry } = this.#options
    const row = store.find(runId)
    if (!row) throw new CallError('run.unknown', `There is no run ${runId}.`)
    const events = [...store.events(row.key)]
    const [first] = events
    if (first?.type !== 'run.started') throw new CallError('run.empty', 'This run has no events.')
    const ran = JSON.parse(log.blob(first.data.version)) as Workflow // stored when the run started, from a checked workflow
    const workflow = draft?.workflow ?? ran
    const planned: PlannedReplay = planReplay({
      runId,
      workflow,
      registry,
      events,
      from,
      until,
      ...(draft && { isDraft: true }),
    })
    return { ...planned, original: first.data }
  }

  /** As the file is trusted now: what was trusted for one run alone is not for the next. */
  async #isTrusted(name: string, version: string, workspace: string): Promise<boolean> {
    const document = await this.#options.commands.byName(name, workspace)
    if (!document?.workflow || !document.trusted) return false
    return createHash('sha256').update(JSON.stringify(document.workflow)).digest('hex') === version
  }
}
