/** How far the items of a container have come, as a part of the state of its run. */
import type { ErrorData } from '../events/node-events.ts'

/** How far the items of a container have come. The object is replaced with every change; the sets in it are kept. */
export interface ItemsState {
  /** The execution of the container that they are of: the latest. */
  readonly iteration: number
  /** Stands in their paths where it is given: see `itemPath`. */
  readonly apart?: number
  readonly total: number
  readonly started: number
  readonly ended: number
  readonly active: ReadonlySet<number>
  /** Those that failed, with why; the first `KEPT_FAILED_ITEMS` of them. */
  readonly failed: ReadonlyMap<number, ErrorData>
  readonly failedCount: number
}

export const KEPT_FAILED_ITEMS = 1_000
/** The nodes of an ended item are forgotten where a container has more items than this; the log has them all. */
export const KEPT_ITEMS = 1_000
