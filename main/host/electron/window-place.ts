/** Where the window was, kept in the data folder, and where it may open: always on a display that is there. */
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const Rectangle = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) })
export type Rectangle = z.infer<typeof Rectangle>

const WindowPlace = Rectangle.extend({ maximised: z.boolean() })
export type WindowPlace = z.infer<typeof WindowPlace>

export const MINIMUM_SIZE = { width: 960, height: 600 } as const
const DEFAULT_SIZE = { width: 1280, height: 800 } as const
/** Enough of the title bar to take hold of. */
const GRIP = { width: 120, height: 40 } as const

/** What a fresh window gets; without `x` and `y` the system centres it. */
export type Opening = {
  readonly width: number
  readonly height: number
  readonly maximised: boolean
  readonly x?: number
  readonly y?: number
}

/** `areas` are the work areas of the displays. A place on a display that is gone keeps its size only. */
export function openingFor(place: WindowPlace | undefined, areas: readonly Rectangle[]): Opening {
  if (!place) return { ...DEFAULT_SIZE, maximised: false }
  const area = areas.find((candidate) => canBeHeld(place, candidate))
  const width = Math.max(MINIMUM_SIZE.width, Math.min(place.width, area?.width ?? DEFAULT_SIZE.width))
  const height = Math.max(MINIMUM_SIZE.height, Math.min(place.height, area?.height ?? DEFAULT_SIZE.height))
  return { width, height, maximised: place.maximised, ...(area && { x: place.x, y: place.y }) }
}

/** The title bar is at the top, so it is the upper edge that must be inside. */
function canBeHeld(place: Rectangle, area: Rectangle): boolean {
  const width = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x)
  return width >= GRIP.width && place.y >= area.y && place.y + GRIP.height <= area.y + area.height
}

/** Undefined where nothing was kept yet, or what was kept cannot be read: a lost place is no reason for an error. */
export function readPlace(path: string): WindowPlace | undefined {
  try {
    return WindowPlace.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

/** False where the folder cannot be written. */
export function keepPlace(path: string, place: WindowPlace): boolean {
  try {
    writeFileSync(path, `${JSON.stringify(place)}\n`)
    return true
  } catch {
    return false
  }
}
