import { type Edge, edgeSource } from '../workflow.ts'

/** Column and row of some nodes that stand nowhere yet: each right of what leads to it. */
export function columnsOf(
  ids: readonly string[],
  edges: readonly Edge[],
): ReadonlyMap<string, readonly [column: number, row: number]> {
  const columns = new Map(ids.map((id) => [id, 0]))
  // No way is longer than the number of nodes, also where somebody wrote a circle.
  for (let changed = true, round = 0; changed && round < ids.length; round += 1) {
    changed = false
    for (const edge of edges) {
      const [from, to] = [columns.get(edgeSource(edge).node), columns.get(edge.to)]
      if (edge.loop || from === undefined || to === undefined || to > from || from + 1 >= ids.length) continue
      columns.set(edge.to, from + 1)
      changed = true
    }
  }
  const rows = new Map<number, number>()
  return new Map(
    ids.map((id) => {
      const column = columns.get(id) ?? 0
      const row = rows.get(column) ?? 0
      rows.set(column, row + 1)
      return [id, [column, row]] as const
    }),
  )
}
