/**
 * Places of which a few are others than those below. A drag gives new places to a few nodes with every move of the pointer, and
 * a copy of all places for each of them would cost more than the drag itself.
 */
import type { At } from '../edit/places.ts'

type Places = ReadonlyMap<string, At>

class PlacesOver implements Places {
  readonly below: Places
  readonly over: Places

  constructor(below: Places, over: Places) {
    this.below = below
    this.over = over
  }

  get size(): number {
    let added = 0
    for (const id of this.over.keys()) if (!this.below.has(id)) added += 1
    return this.below.size + added
  }

  get(id: string): At | undefined {
    return this.over.get(id) ?? this.below.get(id)
  }

  has(id: string): boolean {
    return this.over.has(id) || this.below.has(id)
  }

  *entries(): MapIterator<[string, At]> {
    for (const [id, at] of this.below) yield [id, this.over.get(id) ?? at]
    for (const [id, at] of this.over) if (!this.below.has(id)) yield [id, at]
  }

  *keys(): MapIterator<string> {
    for (const [id] of this.entries()) yield id
  }

  *values(): MapIterator<At> {
    for (const [, at] of this.entries()) yield at
  }

  [Symbol.iterator](): MapIterator<[string, At]> {
    return this.entries()
  }

  forEach(hear: (at: At, id: string, map: Places) => void): void {
    for (const [id, at] of this.entries()) hear(at, id, this)
  }
}

/** The places below with those over them; the same object where there are none. */
export function placesOver(below: Places, over: Places): Places {
  return over.size === 0 ? below : new PlacesOver(below, over)
}

/** The ids that may stand elsewhere than before; undefined where it could be any of them. */
export function movedBetween(before: Places, now: Places): ReadonlySet<string> | undefined {
  if (before === now) return new Set()
  const [one, other] = [layersOf(before), layersOf(now)]
  return one.below === other.below ? new Set([...one.over.keys(), ...other.over.keys()]) : undefined
}

const NONE: Places = new Map()

const layersOf = (places: Places): Pick<PlacesOver, 'below' | 'over'> =>
  places instanceof PlacesOver ? places : { below: places, over: NONE }
