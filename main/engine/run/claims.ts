/** How the executions of a run get what all runs share: a place among what runs at once, and locks (DESIGN 4.3). */
import type { PlaceRequest } from '../places.ts'
import type { Execution } from './execution.ts'
import type { LevelRun } from './level-run.ts'
import type { RunContext } from './run-context.ts'
import type { RunEnvironment } from './run-environment.ts'

const nothing = () => undefined

export class Claims {
  readonly #run: RunContext
  readonly #environment: RunEnvironment

  constructor(run: RunContext, environment: RunEnvironment) {
    this.#run = run
    this.#environment = environment
  }

  /** Answers by `resources.placed`, at once or later. Held back while the run is paused. */
  place(execution: Execution): PlaceRequest {
    return this.#run.isPaused ? this.#askWhenGoing(execution) : this.#ask(execution)
  }

  #askWhenGoing(execution: Execution): PlaceRequest {
    let request: PlaceRequest | undefined
    const takeBack = this.#run.whenGoing(execution, () => {
      request = this.#ask(execution)
    })
    return {
      giveBack: () => {
        takeBack()
        request?.giveBack()
      },
    }
  }

  /** Asks for the node's lock; calls `taken` at once or later. The returned function gives it, or the request, back. */
  lock(execution: Execution, lock: string, taken: () => void): () => void {
    if (this.#isInside(execution, lock)) {
      taken()
      return nothing
    }
    const run = this.#run
    let hasWaited = false
    return this.#environment.requestLock({
      name: lock,
      runId: run.runId,
      key: execution.key,
      awaited: (holder) => {
        hasWaited = true
        execution.emit('lock.awaited', {
          lock,
          ...(holder && { holder: holder.words }),
          ...(holder?.nodeId !== undefined && { holderNode: holder.nodeId }),
        })
      },
      taken: () => {
        if (!hasWaited) {
          execution.resources.isLockUntold = true
          return taken()
        }
        // What gave it back may end the run, withdraw this or stop it: that comes first.
        const take = () =>
          run.step(execution, () => {
            if (execution.isSuspended) return
            execution.emit('lock.taken', { lock })
            taken()
          })
        // Whoever gave it back may be another run: what follows from that, such as a stop of this one, comes first too.
        run.afterCommit(() => {
          if (!execution.isSuspended) run.act(() => run.afterStep(take))
        })
      },
    })
  }

  #ask(execution: Execution): PlaceRequest {
    const { resources } = execution
    resources.placing = 'asks'
    const request = this.#environment.places.request(this.#run.runId, resources)
    if (resources.placing === 'asks') resources.placing = this.#run.isPaused ? 'let' : 'waits'
    return request
  }

  /** A container's or child run's own nodes may re-enter a lock. */
  #isInside(execution: Execution, lock: string): boolean {
    for (let at: LevelRun | undefined = execution.level; at; at = at.parent)
      if (at.owner?.execution.node.definition.lock === lock) return true
    return this.#environment.holdsLockAbove(this.#run, lock)
  }
}
