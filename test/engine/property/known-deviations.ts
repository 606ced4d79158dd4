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

const ALL_DEVIATIONS: readonly Deviation[] = [
  {
    name: 'output-beside-active',
    what: 'While a later execution of an `each` node is active, nodes.<id> does not show what an earlier one has put out since that one was activated.',
    hides: 'sees',
    concerns: ({ nodes }) => nodes.some(({ join }) => join === 'each'),
  },
  {
    name: 'end-goes-on',
    what: 'After an `end` has completed, what was to start in the same moment still starts, and can still complete, end the run again, go round a loop, or fail the run.',
    shows: (flow, seen) => {
      const isEnd = ({ event }: Seen): boolean =>
        event.type === 'node.completed' && flow.nodes.some(({ id, kind }) => kind === 'end' && id === event.nodeId)
      return seen.some((end, place) => {
        const after = seen.slice(place + 1).filter(({ step }) => step === end.step)
        // An item's `end` is followed by what comes after the item.
        const isInside = (one: Seen): boolean => (one.event.path ?? '').startsWith(end.event.path ?? '')
        const goesOn = (one: Seen): boolean => isEnd(one) || (isInside(one) && one.event.type === 'node.activated')
        return isEnd(end) && after.some(goesOn)
      })
    },
  },
  {
    name: 'loop-goes-on',
    what: 'What was to start in the moment in which a token goes over a loop edge still starts, ends if it ends at once, and may itself go back over a loop edge, or exhaust it.',
    shows: (flow, seen) =>
      seen.some(({ event, step }, place) => {
        if (event.type !== 'node.completed' && event.type !== 'node.failed') return false
        const port = event.type === 'node.completed' ? event.data.port : 'error'
        const loop = loopsOf(flow).find(({ edges }) =>
          edges.some((edge) => edge.from === event.nodeId && edge.port === port),
        )
        if (loop === undefined) return false
        const after = seen.slice(place + 1).filter((other) => other.step === step && other.event.path === event.path)
        const restart = after.findIndex(
          (other) => other.event.type === 'node.activated' && other.event.nodeId === loop.target,
        )
        const still = restart < 0 ? after : after.slice(0, restart)
        return still.some(
          (other) => other.event.type === 'node.activated' && loop.body.includes(other.event.nodeId ?? ''),
        )
      }),
  },
  {
    name: 'cancel-order',
    what: 'A `cancel` does not reach what starts in the same moment, when that stands behind it in the file, nor what is to start in a container that it cancels.',
    shows: (flow, seen) =>
      seen.some(({ event, step }, place) => {
        const { targets } = flow.nodes.find(({ id, kind }) => kind === 'cancel' && id === event.nodeId) ?? {}
        if (event.type !== 'node.completed' || targets === undefined) return false
        const isReached = ({ nodeId, path = '' }: Seen['event']): boolean =>
          targets.some((target) => nodeId === target || path.split('/').some((part) => part.startsWith(`${target}[`)))
        const later = seen.slice(place).filter((other) => other.step === step)
        return later.some((other) => other.event.type === 'node.activated' && isReached(other.event))
      }),
  },
  {
    name: 'item-failure-waits',
    what: 'When a child fails, what is to happen in the same moment outside its item still happens before its container fails.',
    shows: (flow, seen) =>
      seen.some(({ event, step }, place) => {
        const item = event.path ?? ''
        const { fails } = flow.nodes.find(({ id }) => id === event.nodeId) ?? {}
        const isFailure =
          event.type === 'node.failed' ? event.data.retryAt === undefined : event.type === 'node.completed' && fails
        if (!isFailure || item === '') return false
        const after = seen.slice(place + 1).filter((later) => later.step === step)
        const hasFailed = (later: Seen): boolean =>
          later.event.type === 'node.failed' && item.startsWith(`${nameOfEvent(later.event)}[`)
        const end = after.findIndex(hasFailed)
        return after
          .slice(0, end < 0 ? after.length : end)
          .some((later) => !(later.event.path ?? '').startsWith(item) && GOES_ON.includes(later.event.type))
      }),
  },
  {
    name: 'item-ends-again',
    what: 'After a resume or a crash, an item that had failed before ends a second time when a compensator inside it has ended, even after the run has.',
    shows: (_flow, seen) =>
      seen.some(
        ({ event }, place) =>
          event.type === 'item.ended' &&
          seen.slice(0, place).some((before) => before.event.type === 'run.compensating'),
      ),
  },
  {
    name: 'each-container-paths',
    what: 'A container with the join `each` that starts twice in one moment runs its items at the same paths, so keys of executions are not unique.',
    concerns: ({ nodes }) => nodes.some(({ kind, join }) => (kind === 'each' || kind === 'group') && join === 'each'),
  },
]

/** `RECHECK=name,name` or `RECHECK=all` compares what these leave out, to see whether one has been mended. */
const rechecked = (process.env.RECHECK ?? '').split(',')

const known = ALL_DEVIATIONS.filter(({ name }) => !rechecked.includes(name) && !rechecked.includes('all'))

export const isLeftOut = (flow: Flow): boolean =>
  known.some(({ concerns, hides }) => hides === undefined && concerns?.(flow))

export const isExplained = (flow: Flow, seen: readonly Seen[]): boolean =>
  known.some(({ shows }) => shows?.(flow, seen))

export const isHidden = (flow: Flow, what: Hidden): boolean =>
  known.some(({ concerns, hides }) => hides === what && concerns?.(flow))
