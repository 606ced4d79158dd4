import type { LayoutEntry } from '../workflow.ts'
import type { Part } from './extract-part.ts'

const COLUMN = 96

/** The part as it stood, between a beginning and an end. */
export function innerLayout(
  { workflow, top, nodes, first }: Part,
  start: string,
  done: string | undefined,
): Record<string, LayoutEntry> {
  const layout = workflow.layout ?? {}
  const pointOf = (id: string) => {
    const entry = layout[id]
    return entry === undefined ? undefined : Array.isArray(entry) ? entry : entry.at
  }
  const points = top.flatMap(({ id }) => {
    const point = pointOf(id)
    return point ? [point] : []
  })
  if (points.length === 0) return {}
  const [left, right] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))]
  const highest = Math.min(...points.map(([, y]) => y))
  const row = (pointOf(first[0] ?? '')?.[1] ?? highest) - highest
  const isTop = new Set(top.map(({ id }) => id))
  const moved = nodes.flatMap(({ id }): [string, LayoutEntry][] => {
    const entry = layout[id]
    if (entry === undefined) return []
    if (!isTop.has(id)) return [[id, entry]]
    const point = pointOf(id) ?? [0, 0]
    const at: [number, number] = [point[0] - left + COLUMN, point[1] - highest]
    return [[id, Array.isArray(entry) ? at : { ...entry, at }]]
  })
  return Object.fromEntries([
    [start, [0, row]],
    ...moved,
    ...(done === undefined ? [] : [[done, [right - left + COLUMN * 3 + 32, row]]]),
  ])
}
