/** A run of the real engine that does nothing by itself: the same moves as the reference offers, by the same names. */

import type { RunEvent } from '#shared/events/event.ts'
import { foldRun } from '#shared/state/fold-run.ts'
import type { RunState, Wait } from '#shared/state/run-state.ts'
import type { Flow } from '#test/engine/reference/flow.ts'
import { outcomeOf, REJECTED_WITH, recoveryOf, type Script, workOutput } from '#test/engine/reference/script.ts'
import type { EngineDriver } from '#test/support/engine-driver.ts'
import type { Lockstep } from './lockstep.ts'
import { nameOfEvent, type Seen } from './observed.ts'
import { OrdinalPaths } from './ordinal-paths.ts'
import type { SimulatedEngine } from './simulated-engine.ts'
import type { Work } from './simulated-kinds.ts'
import { emitting, eventOf, workflowOfFlow } from './workflow-of-flow.ts'

const nameAt = (path: string, node: string): string => (path ? `${path}/${node}` : node)

/** The items in a path, without the groups: what the value of an item says of its place. */
const itemsOf = (flow: Flow, path: string): string =>
  path
    .split('/')
    .filter((part) => flow.nodes.some(({ id, kind }) => kind === 'each' && part.startsWith(`${id}[`)))
    .join('/')

interface Move {
  readonly label: string
  readonly iteration: number
  make(): void | Promise<void>
}

export class RealRun implements Lockstep {
  readonly #home: SimulatedEngine
  readonly #flow: Flow
  readonly #script: Script
  readonly #working = new Set<Work>()
  readonly #branched = new Map<string, number>()
  readonly #seen: Seen[] = []
  readonly #paths = new OrdinalPaths()
  #step = 0
  #run = ''

  constructor(home: SimulatedEngine, flow: Flow, script: Script) {
    this.#home = home
    this.#flow = flow
    this.#script = script
    home.simulation = {
      began: (work) => this.#working.add(work),
      ended: (work) => this.#working.delete(work),
      branch: (node, item) => this.#branch(node, item),
    }
  }

  get #driver(): EngineDriver {
    return this.#home.driver
  }

  /** A kind that ends at once knows its item, not its path; groups in between change nothing of what is counted. */
  #branch(node: string, item: string) {
    const key = nameAt(item, node)
    const before = this.#branched.get(key) ?? 0
    this.#branched.set(key, before + 1)
    return outcomeOf(this.#script, node, item, before)
  }

  get seen(): readonly Seen[] {
    return this.#seen
  }

  async start(): Promise<void> {
    this.#run = await this.#driver.start(workflowOfFlow(this.#flow))
    await this.#settle()
  }

  /** Work that is withdrawn acknowledges at once. */
  async #settle(): Promise<void> {
    await this.#driver.settle()
    for (let aborted = this.#aborted(); aborted.length > 0; aborted = this.#aborted()) {
      for (const work of aborted) work.acknowledge()
      await this.#driver.settle()
    }
    const events = this.#driver.events.splice(0).filter(({ runId }) => runId === this.#run)
    for (const event of events) this.#paths.take(event)
    this.#seen.push(...events.map((event) => ({ step: this.#step, event: this.#told(event) })))
  }

  #told(event: RunEvent): RunEvent {
    return event.path === undefined ? event : { ...event, path: this.#paths.of(event.path) }
  }

  #aborted(): Work[] {
    return [...this.#working].filter(({ isAborted }) => isAborted)
  }

  /** Attempts that have ended at a node's path: what the script counts by. */
  #ended(name: string): number {
    return this.#seen.filter(
      ({ event }) => ['node.completed', 'node.failed'].includes(event.type) && nameOfEvent(event) === name,
    ).length
  }

  #workMoves(): Move[] {
    return [...this.#working].map((work) => {
      const path = this.#paths.of(work.path)
      const name = nameAt(path, work.node)
      const make = (): void => {
        const ended = this.#ended(name)
        const outcome = outcomeOf(this.#script, work.node, path, ended)
        if ('leaves' in outcome) work.leave(outcome.leaves, workOutput(work.node, path, ended))
        else if ('refused' in outcome) work.fail('refused', true)
        else work.fail(outcome.fails, outcome.final === true)
      }
      return { label: `${name} ends`, iteration: work.iteration, make }
    })
  }

  /** An event of the bus, published by another run. */
  #eventMoves(): Move[] {
    if (this.#driver.engine.live(this.#run) === undefined) return []
    return [...this.#state().active.values()]
      .filter(({ waitingFor }) => waitingFor?.type === 'event')
      .map(({ nodeId, path, iteration }) => {
        const name = nameAt(path, nodeId)
        const make = async (): Promise<void> => {
          const outcome = outcomeOf(this.#script, nodeId, path, this.#ended(name))
          const item = itemsOf(this.#flow, path)
          await this.#driver.start(emitting(eventOf(nodeId, 'leaves' in outcome ? outcome.leaves : 'out', item)))
        }
        return { label: `${name} hears`, iteration, make }
      })
  }

  #state(): RunState {
    return foldRun(
      this.#seen.map(({ event }) => event),
      this.#run,
    )
  }

  #waitMoves(): Move[] {
    // The questions of a stopped run are kept, and cannot be answered.
    if (this.#driver.engine.live(this.#run) === undefined) return []
    return [...this.#state().waits.values()].map((wait) => {
      const verb = wait.type === 'input' ? 'is recovered' : 'is answered'
      const label = `${nameAt(wait.path, wait.nodeId)} ${verb}`
      return { label, iteration: wait.iteration, make: () => this.#answer(wait) }
    })
  }

  async #answer(wait: Wait): Promise<void> {
    const { engine } = this.#driver
    const live = engine.live(this.#run)
    if (live === undefined) throw new Error('The run is not live.')
    if (wait.type === 'input') {
      const answer = recoveryOf(this.#script, wait.nodeId)
      const choice = answer === 'again' ? 'run-again' : answer
      await engine.answer(live, wait.id, { choice, ...(choice === 'done' && { output: 'recovered' }) }, 'test')
      return
    }
    const outcome = outcomeOf(this.#script, wait.nodeId, wait.path, this.#ended(nameAt(wait.path, wait.nodeId)))
    const isEffect = wait.request.purpose === 'effect'
    const isRejected = isEffect ? 'refused' in outcome : !('leaves' in outcome) || outcome.leaves === 'rejected'
    const decision = isRejected ? 'rejected' : 'approved'
    const feedback = isRejected ? REJECTED_WITH : undefined
    await engine.decide(live, wait.id, { decision, value: undefined, feedback, by: 'test' })
  }

  #labelled(): Move[] {
    const moves = [...this.#workMoves(), ...this.#waitMoves(), ...this.#eventMoves()].sort(
      (a, b) => a.iteration - b.iteration,
    )
    return moves.map((move, index) => {
      const before = moves.slice(0, index).filter(({ label }) => label === move.label).length
      return before === 0 ? move : { ...move, label: `${move.label} #${before + 1}` }
    })
  }

  get moves(): string[] {
    return this.#labelled()
      .map(({ label }) => label)
      .sort()
  }

  async move(label: string): Promise<void> {
    this.#step += 1
    await this.#labelled()
      .find((move) => move.label === label)
      ?.make()
    await this.#settle()
  }

  async turn(ms: number): Promise<void> {
    this.#step += 1
    this.#driver.clock.advance(ms)
    await this.#settle()
  }

  async stop(undo: boolean): Promise<void> {
    this.#step += 1
    const live = this.#driver.engine.live(this.#run)
    if (live === undefined) throw new Error('The run is not live.')
    const stopping = this.#driver.engine.stop(live, 'test', undo)
    await this.#settle()
    if (!undo) await stopping
  }

  async resume(): Promise<void> {
    this.#step += 1
    await this.#driver.engine.resume(this.#run, 'test')
    await this.#settle()
  }

  async crash(): Promise<void> {
    this.#step += 1
    this.#working.clear()
    this.#home.isFresh = false
    await this.#driver.crash()
    await this.#settle()
  }

  /** A run that was not played to its end is stopped, so that the next one finds nothing at work. */
  async close(): Promise<void> {
    const live = this.#driver.engine.live(this.#run)
    if (live !== undefined) {
      const stopping = this.#driver.engine.stop(live, 'test', false)
      await this.#settle()
      await stopping
    }
  }
}
