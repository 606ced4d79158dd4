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

/** The result of the run, or the outputs that a compensator sees. */
type Hidden = 'result' | 'sees'

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
    name: 'result-after-loop',
    what: 'A loop edge that carried a token in an earlier pass still counts as live, so the result of a run lacks its source, or is null.',
    hides: 'result',
    concerns: ({ edges }) => edges.some(({ max }) => max !== undefined),
  },
  {
    name: 'output-beside-active',
    what: 'While a later execution of an `each` node is active, nodes.<id> does not show what an earlier one has put out since that one was activated.',
    hides: 'sees',
    concerns: ({ nodes }) => nodes.some(({ join }) => join === 'each'),
  },
  {
    name: 'compensator-reads-nodes',
    what: 'A run ends as "internal" when a node completes whose compensator reads nodes.* (a method is called without its object in outputsFor).',
    concerns: ({ nodes }) => nodes.some(({ compensate }) => compensate !== undefined),
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
    shows: (flow, seen) => {
      const back = seen.flatMap(({ event }, place) => {
        if (event.type === 'node.failed') return event.data.code === 'loop.exhausted' ? [{ place }] : []
        if (event.type !== 'node.completed') return []
        const { port } = event.data
        return flow.edges.some((edge) => edge.max !== undefined && edge.from === event.nodeId && edge.port === port)
          ? [{ place }]
          : []
      })
      const targets = loopsOf(flow).map(({ target }) => target)
      const isRestart = ({ event }: Seen): boolean =>
        event.type === 'node.activated' && event.data.loop.iteration > 0 && targets.includes(event.nodeId ?? '')
      return back.some(({ place }, index) => index > 0 && !seen.slice(back[index - 1]?.place, place).some(isRestart))
    },
  },
  {
    name: 'cancel-order',
    what: 'A `cancel` does not reach what starts in the same moment, when that stands behind it in the file.',
    shows: (flow, seen) =>
      seen.some(({ event, step }, place) => {
        const { targets } = flow.nodes.find(({ id, kind }) => kind === 'cancel' && id === event.nodeId) ?? {}
        if (event.type !== 'node.completed' || targets === undefined) return false
        return seen
          .slice(place)
          .some(
            (later) =>
              later.step === step &&
              later.event.type === 'node.activated' &&
              targets.includes(later.event.nodeId ?? ''),
          )
      }),
  },
  {
    name: 'item-failure-waits',
    what: 'When a child fails, what is outside its item goes on until the work inside the item has acknowledged; only then does its container fail.',
    shows: (_flow, seen) =>
      seen.some(({ event, step }, place) => {
        const item = event.path ?? ''
        if (event.type !== 'node.failed' || event.data.retryAt !== undefined || item === '') return false
        const after = seen.slice(place + 1).filter((later) => later.step === step)
        const ended = after.findIndex(
          (later) =>
            later.event.type === 'item.ended' && item === `${nameOfEvent(later.event)}[${later.event.data.index}]`,
        )
        return after
          .slice(0, Math.max(0, ended))
          .some((later) => !(later.event.path ?? '').startsWith(item) && GOES_ON.includes(later.event.type))
      }),
  },
  {
    name: 'inner-pass-closes-outer-loop',
    what: 'A node goes round an inner loop, and its loop edge of an outer loop, on another port, counts as dead in that pass already: what leaves the outer loop starts before it has been left.',
    concerns: (flow) => {
      const loops = loopsOf(flow)
      return loops.some(({ edges }) =>
        edges.some(({ from, to }) => loops.some(({ body }) => body.includes(from) && !body.includes(to))),
      )
    },
  },
  {
    name: 'count-behind-each',
    what: 'A `count` is skipped while an `each` node before it has a token but has not started yet; elsewhere it is skipped only later than when too few can still come.',
    concerns: (flow) =>
      flow.nodes.some(
        ({ id, join }) =>
          typeof join === 'object' && incomingOf(flow, id).some(({ from }) => nodeOf(flow, from).join === 'each'),
      ),
  },
  {
    name: 'disabled-compensated',
    what: 'When a child fails, the other items of its container go on until the work of its own item has acknowledged.',
    shows: (_flow, seen) =>
      seen.some(({ event, step }, place) => {
        const [item, container] = [event.path ?? '', (event.path ?? '').replace(/\[\d+\]$/, '')]
        if (event.type !== 'node.failed' || event.data.retryAt !== undefined || item === '') return false
        const isOther = ({ event: { path = '', type } }: Seen): boolean =>
          path.startsWith(`${container}[`) &&
          !path.startsWith(item) &&
          type !== 'node.interrupted' &&
          type !== 'node.withdrawing'
        return seen.slice(place + 1).some((later) => later.step === step && isOther(later))
      }),
  },
  {
    name: 'each-container-paths',
    what: 'A disabled node that names a compensator is compensated, though it has done nothing.',
    concerns: ({ nodes }) => nodes.some(({ disabled, compensate }) => disabled === true && compensate !== undefined),
  },
  {
    name: 'each-in-loop',
    what: 'An `each` node in the body of a loop that had a token from outside it is neither skipped nor closed in a pass that does not reach it, so the loop is never left.',
    concerns: (flow) =>
      loopsOf(flow).some(({ body }) =>
        body.some(
          (id) => nodeOf(flow, id).join === 'each' && incomingOf(flow, id).some(({ from }) => !body.includes(from)),
        ),
      ),
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
