/**
 * What one ending brings: what is still to be looked at, first come, first served, and what is answered. Most endings have
 * one thing to look at and one answer, so each list is as long as that, and there is none where there is nothing.
 */
import type { LoopScope } from '#shared/events/node-events.ts'
import type { TableNode } from './routing-table.ts'

export type RoutingAction =
  | { readonly type: 'activate'; readonly node: number; readonly iteration: number; readonly loop: LoopScope }
  | { readonly type: 'skip'; readonly node: number; readonly iteration: number; readonly reason: string }
  | { readonly type: 'withdraw'; readonly node: number; readonly iteration: number; readonly reason: string }

/** A node whose join is asked, or whatever else follows. */
type Work = TableNode | (() => void)

export interface Joins {
  /** Starts or skips the node, or lets it wait. */
  join(node: TableNode): void
}

// Never added to.
export const NO_ACTIONS: RoutingAction[] = []
const NO_WORK: Work[] = []

export class Worklist {
  #actions: RoutingAction[] = NO_ACTIONS
  #work: Work[] = NO_WORK

  look(next: Work): void {
    if (this.#work === NO_WORK) this.#work = [next]
    else this.#work.push(next)
  }

  answer(action: RoutingAction): void {
    if (this.#actions === NO_ACTIONS) this.#actions = [action]
    else this.#actions.push(action)
  }

  /** Looks at everything, also at what is listed meanwhile; gives the answers. */
  settle(joins: Joins): readonly RoutingAction[] {
    for (let at = 0; at < this.#work.length; at += 1) {
      const next = this.#work[at]
      if (typeof next === 'function') next()
      else if (next) joins.join(next)
    }
    this.#work = NO_WORK
    const actions = this.#actions
    this.#actions = NO_ACTIONS
    return actions
  }
}
