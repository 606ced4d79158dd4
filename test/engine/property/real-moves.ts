/** What a run of the real engine can do next, by the names that the reference has for it. */
import { foldRun } from '#shared/state/fold-run.ts'
import type { RunState, Wait } from '#shared/state/run-state.ts'
import type { Flow } from '#test/engine/reference/flow.ts'
import { outcomeOf, REJECTED_WITH, recoveryOf, type Script, workOutput } from '#test/engine/reference/script.ts'
import { nameOfEvent, type Seen } from './observed.ts'
import type { OrdinalPaths } from './ordinal-paths.ts'
import type { SimulatedEngine } from './simulated-engine.ts'
import type { Work } from './simulated-kinds.ts'
import { emitting, eventOf } from './workflow-of-flow.ts'

export const nameAt = (path: string, node: string): string => (path ? `${path}/${node}` : node)

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
export interface Known {
  readonly id: string
  readonly path: string
  readonly paths: OrdinalPaths
}

const byIteration = (a: Move, b: Move): number => a.iteration - b.iteration

/** Several of one name differ by nothing but a number. */
export const numbered = <T extends { readonly label: string }>(list: readonly T[]): T[] =>
  list.map((one, index) => {
    const before = list.slice(0, index).filter(({ label }) => label === one.label).length
    return before === 0 ? one : { ...one, label: `${one.label} #${before + 1}` }
  })

/** A path as the run itself has it, with what stands above it. */
export function pathIn({ path, paths }: Known, own: string): string {
  const told = paths.of(own)
  return path === '' || told === '' ? path + told : `${path}/${told}`
}

export interface MovesOf {
  readonly home: SimulatedEngine
  readonly flow: Flow
  readonly script: Script
  readonly working: ReadonlySet<Work>
  readonly runs: ReadonlyMap<string, Known>
  readonly seen: readonly Seen[]
}

export class RealMoves {
  readonly #of: MovesOf

  constructor(of: MovesOf) {
    this.#of = of
  }

  /** Attempts that have ended at a node's path: what the script counts by. */
  #ended(name: string): number {
    return this.#of.seen.filter(
      ({ event }) => ['node.completed', 'node.failed'].includes(event.type) && nameOfEvent(event) === name,
    ).length
  }

  #workMoves(): Move[] {
    return [...this.#of.working].flatMap((work) => {
      const known = this.#of.runs.get(work.run)
      if (known === undefined) return []
      const path = pathIn(known, work.path)
      const name = nameAt(path, work.node)
      const make = (): void => {
        const ended = this.#ended(name)
        const outcome = outcomeOf(this.#of.script, work.node, path, ended)
        if ('leaves' in outcome) work.leave(outcome.leaves, workOutput(work.node, path, ended))
        else if ('refused' in outcome) work.fail('refused', true)
        else work.fail(outcome.fails, outcome.final === true)
      }
      return [{ label: `${name} ends`, iteration: work.iteration, make }]
    })
  }

  /** Those that can go on, with what they have come to. */
  live(): { readonly known: Known; readonly state: RunState }[] {
    return [...this.#of.runs.values()].flatMap((known) => {
      if (this.#of.home.driver.engine.live(known.id) === undefined) return []
      const events = this.#of.seen.filter(({ run }) => run === known.path).map(({ event }) => event)
      return [{ known, state: foldRun(events, known.id) }]
    })
  }

  /** An event of the bus, published by another run. */
  #eventMoves(): Move[] {
    return this.live().flatMap(({ state }) =>
      [...state.active.values()]
        .filter(({ waitingFor }) => waitingFor?.type === 'event')
        .map(({ nodeId, path, iteration }) => {
          const name = nameAt(path, nodeId)
          const make = async (): Promise<void> => {
            const outcome = outcomeOf(this.#of.script, nodeId, path, this.#ended(name))
            const item = itemsOf(this.#of.flow, path)
            await this.#of.home.driver.start(
              emitting(eventOf(nodeId, 'leaves' in outcome ? outcome.leaves : 'out', item)),
            )
          }
          return { label: `${name} hears`, iteration, make }
        }),
    )
  }

  /** The questions of a run that was stopped, or whose node waits for its lock once more, are kept and cannot be answered. */
  #waitMoves(): Move[] {
    return this.live().flatMap(({ known, state }) =>
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
    const active = this.#of.home.driver.engine.live(known.id)?.executionsOf(nodeId, undefined, iteration) ?? []
    return active.some(
      (execution) => pathIn(known, execution.path) === path && ['awaiting', 'held'].includes(execution.machineState),
    )
  }

  async #answer(runId: string, wait: Wait): Promise<void> {
    const { engine } = this.#of.home.driver
    const live = engine.live(runId)
    if (live === undefined) throw new Error('The run is not live.')
    if (wait.type === 'input') {
      const answer = recoveryOf(this.#of.script, wait.nodeId)
      const choice = answer === 'again' ? 'run-again' : answer
      await engine.answer(live, wait.id, { choice, ...(choice === 'done' && { output: 'recovered' }) }, 'test')
      return
    }
    const outcome = outcomeOf(this.#of.script, wait.nodeId, wait.path, this.#ended(nameAt(wait.path, wait.nodeId)))
    const isEffect = wait.request.purpose === 'effect'
    const isRejected = isEffect ? 'refused' in outcome : !('leaves' in outcome) || outcome.leaves === 'rejected'
    const decision = isRejected ? 'rejected' : 'approved'
    const feedback = isRejected ? REJECTED_WITH : undefined
    await engine.decide(live, wait.id, { decision, value: undefined, feedback, by: 'test' })
  }

  labelled(): readonly Move[] {
    return numbered([...this.#workMoves(), ...this.#waitMoves(), ...this.#eventMoves()].sort(byIteration))
  }
}
