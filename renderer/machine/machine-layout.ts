/** Where the states of a machine stand: three columns, the usual way down the middle, what ends it at the bottom. */
import type { MachineView } from '#shared/ipc/views/machine-views.ts'

/** Three of them stand beside each other in the narrowest inspector. */
export const STATE_WIDTH = 78
export const STATE_HEIGHT = 24
const COLUMN = 84
const ROW = 44

export interface Spot {
  /** Of the centre. */
  readonly x: number
  readonly y: number
}

export interface MachineLayout {
  readonly spots: ReadonlyMap<string, Spot>
  readonly width: number
  readonly height: number
}

/** Column and row by state. A state that has no place here is put below, so that a new one is never lost. */
const PLACES: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  instant: {
    preparing: [1, 0],
    leaving: [1, 1],
    completed: [0, 2],
    failed: [1, 2],
    suspended: [0, 3],
    withdrawn: [1, 3],
    interrupted: [2, 3],
  },
  person: {
    preparing: [1, 0],
    awaiting: [1, 1],
    leaving: [0, 1],
    expiring: [2, 2],
    completed: [0, 3],
    failed: [1, 3],
    suspended: [0, 4],
    withdrawn: [1, 4],
    interrupted: [2, 4],
  },
  work: {
    preparing: [1, 0],
    awaiting: [0, 1],
    held: [2, 1],
    locking: [1, 2],
    queued: [1, 3],
    retrying: [2, 3],
    running: [1, 4],
    streaming: [1, 5],
    completed: [0, 6],
    failed: [2, 6],
    stopping: [0, 7],
    withdrawing: [1, 7],
    interrupting: [2, 7],
    suspended: [0, 8],
    withdrawn: [1, 8],
    interrupted: [2, 8],
  },
  run: {
    running: [1, 0],
    stopping: [0, 1],
    closing: [2, 1],
    compensating: [1, 2],
    halting: [0, 3],
    interrupted: [0, 4],
    ended: [2, 4],
  },
}

export function layOutMachine({ id, states }: MachineView): MachineLayout {
  const places = PLACES[id] ?? {}
  const known = states.flatMap(({ name }) => places[name]?.[1] ?? [])
  const below = known.length === 0 ? 0 : Math.max(...known) + 1
  const lost = states.filter(({ name }) => places[name] === undefined).map(({ name }) => name)
  const placeOf = (name: string): readonly [number, number] => {
    const at = lost.indexOf(name)
    return places[name] ?? [at % 3, below + Math.floor(at / 3)]
  }
  const spots = new Map(
    states.map(({ name }) => {
      const [column, row] = placeOf(name)
      return [name, { x: STATE_WIDTH / 2 + column * COLUMN, y: STATE_HEIGHT / 2 + row * ROW }] as const
    }),
  )
  const bottom = Math.max(...[...spots.values()].map(({ y }) => y))
  return { spots, width: STATE_WIDTH + 2 * COLUMN, height: bottom + STATE_HEIGHT / 2 }
}

/** From border to border, as an SVG path; a state's way back to itself is not drawn. */
export function transitionPath(from: Spot, to: Spot): string {
  const down = to.y > from.y
  if (to.y === from.y) {
    const side = Math.sign(to.x - from.x) * (STATE_WIDTH / 2)
    return `M ${from.x + side} ${from.y} L ${to.x - side} ${to.y}`
  }
  const half = (STATE_HEIGHT / 2) * (down ? 1 : -1)
  const [y1, y2] = [from.y + half, to.y - half]
  // Ways that come from afar, and ways back, bow around what stands between.
  const far = Math.abs(to.y - from.y) > ROW * 1.5 && to.x === from.x
  const bow = far ? (STATE_WIDTH / 2 + 7) * (down ? 1 : -1) : 0
  const bend = Math.max(10, Math.abs(y2 - y1) / 2) * (down ? 1 : -1)
  return `M ${from.x} ${y1} C ${from.x + bow} ${y1 + bend}, ${to.x + bow} ${y2 - bend}, ${to.x} ${y2}`
}
