/**
 * What waits while a run is paused: nodes that have not started, attempts that would begin, a container's next items.
 * What is under way goes on.
 */
import type { KeyedList } from '#shared/state/keyed-list.ts'
import type { Execution } from './execution.ts'

interface GatedRun {
  readonly isPaused: boolean
  /** In the order in which they were activated. */
  readonly executions: KeyedList<Execution>
}

interface Held {
  readonly execution: Execution
  readonly go: () => void
  /** It has not begun at all. */
  readonly isStart: boolean
  readonly endsAtOnce: boolean
}

const nothing = () => undefined

export class StartGate {
  readonly #run: GatedRun
  // Made when something is held: most runs are never paused.
  #held: Set<Held> | undefined
  /** Let to begin by a single step: they are not held again before their first attempt. */
  #let: Set<Execution> | undefined

  constructor(run: GatedRun) {
    this.#run = run
  }

  /** Whether it must not begin now. */
  holds(execution: Execution): boolean {
    return this.#run.isPaused && !this.#let?.has(execution)
  }

  whenStarting(execution: Execution, endsAtOnce: boolean, go: () => void): void {
    this.#hold({ execution, go, isStart: true, endsAtOnce })
  }

  whenGoing(execution: Execution, go: () => void): () => void {
    if (!this.#run.isPaused || this.#let?.delete(execution)) {
      go()
      return nothing
    }
    return this.#holdGoing({ execution, go, isStart: false, endsAtOnce: false })
  }

  #holdGoing(held: Held): () => void {
    this.#hold(held)
    return () => this.#held?.delete(held)
  }

  #hold(held: Held): void {
    this.#held ??= new Set()
    this.#held.add(held)
  }

  /** Lets what a restart finds held back begin, as it was let to before. */
  letBegin(execution: Execution): void {
    this.#let ??= new Set()
    this.#let.add(execution)
  }

  /** Ids of the nodes that wait, in the order in which they go on. */
  get waiting(): readonly string[] {
    return this.#inOrder().map(({ execution }) => execution.node.id)
  }

  /**
   * Lets all go on by `inTurn`, in order: first what ends at once, which may withdraw the others, then what takes time, before
   * what that reaches anew (StepQueue). Not what has not had its turn when the run is paused once more.
   */
  open(inTurn: (action: () => void, endsAtOnce: boolean) => void): void {
    this.#let?.clear()
    for (const held of this.#inOrder())
      inTurn(() => {
        if (!this.#run.isPaused) this.#goOn(held)
      }, held.endsAtOnce)
  }

  /** The first that waits, or the first of a node. */
  next(nodeId: string | undefined): Execution | undefined {
    return this.#find(nodeId)?.execution
  }

  /** Lets that one go on. */
  step(nodeId: string | undefined): void {
    const held = this.#find(nodeId)
    if (!held) return
    if (held.isStart) this.letBegin(held.execution)
    this.#goOn(held)
  }

  #find(nodeId: string | undefined): Held | undefined {
    return this.#inOrder().find(({ execution }) => nodeId === undefined || execution.node.id === nodeId)
  }

  /**
   * In which they were activated. Not that in which they came here: what gets its place while the run is paused gives it
   * back and comes to wait here then, and must not begin behind a later pass of its own node.
   */
  #inOrder(): Held[] {
    if (!this.#held?.size) return []
    const held = new Map([...this.#held].map((one) => [one.execution, one]))
    return [...this.#run.executions.values()].flatMap((execution) => held.get(execution) ?? [])
  }

  #goOn(held: Held): void {
    if (this.#held?.delete(held)) held.go()
  }
}
