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

/** The run, or a child run, and what its paths are called. */
interface Known {
  readonly id: string
  readonly path: string
  readonly paths: OrdinalPaths
}

const byIteration = (a: Move, b: Move): number => a.iteration - b.iteration

/** Several of one name differ by nothing but a number. */
const numbered = <T extends { readonly label: string }>(list: readonly T[]): T[] =>
  list.map((one, index) => {
    const before = list.slice(0, index).filter(({ label }) => label === one.label).length
    return before === 0 ? one : { ...one, label: `${one.label} #${before + 1}` }
  })

export class RealRun implements Lockstep {
  readonly #home: SimulatedEngine
  readonly #flow: Flow
  readonly #script: Script
  readonly #working = new Set<Work>()
  readonly #branched = new Map<string, number>()
  readonly #seen: Seen[] = []
  /** By their ids, in the order of their starts. */
  readonly #runs = new Map<string, Known>()
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
    const called = `${nameAt(this.#pathIn(parent, path), nodeId)}!${ordinal}.${attempt}`
    const paths = new OrdinalPaths()
    for (const other of together) if (other.runId === id) paths.take(other)
    this.#runs.set(id, { id, path: called, paths })
  }

  #pathIn({ path, paths }: Known, own: string): string {
    const told = paths.of(own)
    return path === '' || told === '' ? path + told : `${path}/${told}`
  }

  #told(event: RunEvent): Seen[] {
    const known = this.#runs.get(event.runId)
    if (known === undefined) return []
    const path = this.#pathIn(known, event.path ?? '')
    return [{ step: this.#step, run: known.path, event: path === '' ? event : { ...event, path } }]
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
    return [...this.#working].flatMap((work) => {
      const known = this.#runs.get(work.run)
      if (known === undefined) return []
      const path = this.#pathIn(known, work.path)
      const name = nameAt(path, work.node)
      const make = (): void => {
        const ended = this.#ended(name)
        const outcome = outcomeOf(this.#script, work.node, path, ended)
        if ('leaves' in outcome) work.leave(outcome.leaves, workOutput(work.node, path, ended))
        else if ('refused' in outcome) work.fail('refused', true)
        else work.fail(outcome.fails, outcome.final === true)
      }
      return [{ label: `${name} ends`, iteration: work.iteration, make }]
    })
  }

  /** Those that can go on, with what they have come to. */
  #live(): { readonly known: Known; readonly state: RunState }[] {
    return [...this.#runs.values()].flatMap((known) => {
      if (this.#driver.engine.live(known.id) === undefined) return []
      const events = this.#seen.filter(({ run }) => run === known.path).map(({ event }) => event)
      return [{ known, state: foldRun(events, known.id) }]
    })
  }

  /** An event of the bus, published by another run. */
  #eventMoves(): Move[] {
    return this.#live().flatMap(({ state }) =>
      [...state.active.values()]
        .filter(({ waitingFor }) => waitingFor?.type === 'event')
        .map(({ nodeId, path, iteration }) => {
          const name = nameAt(path, nodeId)
          const make = async (): Promise<void> => {
            const outcome = outcomeOf(this.#script, nodeId, path, this.#ended(name))
            const item = itemsOf(this.#flow, path)
            await this.#driver.start(emitting(eventOf(nodeId, 'leaves' in outcome ? outcome.leaves : 'out', item)))
          }
          return { label: `${name} hears`, iteration, make }
        }),
    )
  }

  /** The questions of a run that was stopped, or whose node waits for its lock once more, are kept and cannot be answered. */
  #waitMoves(): Move[] {
    return this.#live().flatMap(({ known, state }) =>
      [...state.waits.values()]
        .filter((wait) => this.#isAsked(known, wait))
        .map((wait) => {
          const verb = wait.type === 'input' ? 'is recovered' : 'is answered'
          const label = `${nameAt(wait.path, wait.nodeId)} ${verb}`
          return { label, iteration: wait.iteration, make: () => this.#answer(known.id, wait) }
        }),
    )
  }

  #isAsked(known: Known, { nodeId, path, iteration }: Wait): boolean {
    const active = this.#driver.engine.live(known.id)?.executionsOf(nodeId, undefined, iteration) ?? []
    return active.some(
      (execution) =>
        this.#pathIn(known, execution.path) === path && ['awaiting', 'held'].includes(execution.machineState),
    )
  }

  async #answer(runId: string, wait: Wait): Promise<void> {
    const { engine } = this.#driver
    const live = engine.live(runId)
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
    return numbered([...this.#workMoves(), ...this.#waitMoves(), ...this.#eventMoves()].sort(byIteration))
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

  /** One node alone. */
  async stopOne(label: string): Promise<void> {
    this.#step += 1
    const { engine } = this.#driver
    const all = this.#live().flatMap(({ known }) =>
      [...(engine.live(known.id)?.executions.values() ?? [])].map((execution) => ({
        label: nameAt(this.#pathIn(known, execution.path), execution.node.id),
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
