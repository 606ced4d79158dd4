/** The parts of a graph that no edge joins, one below the other in the order of the file, and at last what stands alone. */
import { type Edge, edgeSource } from '#shared/workflow/workflow.ts'
import type { At } from '../edit/places.ts'
import type { ColumnSize } from './lay-out-columns.ts'

/** Such a row is read in the smallest window, beside the form of a node. */
export const MOST_WIDE = 1_440
const PART_GAP = 48
const COLUMN_GAP = 40

type Sizes = ReadonlyMap<string, ColumnSize>
export type Placed = readonly (readonly [id: string, at: At])[]

/** `parts` are those of several nodes, each laid out by itself. */
export function stacked(parts: readonly Placed[], alone: readonly string[], sizes: Sizes): ReadonlyMap<string, At> {
  const places = new Map<string, At>()
  let top = 0
  for (const part of [...parts.map(toCorner), flowing(alone, sizes)]) {
    for (const [id, [x, y]] of part) places.set(id, [x, top + y])
    if (part.length > 0) top += heightOf(part, sizes) + PART_GAP
  }
  return places
}

/** Nodes that edges join, loop edges too; in the order of the file, as their first nodes are. */
export function partsOf(ids: readonly string[], edges: readonly Edge[]): readonly (readonly string[])[] {
  const beside = new Map<string, string[]>(ids.map((id) => [id, []]))
  for (const edge of edges) {
    const from = edgeSource(edge).node
    if (!beside.has(from)) continue
    beside.get(edge.to)?.push(from)
    if (beside.has(edge.to)) beside.get(from)?.push(edge.to)
  }
  const seen = new Set<string>()
  return ids.flatMap((first) => {
    if (seen.has(first)) return []
    seen.add(first)
    const part = [first]
    for (let at = 0; at < part.length; at += 1) {
      for (const other of beside.get(part[at] ?? '') ?? []) {
        if (seen.has(other)) continue
        seen.add(other)
        part.push(other)
      }
    }
    return [part]
  })
}

/** What nothing joins, in the order of the file, as words are set. */
function flowing(ids: readonly string[], sizes: Sizes): Placed {
  let [left, top, tallest] = [0, 0, 0]
  return ids.map((id) => {
    const { width, height } = sizes.get(id) ?? NO_SIZE
    if (left > 0 && left + width > MOST_WIDE) {
      top += tallest + COLUMN_GAP
      left = 0
      tallest = 0
    }
    const at: At = [left, top]
    left += width + COLUMN_GAP
    tallest = Math.max(tallest, height)
    return [id, at]
  })
}

const NO_SIZE: ColumnSize = { width: 0, height: 0 }

export function toCorner(placed: Placed): Placed {
  const [left, top] = [0, 1].map((axis) =>
    placed.reduce((least, [, at]) => Math.min(least, at[axis] ?? 0), Number.POSITIVE_INFINITY),
  )
  return placed.map(([id, [x, y]]) => [id, [x - (left ?? 0), y - (top ?? 0)]])
}

export const heightOf = (placed: Placed, sizes: Sizes): number =>
  placed.reduce((most, [id, [, y]]) => Math.max(most, y + (sizes.get(id)?.height ?? 0)), 0)
