/** A case of the reference run by the exported machine, whose actors are the test's: what it offers and what it has done. */
import { type AnyActorRef, type AnyMachineSnapshot, createActor, fromPromise, SimulatedClock } from 'xstate'
import { type Flow, nodeOf } from '#test/engine/reference/flow.ts'
import { outcomeOf, REJECTED_WITH, type Script, workOutput } from '#test/engine/reference/script.ts'
import { instantActor } from './instant-actor.ts'
import type { ExportedModule } from './load-machine.ts'

interface ActorInput {
  readonly node: string
  readonly item?: string
}

interface Work extends ActorInput {
  readonly nth: number
  resolve(output: unknown): void
  reject(error: unknown): void
}

interface Move {
  readonly label: string
  make(): void
}

const nameAt = (path: string, node: string): string => (path ? `${path}/${node}` : node)

export class ExportedRun {
  readonly #module: ExportedModule
  readonly #flow: Flow
  readonly #script: Script
  readonly #clock = new SimulatedClock()
  readonly #working = new Set<Work>()
  readonly #ended = new Map<string, number>()
  readonly #actor: AnyActorRef
  #began = 0

  constructor(module: ExportedModule, flow: Flow, script: Script) {
    this.#module = module
    this.#flow = flow
    this.#script = script
    const work = fromPromise(({ input, signal }: { input: ActorInput; signal: AbortSignal }) =>
      this.#begin(input, signal),
    )
    const provided = module.machine.provide({
      actors: {
        work,
        effect: work,
        set: instantActor((input) => `value of ${(input as ActorInput).node}`),
        end: instantActor((input) => `result of ${(input as ActorInput).node}`),
        branch: instantActor((input) => this.#branch(input as ActorInput)),
        each: instantActor((input) => this.#items(input as ActorInput)),
      },
    })
    this.#actor = createActor(provided, { clock: this.#clock, input: { args: {} } })
    this.#actor.subscribe({ error: (error) => this.errors.push(error) })
  }

  readonly errors: unknown[] = []

  async start(): Promise<void> {
    this.#actor.start()
    await this.#settle()
  }

  #begin(input: ActorInput, signal: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#began += 1
      const work: Work = { ...input, nth: this.#began, resolve, reject }
      this.#working.add(work)
      signal.addEventListener('abort', () => this.#working.delete(work))
    })
  }

  #count(name: string): number {
    const before = this.#ended.get(name) ?? 0
    this.#ended.set(name, before + 1)
    return before
  }

  /** The value of an item is its path without the groups, which are known. */
  #pathOf(id: string, item = ''): string {
    const indices = new Map([...item.matchAll(/(\w+)\[(\d+)\]/g)].map(([, container, index]) => [container, index]))
    const path: string[] = []
    for (let at = nodeOf(this.#flow, id).parent; at !== undefined; at = nodeOf(this.#flow, at).parent)
      path.unshift(`${at}[${indices.get(at) ?? 0}]`)
    return path.join('/')
  }

  /** A kind that ends at once counts by its item, as the kinds of the engine under test do. */
  #branch({ node, item = '' }: ActorInput): unknown {
    const outcome = outcomeOf(this.#script, node, item, this.#count(nameAt(item, node)))
    const port = 'leaves' in outcome ? outcome.leaves : 'else'
    return this.#module.leaveBy(port, { port })
  }

  /** Of an `each` inside another: its items are computed. */
  #items({ node, item = '' }: ActorInput): readonly string[] {
    const { items = 0 } = nodeOf(this.#flow, node)
    return Array.from({ length: items }, (_, index) => `${item}/${node}[${index}]`)
  }

  /** Promises inside, and what follows from them. */
  async #settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => setImmediate(resolve))
  }

  #workMoves(): Move[] {
    return [...this.#working].map((work) => ({
      label: `${nameAt(this.#pathOf(work.node, work.item), work.node)} ends`,
      make: () => {
        const { node } = work
        const path = this.#pathOf(node, work.item)
        this.#working.delete(work)
        const ended = this.#count(nameAt(path, node))
        const outcome = outcomeOf(this.#script, node, path, ended)
        if ('leaves' in outcome)
          return work.resolve(this.#module.leaveBy(outcome.leaves, workOutput(node, path, ended)))
        const isFinal = 'refused' in outcome || outcome.final === true
        const code = 'refused' in outcome ? 'refused' : outcome.fails
        work.reject(Object.assign(new Error(code), { code, retryable: !isFinal }))
      },
    }))
  }

  /** Levels of the machine that are alive, with the value of the item they stand for. */
  *#levels(
    actor: AnyActorRef = this.#actor,
  ): Generator<{ readonly actor: AnyActorRef; readonly snapshot: AnyMachineSnapshot }> {
    const snapshot = actor.getSnapshot()
    if (snapshot.status !== 'active') return
    if (snapshot.context?.flow) yield { actor, snapshot }
    for (const child of Object.values((snapshot.children ?? {}) as Record<string, AnyActorRef | undefined>))
      if (child) yield* this.#levels(child)
  }

  #personMoves(): Move[] {
    const moves: Move[] = []
    for (const { actor, snapshot } of this.#levels()) {
      for (const { id, kind } of this.#flow.nodes) {
        if (kind !== 'approval' || !snapshot.matches({ running: { [id]: 'running' } })) continue
        const path = this.#pathOf(id, snapshot.context.item)
        const name = nameAt(path, id)
        moves.push({
          label: `${name} is answered`,
          make: () => {
            const outcome = outcomeOf(this.#script, id, path, this.#count(name))
            const port = !('leaves' in outcome) || outcome.leaves === 'rejected' ? 'rejected' : 'approved'
            actor.send({ type: `${id}.${port}`, output: port === 'rejected' ? { feedback: REJECTED_WITH } : {} })
          },
        })
      }
    }
    return moves
  }

  #labelled(): Move[] {
    return [...this.#workMoves(), ...this.#personMoves()]
  }

  get moves(): string[] {
    return this.#labelled()
      .map(({ label }) => label)
      .sort()
  }

  async move(label: string): Promise<void> {
    this.#labelled()
      .find((move) => move.label === label)
      ?.make()
    await this.#settle()
  }

  async turn(ms: number): Promise<void> {
    this.#clock.increment(ms)
    await this.#settle()
  }

  get snapshot(): AnyMachineSnapshot {
    return this.#actor.getSnapshot()
  }

  close(): void {
    this.#actor.stop()
  }
}
