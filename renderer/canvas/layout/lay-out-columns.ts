/**
 * A layout for graphs of thousands of nodes, in one pass: each node in the column behind all that lead to it, and in its column
 * beside what leads to it. ELK draws better, but of such a graph it takes minutes, or more stack than there is.
 */
import { type Edge, edgeSource } from '#shared/workflow/workflow.ts'
import { type At, snapped } from '../edit/places.ts'

export interface ColumnSize {
  readonly width: number
  readonly height: number
}

const COLUMN_GAP = 40
const ROW_GAP = 32
/** A column is not drawn longer than that: what starts by itself, such as thousands of nodes that nothing joins, goes on beside it. */
const MOST_IN_COLUMN = 100

export function layOutColumns(sizes: ReadonlyMap<string, ColumnSize>, edges: readonly Edge[]): ReadonlyMap<string, At> {
  const forward = edges.flatMap((edge): (readonly [string, string])[] => {
    const from = edgeSource(edge).node
    return edge.loop || !sizes.has(from) || !sizes.has(edge.to) ? [] : [[from, edge.to]]
  })
  const columns = columnsOf([...sizes.keys()], forward)
  const places = new Map<string, At>()
  let left = 0
  for (const column of columns) {
    for (let from = 0; from < column.length; from += MOST_IN_COLUMN) {
      let [top, width] = [0, 0]
      for (const id of column.slice(from, from + MOST_IN_COLUMN)) {
        const size = sizes.get(id)
        places.set(id, [snapped(left), snapped(top)])
        top += (size?.height ?? 0) + ROW_GAP
        width = Math.max(width, size?.width ?? 0)
      }
      left += width + COLUMN_GAP
    }
  }
  return places
}

type Ends = readonly [from: string, to: string]
const FROM = ([from]: Ends): string => from
const TO = ([, to]: Ends): string => to

function listsBy<T, K, V>(
  items: readonly T[],
  keyOf: (item: T) => K,
  valueFor: (item: T) => V,
): ReadonlyMap<K, readonly V[]> {
  const lists = new Map<K, V[]>()
  for (const item of items) {
    const list = lists.get(keyOf(item))
    if (list) list.push(valueFor(item))
    else lists.set(keyOf(item), [valueFor(item)])
  }
  return lists
}

/** In order within a column: by the middle of what leads to a node. What stands in a circle goes into the first. */
function columnsOf(ids: readonly string[], forward: readonly Ends[]): readonly (readonly string[])[] {
  const following = listsBy(forward, FROM, TO)
  const waits = new Map([...listsBy(forward, TO, FROM)].map(([to, from]) => [to, from.length]))
  const column = new Map<string, number>()
  const open = ids.filter((id) => !waits.has(id))
  for (let at = 0; at < open.length; at += 1) {
    const id = open[at] ?? ''
    const next = (column.get(id) ?? 0) + 1
    for (const to of following.get(id) ?? []) {
      column.set(to, Math.max(column.get(to) ?? 0, next))
      const left = (waits.get(to) ?? 1) - 1
      waits.set(to, left)
      if (left === 0) open.push(to)
    }
  }
  const inColumn = listsBy(
    ids.map((id) => [column.get(id) ?? 0, id] as const),
    ([at]) => at,
    ([, id]) => id,
  )
  const columns = [...inColumn].toSorted(([one], [other]) => one - other).map(([, inside]) => inside)
  return inRows(columns, forward)
}

function inRows(columns: readonly (readonly string[])[], forward: readonly Ends[]): readonly (readonly string[])[] {
  const sources = listsBy(forward, TO, FROM)
  const row = new Map<string, number>()
  return columns.map((ids) => {
    const middle = new Map(
      ids.map((id, index) => {
        const rows = (sources.get(id) ?? []).flatMap((from) => row.get(from) ?? [])
        return [id, rows.length === 0 ? index : rows.reduce((sum, each) => sum + each, 0) / rows.length]
      }),
    )
    const sorted = ids.toSorted((one, other) => (middle.get(one) ?? 0) - (middle.get(other) ?? 0))
    for (const [index, id] of sorted.entries()) row.set(id, index)
    return sorted
  })
}
