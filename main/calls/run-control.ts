/**
 * What a person says to a run, wherever the run lives: here, in another process (by its socket), or nowhere, in which
 * case this process becomes its owner first (DESIGN 4.13).
 */
import { z } from 'zod'
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { ParsedInput } from '#shared/ipc/contract.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import type { StartOptions } from '../app.ts'
import type { Engine } from '../engine/engine.ts'
import type { RunStore } from '../engine/log/run-store.ts'
import type { Ownership } from '../engine/ports/ownership.ts'
import type { RunProcess } from '../engine/run/run-process.ts'
import { type RunCommand, refuseEnded } from './run-command.ts'
import { stepRun } from './step-run.ts'

export interface RunControlOptions {
  readonly engine: Engine
  readonly store: RunStore
  readonly ownership: Ownership
  /** Other owners that live. */
  owners(): readonly string[]
  /** Starts what another process hands over; absent where this one does not stay. */
  start?(options: StartOptions, by: string): Promise<{ runId: string }>
  /** Sends a command to the process that owns the run. */
  forward(owner: string, name: RunCommand | 'run.resume' | 'run.start', input: Json, by: string): Promise<unknown>
}

type Nothing = Record<string, never>

const Receipt = z.object({
  receipt: z.array(z.object({ what: z.string(), how: z.string(), ms: z.number(), nodeId: z.string().optional() })),
})

const Started = z.object({ runId: z.string() })
/** The one asked does not stay, or has just ended: the next one may. */
const PASSED_ON: ReadonlySet<string> = new Set(['owner.leaving', 'owner.unreachable', 'call.unknown', 'app.closing'])

export class RunControl {
  readonly #options: RunControlOptions

  constructor(options: RunControlOptions) {
    this.#options = options
  }

  async stop(input: ParsedInput<'run.stop'>, by: string): Promise<{ receipt: readonly ReceiptEntry[] }> {
    const { engine, store } = this.#options
    if (input.undo) {
      const isStopped = !(await engine.present(input.runId)) && store.find(input.runId)?.status === 'interrupted'
      if (isStopped || engine.undoing(input.runId)) return this.#undo(input, by)
    }
    const result = await this.#reach(input.runId, 'run.stop', input, by, async (run) => ({
      receipt: await engine.stop(run, by, input.undo),
    }))
    return Receipt.parse(result)
  }

  async #undo(input: ParsedInput<'run.stop'>, by: string): Promise<{ receipt: readonly ReceiptEntry[] }> {
    const owner = this.#ownerElsewhere(input.runId)
    if (owner === undefined) await this.#options.engine.undo(input.runId, by)
    else await this.#options.forward(owner, 'run.stop', input, by)
    return { receipt: [] }
  }

  /** The process, not this one, that goes on with the run or with one that called it: a child run is always its caller's. */
  #ownerElsewhere(runId: string): string | undefined {
    const { store, ownership } = this.#options
    for (let row = store.find(runId); row; row = row.parent === undefined ? undefined : store.find(row.parent))
      if (row.owner !== null && row.owner !== ownership.id && ownership.isAlive(row.owner)) return row.owner
    return undefined
  }

  async decide(input: ParsedInput<'approval.decide'>, by: string): Promise<Nothing> {
    const { runId, approvalId, decision, value, feedback } = input
    await this.#reach(runId, 'approval.decide', input, by, (run) =>
      this.#options.engine.decide(run, approvalId, { decision, value, feedback, by }),
    )
    return {}
  }

  async answer(input: ParsedInput<'input.answer'>, by: string): Promise<Nothing> {
    await this.#reach(input.runId, 'input.answer', input, by, (run) =>
      this.#options.engine.answer(run, input.inputId, input.values, by),
    )
    return {}
  }

  /** A stopped run becomes this process's own; a paused one goes on where it lives. */
  async resume(input: ParsedInput<'run.resume'>, by: string): Promise<{ runId: string }> {
    const { engine, forward } = this.#options
    const { runId } = input
    const owner = engine.live(runId) ? undefined : this.#ownerElsewhere(runId)
    if (owner === undefined) await engine.resume(runId, by)
    else await forward(owner, 'run.resume', input, by)
    return { runId }
  }

  async pause(input: ParsedInput<'run.pause'>, by: string): Promise<Nothing> {
    return this.#tell(input.runId, 'run.pause', input, by, (run) => run.pausing.pause(by))
  }

  async step(input: ParsedInput<'run.step'>, by: string): Promise<Nothing> {
    await this.#reach(input.runId, 'run.step', input, by, (run) =>
      stepRun(this.#options.engine, run, { by, nodeId: input.nodeId }),
    )
    return {}
  }

  async breakpoints(input: ParsedInput<'run.breakpoints'>, by: string): Promise<Nothing> {
    return this.#tell(input.runId, 'run.breakpoints', input, by, (run) => run.pausing.setBreakpoints(input.nodes, by))
  }

  async holdAtCheckpoint(input: ParsedInput<'run.holdAtCheckpoint'>, by: string): Promise<Nothing> {
    return this.#tell(input.runId, 'run.holdAtCheckpoint', input, by, (run) => run.pausing.holdAtCheckpoint(by))
  }

  async stopNode(input: ParsedInput<'run.stopNode'>, by: string): Promise<Nothing> {
    return this.#tell(input.runId, 'run.stopNode', input, by, (run) => stopOne(run, input, by))
  }

  async #tell(
    runId: string,
    name: RunCommand,
    input: Json,
    by: string,
    action: (run: RunProcess) => void,
  ): Promise<Nothing> {
    await this.#reach(runId, name, input, by, (run) => this.#options.engine.tell(run, action))
    return {}
  }

  /** Asks the processes that live, the oldest first, until one stays and starts it. A refusal of the start itself is the caller's. */
  async handOver(options: StartOptions, by: string): Promise<{ runId: string } | undefined> {
    const { owners, forward } = this.#options
    for (const owner of owners()) {
      try {
        return Started.parse(await forward(owner, 'run.start', asJson(options), by))
      } catch (error) {
        if (!(error instanceof CallError) || !PASSED_ON.has(error.code)) throw error
      }
    }
    return undefined
  }

  async #startHere(input: unknown, by: string): Promise<{ runId: string }> {
    const { start } = this.#options
    if (!start) throw new CallError('owner.leaving', 'This process ends with its own run, so it takes no other.')
    const { contract } = await import('#shared/ipc/contract.ts')
    // The folder is the user's alone, so its processes may say what a person at a terminal may.
    const handed = contract['run.start'].input.extend({ trusted: z.boolean().optional(), by: z.string().optional() })
    return start(handed.parse(input), by)
  }

  /** What another process asks of this one. Only for runs that live here. */
  async handle(name: string, input: unknown, by: string): Promise<unknown> {
    // Loaded when it is needed: a command that runs a workflow starts sooner without.
    const { contract } = await import('#shared/ipc/contract.ts')
    switch (name) {
      case 'run.stop':
        return this.stop(contract['run.stop'].input.parse(input), by)
      case 'approval.decide':
        return this.decide(contract['approval.decide'].input.parse(input), by)
      case 'input.answer':
        return this.answer(contract['input.answer'].input.parse(input), by)
      case 'run.resume':
        return this.resume(contract['run.resume'].input.parse(input), by)
      case 'run.pause':
        return this.pause(contract['run.pause'].input.parse(input), by)
      case 'run.step':
        return this.step(contract['run.step'].input.parse(input), by)
      case 'run.breakpoints':
        return this.breakpoints(contract['run.breakpoints'].input.parse(input), by)
      case 'run.stopNode':
        return this.stopNode(contract['run.stopNode'].input.parse(input), by)
      case 'run.holdAtCheckpoint':
        return this.holdAtCheckpoint(contract['run.holdAtCheckpoint'].input.parse(input), by)
      case 'run.start':
        return this.#startHere(input, by)
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
    // The table says that a run is stopped until its going on is stored, and that it goes on until its end is.
    const live = await engine.present(runId)
    if (live) return told(live, name, local)
    const row = store.find(runId)
    if (!row) throw new CallError('run.unknown', `There is no run ${runId}.`)
    refuseEnded(row.status, name)
    if (row.owner !== null && row.owner !== ownership.id && ownership.isAlive(row.owner))
      return forward(row.owner, name, input, by)
    const undo = isJsonObject(input) && input.undo === true
    const stopped = name === 'run.stop' && { stoppedBy: by, undo }
    const adopted = await engine.adopt(runId, stopped || (name === 'run.pause' ? { pausedBy: by } : {}))
    if (!adopted) throw new CallError('run.owned', 'Another Slashflow process has just taken this run over. Try again.')
    return told(adopted, name, local)
  }
}

/** A second Stop is answered as the first was, by the run itself. */
function told(run: RunProcess, name: RunCommand, local: (run: RunProcess) => Promise<unknown>): Promise<unknown> {
  if (name !== 'run.stop') refuseEnded(run.state.status, name)
  return local(run)
}

function stopOne(run: RunProcess, { nodeId, path, iteration }: ParsedInput<'run.stopNode'>, by: string): void {
  const found = run.executionsOf(nodeId, path, iteration)
  const [only, ...others] = found
  if (!only) throw new CallError('node.not-active', `“${nodeId}” is not active, so there is nothing to stop.`)
  if (others.length > 0)
    throw new CallError(
      'node.ambiguous',
      `“${nodeId}” is active ${found.length} times: ${found.map(({ key }) => key).join(', ')}. Say which.`,
    )
  only.interrupt(`by ${by}`)
}

/** As it goes over the socket: what is not given is left out. */
const asJson = (options: StartOptions): Json => JSON.parse(JSON.stringify(options)) as Json // plain data
