/** Where what goes into an edge stands, and the places of those that give way to it. */
import { type Edge, edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { roomInEdge } from '../edit/make-room.ts'
import type { At } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { areaOf, placesIn } from '../layout/place-missing.ts'
import type { Area } from '../model/covers.ts'
import { TOP } from '../model/tree.ts'
import type { Spots } from './spot-for.ts'

export interface RoomFor {
  /** On the canvas. */
  readonly at: At
  /** Relative to their container. */
  readonly moved: Places
}

/** `area` is on the canvas. */
export function roomFor(
  { tree, places, absolute, views }: Spots,
  { edges }: Workflow,
  edge: Edge,
  area: Area,
  self?: string,
): RoomFor {
  const level = tree.parents.get(edge.to) ?? TOP
  const [left, top] = absolute?.get(level) ?? [0, 0]
  const standing = placesIn(tree, level, places ?? new Map())
  const others = new Map(
    [...standing].flatMap(([id, [x, y]]) => {
      const box = views.get(id)?.box
      return !box || box.shape === 'note' || id === self ? [] : [[id, areaOf([x + left, y + top], box)] as const]
    }),
  )
  const room = roomInEdge({ area, source: edgeSource(edge).node, target: edge.to, others, edges })
  const moved = [...room.moved].flatMap((id) => {
    const at = standing.get(id)
    return at ? [[id, [at[0] + room.by, at[1]] as const] as const] : []
  })
  return { at: [room.x, room.y], moved: new Map(moved) }
}
