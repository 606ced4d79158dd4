/** A run of the real engine that does nothing by itself: the same moves as the reference offers, by the same names. */

import type { RunEvent } from '#shared/events/event.ts'
import type { Flow } from '#test/engine/reference/flow.ts'
import { outcomeOf, type Script } from '#test/engine/reference/script.ts'
import type { EngineDriver } from '#test/support/engine-driver.ts'
import type { Lockstep } from './lockstep.ts'
import type { Seen } from './observed.ts'
import { OrdinalPaths } from './ordinal-paths.ts'
import { type Known, nameAt, numbered, pathIn, RealMoves } from './real-moves.ts'
import type { SimulatedEngine } from './simulated-engine.ts'
import type { Work } from './simulated-kinds.ts'
import { workflowOfFlow } from './workflow-of-flow.ts'

export class RealRun implements Lockstep {
  readonly #home: SimulatedEngine
  readonly #flow: Flow
  readonly #script: Script
  readonly #working = new Set<Work>()
  readonly #branched = new Map<string, number>()
  readonly #seen: Seen[] = []
  /** By their ids, in the order of their starts. */
  readonly #runs = new Map<string, Known>()
  readonly #moves: RealMoves
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
    this.#moves = new RealMoves({
      home,
      flow,
      script,
      working: this.#working,
      runs: this.#runs,
      seen: this.#seen,
    })
    for (const [name, command] of Object.entries(flow.commands ?? {}))
      home.driver.commands.set(name, workflowOfFlow(command, name))
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
    this.#runs.set(this.#run, { id: this.#run, path: '', paths: new OrdinalPaths() })
    await this.#settle()
  }

  /** Work that is withdrawn acknowledges at once. */
  async #settle(): Promise<void> {
    await this.#driver.settle()
    for (let aborted = this.#aborted(); aborted.length > 0; aborted = this.#aborted()) {
      for (const work of aborted) work.acknowledge()
      await this.#driver.settle()
    }
    const events = this.#driver.events.splice(0)
    for (const event of events) this.#runs.get(event.runId)?.paths.take(event)
    for (const event of events) this.#meet(event, events)
    this.#seen.push(...events.flatMap((event) => this.#told(event)))
  }

  /** A child run: its first events, among those that came together, stand before the one that tells of it. */
  #meet(event: RunEvent, together: readonly RunEvent[]): void {
    const parent = this.#runs.get(event.runId)
    if (event.type !== 'child.started' || parent === undefined) return
    const { path = '', nodeId = '', iteration = 0, attempt = 1 } = event
    const ordinal = parent.paths.ordinal(nameAt(path, nodeId), iteration)
    const { runId: id } = event.data
    const called = `${nameAt(pathIn(parent, path), nodeId)}!${ordinal}.${attempt}`
    const paths = new OrdinalPaths()
    for (const other of together) if (other.runId === id) paths.take(other)
    this.#runs.set(id, { id, path: called, paths })
  }

  #told(event: RunEvent): Seen[] {
    const known = this.#runs.get(event.runId)
    if (known === undefined) return []
    const path = pathIn(known, event.path ?? '')
    return [{ step: this.#step, run: known.path, event: path === '' ? event : { ...event, path } }]
  }

  #aborted(): Work[] {
    return [...this.#working].filter(({ isAborted }) => isAborted)
  }

  get moves(): string[] {
    return this.#moves
      .labelled()
      .map(({ label }) => label)
      .sort()
  }

  async move(label: string): Promise<void> {
    this.#step += 1
    await this.#moves
      .labelled()
      .find((move) => move.label === label)
      ?.make()
    await this.#settle()
  }

  async turn(ms: number): Promise<void> {
    this.#step += 1
    this.#driver.clock.advance(ms)
    await this.#settle()
  }

  /** One node alone. */
  async stopOne(label: string): Promise<void> {
    this.#step += 1
    const { engine } = this.#driver
    const all = this.#moves.live().flatMap(({ known }) =>
      [...(engine.live(known.id)?.executions.values() ?? [])].map((execution) => ({
        label: nameAt(pathIn(known, execution.path), execution.node.id),
        run: known.id,
        execution,
      })),
    )
    const sorted = all.sort((a, b) => a.execution.iteration - b.execution.iteration)
    const found = numbered(sorted).find((one) => one.label === label)
    const live = found && engine.live(found.run)
    if (!live) throw new Error(`${label} is not active`)
    await engine.tell(live, () => found.execution.interrupt('by test'))
    await this.#settle()
  }

  async pause(): Promise<void> {
    this.#step += 1
    const live = this.#driver.engine.live(this.#run)
    if (live === undefined) throw new Error('The run is not live.')
    await this.#driver.engine.tell(live, ({ pausing }) => pausing.pause('test'))
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
