/** Plays a case on the engine and on the exported machine at once: both must offer the same at every step, and come to the same. */
import { expect } from 'vitest'
import { foldRun } from '#shared/state/fold-run.ts'
import { RealRun } from '#test/engine/property/real-run.ts'
import type { SimulatedEngine } from '#test/engine/property/simulated-engine.ts'
import { simulatedKinds } from '#test/engine/property/simulated-kinds.ts'
import { workflowOfFlow } from '#test/engine/property/workflow-of-flow.ts'
import type { Flow } from '#test/engine/reference/flow.ts'
import type { Case } from '#test/support/graphs/cases.ts'
import { ExportedRun } from './exported-run.ts'
import { loadMachine } from './load-machine.ts'

const nobody = (): never => {
  throw new Error('The export runs nothing.')
}

const REGISTRY = simulatedKinds({ began: nobody, ended: nobody, branch: nobody })
const MOST_MOVES = 60
const TURN_MS = 100
/** Longer than any timer of a case. */
const IDLE_TURNS = 60

/** Where a run stands, as both sides can tell. */
interface Standing {
  readonly moves: readonly string[]
  readonly status: string
  readonly result?: unknown
  readonly error?: { readonly code: string; readonly node: string | undefined } | undefined
  /** Of the nodes at the top. */
  readonly endings: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, unknown>>
}

export class SideBySide {
  readonly #engine: RealRun
  readonly #exported: ExportedRun
  readonly #flow: Flow
  readonly steps: string[] = []

  static async of(home: SimulatedEngine, { flow, script }: Case): Promise<SideBySide> {
    const workflow = workflowOfFlow(flow)
    // The simulated `end` says by a field of its own whether it fails.
    const nodes = workflow.nodes.map((node) =>
      node.config?.fails === true ? { ...node, config: { ...node.config, status: 'failed' } } : node,
    )
    const module = await loadMachine({ ...workflow, nodes }, REGISTRY)
    return new SideBySide(new RealRun(home, flow, script), new ExportedRun(module, flow, script), flow)
  }

  private constructor(engine: RealRun, exported: ExportedRun, flow: Flow) {
    this.#engine = engine
    this.#exported = exported
    this.#flow = flow
  }

  async play(schedule: readonly number[]): Promise<void> {
    await this.#engine.start()
    await this.#exported.start()
    let status = this.#compare()
    let idle = 0
    for (let step = 0; step < MOST_MOVES + IDLE_TURNS && isRunning(status); step += 1) {
      const { moves } = this.#engine
      const choice = schedule[step] ?? 0
      const label = moves[choice % (moves.length + 1)]
      if (label === undefined) {
        idle = moves.length === 0 ? idle + 1 : 0
        if (idle > IDLE_TURNS) return
        await this.#turn()
      } else {
        this.steps.push(label)
        await this.#engine.move(label)
        await this.#exported.move(label)
      }
      status = this.#compare()
    }
  }

  async #turn(): Promise<void> {
    this.steps.push('clock')
    await this.#engine.turn(TURN_MS)
    await this.#exported.turn(TURN_MS)
  }

  /** Returns where the run stands. */
  #compare(): string {
    expect(this.#exported.errors).toEqual([])
    const [expected, actual] = [this.#ofEngine(), this.#ofExported()]
    const { status } = expected
    const hasEnd = this.#flow.nodes.some(({ kind }) => kind === 'end')
    const isEnded = status === 'failed' || (status !== 'running' && hasEnd)
    const [ours, theirs] = isEnded ? [outcomeOf(actual), outcomeOf(expected)] : [actual, expected]
    expect(ours, `\nexported ${JSON.stringify(ours)}\nengine   ${JSON.stringify(theirs)}\n`).toEqual(theirs)
    return status
  }

  #ofEngine(): Standing {
    const events = this.#engine.seen.map(({ event }) => event)
    const state = foldRun(events, events[0]?.runId ?? '')
    const { status, result, error } = state
    const top = [...state.nodes.values()].filter(({ path }) => path === '')
    return {
      moves: this.#engine.moves,
      status,
      ...(status === 'succeeded' && { result: plain(result) }),
      ...(status === 'failed' && { error: { code: error?.code ?? '', node: error?.nodeId } }),
      endings: Object.fromEntries(
        top
          .flatMap((node) => (HAS_ENDED.has(node.status) && !node.compensates ? [[node.nodeId, node.status]] : []))
          .sort(),
      ),
      outputs: Object.fromEntries(
        top
          .flatMap(({ nodeId, status: stands, output, compensates }) =>
            stands === 'completed' && !compensates ? [[nodeId, plain(output)]] : [],
          )
          .sort(),
      ),
    }
  }

  #ofExported(): Standing {
    const { snapshot } = this.#exported
    const { flow, outputs } = snapshot.context
    const outcome = snapshot.output
    const status =
      snapshot.status === 'done' ? outcome.status : snapshot.matches('compensating') ? 'compensating' : 'running'
    const lasts = Object.entries(flow.nodes as Record<string, { last: string }>)
    const stands = (last: string) => WORDS[last === 'active' && status !== 'running' ? 'interrupted' : last]
    return {
      moves: this.#exported.moves,
      status,
      ...(status === 'succeeded' && { result: plain(outcome.result) }),
      ...(status === 'failed' && { error: { code: outcome.error.code, node: outcome.error.node } }),
      endings: Object.fromEntries(
        lasts.flatMap(([id, { last }]) => (stands(last) === undefined ? [] : [[id, stands(last)]])).sort(),
      ),
      outputs: Object.fromEntries(
        lasts.flatMap(([id, { last }]) => (last === 'done' ? [[id, plain(outputs[id])]] : [])).sort(),
      ),
    }
  }

  async close(): Promise<void> {
    this.#exported.close()
    await this.#engine.close()
  }
}

const isRunning = (status: string): boolean => status === 'running' || status === 'compensating'

/** What else began in the step that ended the run is chance: an actor's ending is a step of its own. The steps before were compared. */
function outcomeOf({ moves, status, result, error }: Standing): Partial<Standing> {
  return { moves, status, result, error }
}

const HAS_ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'skipped', 'interrupted'])
const WORDS: Readonly<Record<string, string>> = {
  done: 'completed',
  failed: 'failed',
  skipped: 'skipped',
  interrupted: 'interrupted',
}

/** A decision names who made it, a timer when; messages are for people. */
function plain(output: unknown): unknown {
  if (Array.isArray(output)) return output.map(plain)
  if (typeof output !== 'object' || output === null) return output
  if ('decision' in output) {
    const feedback = 'feedback' in output && output.feedback !== '' ? output.feedback : undefined
    return { decision: output.decision, ...(feedback !== undefined && { feedback }) }
  }
  if ('firedAt' in output) return { fired: true }
  if ('error' in output && typeof output.error === 'object')
    return { error: { code: (output.error as { code: string }).code } }
  return Object.fromEntries(Object.entries(output).map(([key, value]) => [key, plain(value)]))
}
