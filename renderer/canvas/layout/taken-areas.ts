/** What stands on the canvas, asked for what covers an area: as cheap among ten thousand nodes as among ten. */
import { type Area, coveredBy } from '../model/covers.ts'

/** Some nodes wide and high. */
const CELL = 256
/** A container over more cells than that stands in a list of its own. */
const MOST_CELLS = 64

export class TakenAreas {
  readonly #cells = new Map<string, Area[]>()
  readonly #large: Area[] = []

  constructor(areas: Iterable<Area> = []) {
    for (const area of areas) this.add(area)
  }

  add(area: Area): void {
    const cells = cellsOf(area, 0)
    if (cells.length > MOST_CELLS) this.#large.push(area)
    else
      for (const cell of cells) {
        const standing = this.#cells.get(cell)
        if (standing) standing.push(area)
        else this.#cells.set(cell, [area])
      }
  }

  /** One of those that it would lie on; undefined where it is free. */
  under(area: Area): Area | undefined {
    for (const cell of cellsOf(area, CELL / 8)) {
      const found = this.#cells.get(cell)?.find((other) => coveredBy(area, other))
      if (found) return found
    }
    return this.#large.find((other) => coveredBy(area, other))
  }
}

/** `margin`: what lies close counts as covered too. */
function cellsOf({ x, y, width, height }: Area, margin: number): readonly string[] {
  const [left, right] = [Math.floor((x - margin) / CELL), Math.floor((x + width + margin) / CELL)]
  const [top, bottom] = [Math.floor((y - margin) / CELL), Math.floor((y + height + margin) / CELL)]
  const cells: string[] = []
  for (let column = left; column <= right; column += 1)
    for (let row = top; row <= bottom; row += 1) cells.push(`${column} ${row}`)
  return cells
}
