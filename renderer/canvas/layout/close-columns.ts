/**
 * Sets the columns of a layout as far apart as they are read best, each where its nodes begin. A container does not push away
 * what follows beside it, only what stands in its rows or behind it.
 */
import { type Edge, edgeSource } from '#shared/workflow/workflow.ts'
import type { At } from '../edit/places.ts'
import type { ColumnSize } from './lay-out-columns.ts'

const COLUMN_GAP = 40
const ROW_GAP = 32
/** Wider than any node that holds no others. */
const WIDE = 320

type Entry = readonly [id: string, at: At]

export function closeColumns(
  laid: ReadonlyMap<string, At>,
  sizes: ReadonlyMap<string, ColumnSize>,
  edges: readonly Edge[],
): ReadonlyMap<string, At> {
  const widthOf = ([id]: Entry): number => sizes.get(id)?.width ?? 0
  const places = new Map<string, At>()
  const wide: Entry[] = []
  const isBehind = followers(edges)
  const inRowsOf = (one: Entry, other: Entry): boolean =>
    one[1][1] < bottomOf(other, sizes) + ROW_GAP && other[1][1] < bottomOf(one, sizes) + ROW_GAP
  let next = 0
  for (const column of columnsOf(laid)) {
    const pushing = wide.filter((each) => column.some((entry) => isBehind(each[0], entry[0]) || inRowsOf(each, entry)))
    const left = Math.max(next, ...pushing.map((each) => (places.get(each[0])?.[0] ?? 0) + widthOf(each) + COLUMN_GAP))
    for (const [id, [, y]] of column) places.set(id, [left, y])
    wide.push(...column.filter((entry) => widthOf(entry) > WIDE))
    const narrow = column.filter((entry) => widthOf(entry) <= WIDE)
    next = left + Math.max(...(narrow.length > 0 ? narrow : column).map(widthOf)) + COLUMN_GAP
  }
  return places
}

function columnsOf(laid: ReadonlyMap<string, At>): readonly (readonly Entry[])[] {
  const columns = new Map<number, Entry[]>()
  for (const entry of laid) {
    const left = Math.round(entry[1][0])
    const column = columns.get(left)
    if (column) column.push(entry)
    else columns.set(left, [entry])
  }
  return [...columns].toSorted(([one], [other]) => one - other).map(([, column]) => column)
}

const bottomOf = ([id, [, y]]: Entry, sizes: ReadonlyMap<string, ColumnSize>): number =>
  y + (sizes.get(id)?.height ?? 0)

function followers(edges: readonly Edge[]): (from: string, to: string) => boolean {
  const known = new Set(edges.flatMap((edge) => (edge.loop ? [] : [`${edgeSource(edge).node} ${edge.to}`])))
  return (from, to) => known.has(`${from} ${to}`)
}
