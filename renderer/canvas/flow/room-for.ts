/** Where what goes into an edge or a container stands, and the places of those that give way to it. */
import { INSIDE_RIGHT, SNAP } from '#shared/drawing/figures.ts'
import { type Edge, edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { type Room, roomForGrowth, roomInEdge } from '../edit/make-room.ts'
import type { At } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { areaOf, placesIn } from '../layout/place-missing.ts'
import type { Area } from '../model/covers.ts'
import { TOP } from '../model/tree.ts'
import type { Spots } from './spot-for.ts'

export interface RoomFor {
  /** On the canvas. */
  readonly at: At
  /** Of those beside it, relative to their container. */
  readonly moved: Places
  /** Of those beside the containers around it, which become wider. */
  readonly outside: Places
}

/** `area` is on the canvas. */
export function roomFor(spots: Spots, { edges }: Workflow, edge: Edge, area: Area, self?: string): RoomFor {
  const level = spots.tree.parents.get(edge.to) ?? TOP
  const others = areasIn(spots, level, self)
  const room = roomInEdge({ area, source: edgeSource(edge).node, target: edge.to, others, edges })
  const right = Math.max(room.x + area.width, rightOf(others, room))
  return {
    at: [room.x, room.y],
    moved: movedBy(spots, level, room),
    outside: roomAround(spots, edges, level, right),
  }
}

/** The places of those beside a container, and beside those around it, once something in it reaches as far as `right` on the canvas. */
export function roomAround(spots: Spots, edges: Edge[], container: string | undefined, right: number): Places {
  const [id, parents] = [container ?? TOP, spots.tree.parents]
  const [at, box] = [spots.absolute?.get(id), spots.views.get(id)?.box]
  if (id === TOP || !at || !box) return new Map()
  const growth = Math.ceil((right + INSIDE_RIGHT - at[0] - box.width) / SNAP) * SNAP
  const level = parents.get(id) ?? TOP
  const others = areasIn(spots, level)
  const room = roomForGrowth({ id, growth, others, edges })
  const reaches = Math.max(at[0] + box.width + Math.max(0, growth), rightOf(others, room))
  return new Map([...movedBy(spots, level, room), ...roomAround(spots, edges, level, reaches)])
}

/** What stands in a container, on the canvas, without notes. */
function areasIn({ tree, places, absolute, views }: Spots, level: string, self?: string): ReadonlyMap<string, Area> {
  const [left, top] = absolute?.get(level) ?? [0, 0]
  return new Map(
    [...placesIn(tree, level, places ?? new Map())].flatMap(([id, [x, y]]) => {
      const box = views.get(id)?.box
      return !box || box.shape === 'note' || id === self ? [] : [[id, areaOf([x + left, y + top], box)] as const]
    }),
  )
}

/** How far they reach once some of them have given way. */
function rightOf(others: ReadonlyMap<string, Area>, { moved, by }: Pick<Room, 'moved' | 'by'>): number {
  return Math.max(...[...others].map(([id, { x, width }]) => x + width + (moved.has(id) ? by : 0)))
}

function movedBy({ tree, places }: Spots, level: string, { moved, by }: Pick<Room, 'moved' | 'by'>): Places {
  const standing = placesIn(tree, level, places ?? new Map())
  return new Map(
    [...moved].flatMap((id) => {
      const at = standing.get(id)
      return at ? [[id, [at[0] + by, at[1]] as const] as const] : []
    }),
  )
}
