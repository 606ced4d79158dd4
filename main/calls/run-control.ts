/**
 * What a person says to a run, wherever the run lives: here, in another process (by its socket), or nowhere, in which
 * case this process becomes its owner first (DESIGN 4.13).
 */
import { z } from 'zod'
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import { contract, type ParsedInput } from '#shared/ipc/contract.ts'
import type { Json } from '#shared/json.ts'
import type { Engine } from '../engine/engine.ts'
import type { RunStore } from '../engine/log/run-store.ts'
import type { Ownership } from '../engine/ports/ownership.ts'
import type { RunProcess } from '../engine/run/run-process.ts'

export type RunCommand = 'run.stop' | 'approval.decide' | 'input.answer'

export interface RunControlOptions {
  readonly engine: Engine
  readonly store: RunStore
  readonly ownership: Ownership
  /** Sends a command to the process that owns the run. */
  forward(owner: string, name: RunCommand, input: Json, by: string): Promise<unknown>
}

const Receipt = z.object({
  receipt: z.array(z.object({ what: z.string(), how: z.string(), ms: z.number(), nodeId: z.string().optional() })),
})

export class RunControl {
  readonly #options: RunControlOptions

  constructor(options: RunControlOptions) {
    this.#options = options
  }

  async stop(input: ParsedInput<'run.stop'>, by: string): Promise<{ receipt: readonly ReceiptEntry[] }> {
    const result = await this.#reach(input.runId, 'run.stop', input, by, async (run) => ({
      receipt: await this.#options.engine.stop(run, by, input.undo),
    }))
    return Receipt.parse(result)
  }

  async decide(input: ParsedInput<'approval.decide'>, by: string): Promise<Record<string, never>> {
    const { runId, approvalId, decision, value, feedback } = input
    await this.#reach(runId, 'approval.decide', input, by, (run) =>
      this.#options.engine.decide(run, approvalId, { decision, value, feedback, by }),
    )
    return {}
  }

  async answer(input: ParsedInput<'input.answer'>, by: string): Promise<Record<string, never>> {
    await this.#reach(input.runId, 'input.answer', input, by, (run) =>
      this.#options.engine.answer(run, input.inputId, input.values, by),
    )
    return {}
  }

  async resume(runId: string, by: string): Promise<{ runId: string }> {
    await this.#options.engine.resume(runId, by)
    return { runId }
  }

  /** What another process asks of this one. Only for runs that live here. */
  async handle(name: string, input: unknown, by: string): Promise<unknown> {
    switch (name) {
      case 'run.stop':
        return this.stop(contract['run.stop'].input.parse(input), by)
      case 'approval.decide':
        return this.decide(contract['approval.decide'].input.parse(input), by)
      case 'input.answer':
        return this.answer(contract['input.answer'].input.parse(input), by)
      default:
        throw new CallError('call.unknown', `An owner cannot be asked for ${name}.`)
    }
  }

  async #reach(
    runId: string,
    name: RunCommand,
    input: Json,
    by: string,
    local: (run: RunProcess) => Promise<unknown>,
  ): Promise<unknown> {
    const { engine, store, ownership, forward } = this.#options
    const live = engine.live(runId)
    if (live) return local(live)
    const row = store.find(runId)
    if (!row) throw new CallError('run.unknown', `There is no run ${runId}.`)
    if (row.status === 'interrupted') throw new CallError(notOpen(name), 'The run was stopped. Resume it first.')
    if (row.status === 'succeeded' || row.status === 'failed')
      throw new CallError(notOpen(name), `The run has ${row.status === 'failed' ? 'failed' : 'succeeded'} already.`)
    if (row.owner !== null && row.owner !== ownership.id && ownership.isAlive(row.owner))
      return forward(row.owner, name, input, by)
    const adopted = await engine.adopt(runId, name === 'run.stop' ? by : undefined)
    if (!adopted) throw new CallError('run.owned', 'Another Slashflow process has just taken this run over. Try again.')
    return local(adopted)
  }
}

function notOpen(name: RunCommand): string {
  if (name === 'approval.decide') return 'approval.not-open'
  return name === 'input.answer' ? 'input.not-open' : 'run.ended'
}
