/**
 * Where several nodes that end at once are active in one moment, the rules allow any order, so the reference takes the
 * engine's. One thing is not taken from the log: of what was active together, what ends the pass or the run comes last,
 * since the engine lets the rest of that moment end too.
 */
import { type Flow, nodeOf } from '#test/engine/reference/flow.ts'
import type { Prefer } from '#test/engine/reference/interpreter.ts'
import { nameOf } from '#test/engine/reference/world.ts'
import { nameOfEvent, type Seen } from './observed.ts'

interface Ending {
  readonly name: string
  readonly place: number
  /** 0: lets everything else go on; 1: ends a pass or more; 2: was withdrawn. */
  readonly rank: number
}

const endingOf = (flow: Flow, { event }: Seen, place: number): Ending[] => {
  const name = nameOfEvent(event)
  if (event.type === 'node.interrupted') return [{ name, place, rank: 2 }]
  if (event.type === 'node.failed') return event.data.retryAt === undefined ? [{ name, place, rank: 1 }] : []
  if (event.type !== 'node.completed') return []
  const id = event.nodeId ?? ''
  const goesBack = flow.edges.some(
    ({ from, port, max }) => max !== undefined && from === id && port === event.data.port,
  )
  return [{ name, place, rank: goesBack || nodeOf(flow, id).kind === 'end' ? 1 : 0 }]
}

const NEVER: Ending = { name: '', place: 0, rank: 3 }

/** By the events of one step. The n-th ending of a name in the reference is the n-th in the engine. */
export const inOrderOf = (flow: Flow, seen: readonly Seen[]): Prefer => {
  const endings = seen.flatMap((one, place) => endingOf(flow, one, place))
  return (executions, world) => {
    const found = executions.map((execution) => {
      const name = nameOf(execution)
      const before = world.ended.filter((other) => other.endedIn === world.step && nameOf(other) === name).length
      return endings.filter((ending) => ending.name === name)[before] ?? NEVER
    })
    const [first = NEVER] = [...found].sort((a, b) => a.rank - b.rank || a.place - b.place)
    return found.indexOf(first)
  }
}
