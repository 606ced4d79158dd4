/**
 * Where the engine is known to part from the design. A case that one of these concerns is left out, and a mismatch in
 * which one of these shows is passed over, so that the rest can be seen; whoever mends one deletes its entry. Empty is
 * how this list should be.
 */
import type { EventType } from '#shared/events/event.ts'
import { type Flow, incomingOf, nodeOf } from '#test/engine/reference/flow.ts'
import { loopsOf } from '#test/engine/reference/loops.ts'
import { nameOfEvent, type Seen } from './observed.ts'

/** What shows that something still goes on. */
const GOES_ON: readonly EventType[] = ['node.activated', 'node.completed', 'node.failed', 'timer.fired', 'node.retried']

/** The outputs that a compensator sees. */
type Hidden = 'sees'

interface Deviation {
  readonly name: string
  readonly what: string
  /** What is not compared where this concerns the case, instead of leaving all of it out. */
  readonly hides?: Hidden
  concerns?(flow: Flow): boolean
  shows?(flow: Flow, seen: readonly Seen[]): boolean
}

const ALL_DEVIATIONS: readonly Deviation[] = []

/** `RECHECK=name,name` or `RECHECK=all` compares what these leave out, to see whether one has been mended. */
const rechecked = (process.env.RECHECK ?? '').split(',')

const known = ALL_DEVIATIONS.filter(({ name }) => !rechecked.includes(name) && !rechecked.includes('all'))

export const isLeftOut = (flow: Flow): boolean =>
  known.some(({ concerns, hides }) => hides === undefined && concerns?.(flow))

export const isExplained = (flow: Flow, seen: readonly Seen[]): boolean =>
  known.some(({ shows }) => shows?.(flow, seen))

export const isHidden = (flow: Flow, what: Hidden): boolean =>
  known.some(({ concerns, hides }) => hides === what && concerns?.(flow))
