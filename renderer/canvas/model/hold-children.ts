/** Containers as large as what stands in them. Their children's places count from the container's left top corner. */
import { INSIDE_BOTTOM, INSIDE_LEFT, INSIDE_RIGHT, SNAP, TOKEN_LABEL } from '#shared/drawing/figures.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { At } from '../edit/places.ts'
import type { Area } from './covers.ts'
import { type NodeBox, resizedBox } from './node-box.ts'
import type { NodeView } from './node-view.ts'
import { levelsInnermostFirst, TOP, type Tree } from './tree.ts'

const BELOW_WELL = 10
const LOOP_SIDE = 8
const LOOP_FIRST = 2
const LOOP_NEXT = 14

const raised = (value: number): number => Math.ceil(value / SNAP) * SNAP

/** The first place inside a container: nothing stands further left or higher. */
export function firstPlace(box: Pick<NodeBox, 'well'>): At {
  return [INSIDE_LEFT, raised((box.well ?? 0) + BELOW_WELL)]
}

/** A place as near as it may be inside a container. */
export function placeInside(at: At, box: Pick<NodeBox, 'well'>): At {
  const [left, top] = firstPlace(box)
  return [Math.max(left, at[0]), Math.max(top, at[1])]
}

/** Containers in which loops go back below the nodes, and how much room those take. */
export function loopRooms(workflow: Pick<Workflow, 'edges'>, tree: Tree): ReadonlyMap<string, number> {
  const rooms = new Map<string, number>()
  for (const { loop, to } of workflow.edges) {
    const container = tree.parents.get(to)
    if (loop && container !== undefined) rooms.set(container, (rooms.get(container) ?? LOOP_FIRST) + LOOP_NEXT)
  }
  return rooms
}

const NO_ROOMS: ReadonlyMap<string, number> = new Map()

/** The least size that holds some areas, relative to the container. */
export function sizeAround(areas: readonly Area[], below = 0): At {
  let [right, bottom] = [0, 0]
  for (const area of areas) {
    right = Math.max(right, area.x + area.width)
    bottom = Math.max(bottom, area.y + area.height)
  }
  return areas.length === 0
    ? [0, 0]
    : [raised(right + INSIDE_RIGHT + (below > 0 ? LOOP_SIDE : 0)), raised(bottom + INSIDE_BOTTOM + below)]
}

/** All boxes, containers grown to hold their children. `least` are sizes that a container keeps at least. */
export function heldBoxes(
  boxes: ReadonlyMap<string, NodeBox>,
  places: ReadonlyMap<string, At>,
  tree: Tree,
  least: ReadonlyMap<string, At> = new Map(),
  rooms: ReadonlyMap<string, number> = NO_ROOMS,
): ReadonlyMap<string, NodeBox> {
  if (tree.children.size <= 1) return boxes
  const held = new Map(boxes)
  for (const container of levelsInnermostFirst(tree)) {
    const box = boxes.get(container)
    if (container === TOP || box?.shape !== 'container') continue
    const areas = (tree.children.get(container) ?? []).flatMap((id) => areaOf(held.get(id), places.get(id)))
    const [width, height] = sizeAround(areas, rooms.get(container))
    const [leastWidth, leastHeight] = least.get(container) ?? [box.width, box.height]
    held.set(container, resizedBox(box, Math.max(width, leastWidth), Math.max(height, leastHeight)))
  }
  return held
}

export function areaOf(box: NodeBox | undefined, at: At | undefined): readonly Area[] {
  if (!box || !at) return []
  const label = box.shape === 'token' ? TOKEN_LABEL : 0
  return [{ x: at[0], y: at[1], width: box.width, height: box.height + label }]
}

/** A function from views to views with grown containers, which gives the same view while nothing of it changed. */
export function childHolder(): (
  views: ReadonlyMap<string, NodeView>,
  places: ReadonlyMap<string, At> | undefined,
  tree: Tree,
  least?: ReadonlyMap<string, At>,
  rooms?: ReadonlyMap<string, number>,
) => ReadonlyMap<string, NodeView> {
  let kept = new Map<string, { readonly from: NodeView; readonly view: NodeView }>()
  let last: ReadonlyMap<string, NodeView> = new Map()
  return (views, places, tree, least, rooms) => {
    if (!places || tree.children.size <= 1) return views
    const held = heldBoxes(new Map([...views].map(([id, view]) => [id, view.box])), places, tree, least, rooms)
    const next = new Map<string, { readonly from: NodeView; readonly view: NodeView }>()
    let same = last.size === views.size
    const result = new Map<string, NodeView>()
    for (const [id, from] of views) {
      const box = held.get(id) ?? from.box
      const before = kept.get(id)
      const fits = before?.from === from && before.view.box.width === box.width && before.view.box.height === box.height
      const entry = fits ? before : { from, view: box === from.box ? from : { ...from, box } }
      next.set(id, entry)
      result.set(id, entry.view)
      if (last.get(id) !== entry.view) same = false
    }
    kept = next
    if (!same) last = result
    return last
  }
}
