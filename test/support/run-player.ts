/**
 * Plays a run whose work and people all wait for the player, who always moves the first of what waits, by node. So the
 * order of things does not hang on chance, and a run that was stopped or died on the way has the same one.
 */
import { expect } from 'vitest'
import { NodeError } from '#main/engine/node-error.ts'
import type { RunState, Wait } from '#shared/state/run-state.ts'
import type { CountedPace } from './counted-pace.ts'
import { EngineDriver } from './engine-driver.ts'
import { engineKinds, type Script } from './engine-kinds.ts'

const MOST_MOVES = 200

interface Gate {
  readonly key: string
  readonly open: () => void
  isAborted: boolean
}

/** Work that waits at a gate. Its first attempt fails where the node's name says so. */
class Gates {
  readonly waiting = new Set<Gate>()

  readonly script: Script = ({ nodeId, attempt, signal }) =>
    new Promise((resolve, reject) => {
      const gate: Gate = {
        key: nodeId,
        isAborted: false,
        open: () => {
          this.waiting.delete(gate)
          if (gate.isAborted) return reject(signal.reason)
          resolve(attempt === 1 && nodeId.endsWith('_flaky') ? new NodeError('test.flaky', 'Not yet') : `by ${nodeId}`)
        },
      }
      this.waiting.add(gate)
      // It hears the abort and takes its time: the player opens it.
      signal.addEventListener('abort', () => {
        gate.isAborted = true
      })
    })
}

export class RunPlayer {
  readonly gates = new Gates()
  readonly slashflow: EngineDriver

  constructor(from?: string, pace?: CountedPace) {
    this.slashflow = new EngineDriver(engineKinds(this.gates.script), undefined, undefined, from, pace)
  }

  /** Plays the run to its end, or up to a number of moves. */
  async play(run: string, moves = MOST_MOVES): Promise<RunState> {
    for (let move = 0; move < moves; move += 1) {
      await this.slashflow.settle()
      const state = this.slashflow.state(run)
      if (state.status !== 'running') return state
      await this.#move(run, state)
    }
    await this.slashflow.settle()
    if (moves < MOST_MOVES) return this.slashflow.state(run)
    throw new Error(`The run stands still: ${JSON.stringify([...this.slashflow.state(run).active.values()])}`)
  }

  async #move(run: string, state: RunState): Promise<void> {
    const aborted = [...this.gates.waiting].find((gate) => gate.isAborted)
    if (aborted) return aborted.open()
    const waits = [...state.waits.values()].map((wait) => ({ key: wait.nodeId, move: () => this.#answer(run, wait) }))
    const gates = [...this.gates.waiting].map(({ key, open }) => ({ key, move: async () => open() }))
    const [first] = [...waits, ...gates].sort((a, b) => (a.key < b.key ? -1 : 1))
    if (first) return first.move()
    await this.slashflow.turn(60_000)
  }

  async #answer(run: string, wait: Wait): Promise<void> {
    const { slashflow } = this
    if (wait.request.purpose === 'recovery') return slashflow.answer(run, wait.nodeId, { choice: 'run-again' })
    const rejects = wait.request.purpose === 'approval' ? wait.iteration === 0 : wait.nodeId.startsWith('n')
    await slashflow.decide(run, wait.nodeId, rejects ? 'rejected' : 'approved', `of ${wait.nodeId}`)
  }

  /** Work that was aborted ends now. */
  async endAborted(): Promise<void> {
    for (const gate of [...this.gates.waiting]) if (gate.isAborted) gate.open()
    await this.slashflow.settle()
  }

  async close(): Promise<void> {
    expect(this.slashflow.bugs).toEqual([])
    await this.slashflow.close()
  }
}

/** What must be the same. A restart may ask more questions and start work again, but comes to this. */
export function endingOf({ status, result, error, nodes }: RunState) {
  const each = [...nodes.values()].map(({ nodeId, status: ended, iteration, port, output, reason }) => [
    nodeId,
    ended,
    iteration,
    port,
    output,
    reason,
  ])
  return { status, result, error, nodes: each.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)) }
}
