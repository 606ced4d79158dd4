import { SNAP } from '#shared/drawing/figures.ts'
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { boundsOf } from '../edit/align.ts'
import { snapped } from '../edit/places.ts'
import { coversAnother } from '../model/covers.ts'
import { areaOf } from '../model/hold-children.ts'
import type { NodeBox } from '../model/node-box.ts'
import { TOP, type Tree } from '../model/tree.ts'
import { layOut, type Places } from './lay-out.ts'

/**
 * Lays only some nodes out, each container's by themselves. Their left top corner stays, and so does everything else: where
 * rows below one another would lie on that, they stay one row, and where that does, they stand as near as they can.
 */
export async function layOutSome(
  workflow: Workflow,
  ids: readonly string[],
  boxes: ReadonlyMap<string, NodeBox>,
  places: Places,
  tree: Tree,
  room: ReadonlyMap<string, number> = new Map(),
): Promise<Places> {
  const some = new Map(ids.flatMap((id) => (boxes.has(id) ? [[id, boxes.get(id)] as const] : [])))
  const known = new Map([...some].flatMap(([id, box]) => (box ? [[id, box] as const] : [])))
  const between = workflow.edges.filter((edge) => known.has(edgeSource(edge).node) && known.has(edge.to))
  const part = { ...workflow, edges: between }
  const wrapped = movedTo(await layOut(part, known, tree, room), ids, known, places, tree)
  if (!coversOthers(wrapped, boxes, places, tree)) return wrapped
  const row = movedTo(await layOut(part, known, tree, room, false), ids, known, places, tree)
  const levelOf = (id: string): string => tree.parents.get(id) ?? TOP
  return new Map(
    [...new Set([...row.keys()].map(levelOf))].flatMap((level) => {
      const own = new Map([...row].filter(([id]) => levelOf(id) === level))
      return [...besideOthers(level, own, boxes, places, tree)]
    }),
  )
}

const STEP = 2 * SNAP
/** In steps: a few screens. */
const FARTHEST = 120
/** A container ends at its left and top, and grows at the other sides. */
const AWAY: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 0],
  [0, -1],
  [-1, 0],
]

function besideOthers(
  level: string,
  moved: Places,
  boxes: ReadonlyMap<string, NodeBox>,
  places: Places,
  tree: Tree,
): Places {
  if (!coversOthers(moved, boxes, places, tree)) return moved
  const ways = level === TOP ? AWAY : AWAY.filter(([right, down]) => right + down > 0)
  for (let steps = 1; steps <= FARTHEST; steps += 1)
    for (const [right, down] of ways) {
      const by = steps * STEP
      const there = new Map([...moved].map(([id, [x, y]]) => [id, [x + right * by, y + down * by] as const]))
      if (!coversOthers(there, boxes, places, tree)) return there
    }
  return moved
}

function coversOthers(moved: Places, boxes: ReadonlyMap<string, NodeBox>, places: Places, tree: Tree): boolean {
  const others = (level: string) =>
    (tree.children.get(level) ?? []).flatMap((id) => (moved.has(id) ? [] : areaOf(boxes.get(id), places.get(id))))
  return [...moved].some(([id, at]) =>
    areaOf(boxes.get(id), at).some((area) => coversAnother(area, others(tree.parents.get(id) ?? TOP))),
  )
}

function movedTo(
  laid: Places,
  ids: readonly string[],
  known: ReadonlyMap<string, NodeBox>,
  places: Places,
  tree: Tree,
): Places {
  const moved = new Map<string, readonly [number, number]>()
  for (const level of new Set(ids.map((id) => tree.parents.get(id) ?? TOP))) {
    const own = ids.filter((id) => (tree.parents.get(id) ?? TOP) === level && known.has(id))
    const before = boundsOf(own.flatMap((id) => areaOf(known.get(id), places.get(id))))
    const after = boundsOf(own.flatMap((id) => areaOf(known.get(id), laid.get(id))))
    if (!before || !after) continue
    for (const id of own) {
      const at = laid.get(id)
      if (at) moved.set(id, [snapped(at[0] + before.x - after.x), snapped(at[1] + before.y - after.y)])
    }
  }
  return moved
}
