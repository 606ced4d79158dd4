/** Places for nodes that have none beside others that do: to the right of what leads there, below what is in the way. */
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { type At, placeOf, snapped } from '../edit/places.ts'
import { type Area, coversAnother } from '../model/covers.ts'
import { firstPlace, heldBoxes } from '../model/hold-children.ts'
import type { NodeBox } from '../model/node-box.ts'
import { levelsInnermostFirst, TOP, type Tree } from '../model/tree.ts'

const COLUMN_GAP = 40
const ROW_GAP = 24
const TOKEN_LABEL = 32

export function placesOf(workflow: Workflow): Map<string, At> {
  const places = new Map<string, At>()
  for (const node of workflow.nodes) {
    const at = placeOf(workflow.layout?.[node.id])
    if (at) places.set(node.id, at)
  }
  return places
}

/** Containers, and the top, that hold nodes of which none has a place: they are laid out as a whole. */
export function unplacedLevels(workflow: Workflow, tree: Tree): readonly string[] {
  const places = placesOf(workflow)
  return [...tree.children].flatMap(([level, ids]) =>
    ids.length > 0 && !ids.some((id) => places.has(id)) ? [level] : [],
  )
}

/** Only the places that were missing. What has a place stays where it is. */
export function placeMissing(
  workflow: Workflow,
  boxes: ReadonlyMap<string, NodeBox>,
  tree: Tree,
  known: ReadonlyMap<string, At> = placesOf(workflow),
): Map<string, At> {
  const added = new Map<string, At>()
  if (tree.order.every((id) => known.has(id))) return added
  const places = new Map(known)
  let held = boxes
  // From within: a container has its size once its children have their places.
  for (const level of levelsInnermostFirst(tree)) {
    const missing = (tree.children.get(level) ?? []).filter((id) => !known.has(id))
    const beside = placesIn(tree, level, places)
    for (const id of missing) {
      const box = held.get(id)
      if (!box) continue
      const start = level === TOP ? ([0, 0] as const) : firstPlace(held.get(level) ?? {})
      const at = freePlace(wantedPlace(workflow, id, beside, held, start), box, beside, held)
      for (const map of [places, added, beside]) map.set(id, at)
    }
    if (level !== TOP && missing.length > 0) held = heldBoxes(boxes, places, tree)
  }
  return added
}

/** Of the nodes of one container, which count from the same corner. */
export function placesIn(tree: Tree, level: string, places: ReadonlyMap<string, At>): Map<string, At> {
  return new Map(
    (tree.children.get(level) ?? []).flatMap((id) => {
      const at = places.get(id)
      return at ? [[id, at] as const] : []
    }),
  )
}

function wantedPlace(
  workflow: Workflow,
  id: string,
  places: ReadonlyMap<string, At>,
  boxes: ReadonlyMap<string, NodeBox>,
  start: At,
): At {
  const before = workflow.edges.find((edge) => edge.to === id && !edge.loop && places.has(edgeSource(edge).node))
  const source = before && edgeSource(before).node
  const at = source === undefined ? undefined : places.get(source)
  if (source !== undefined && at) return beside(at, boxes.get(source))
  const bottom = Math.max(0, ...[...places].map(([other, place]) => place[1] + (boxes.get(other)?.height ?? 0)))
  return [start[0], places.size === 0 ? start[1] : snapped(bottom + ROW_GAP * 2)]
}

/** Right of a node, in its row. */
export const beside = (at: At, box: NodeBox | undefined): At => [snapped(at[0] + (box?.width ?? 0) + COLUMN_GAP), at[1]]

/** The wanted place, or the first one below it where nothing else stands. */
export function freePlace(
  wanted: At,
  box: Pick<NodeBox, 'width' | 'height'>,
  places: ReadonlyMap<string, At>,
  boxes: ReadonlyMap<string, NodeBox>,
): At {
  const areas = areasOf(places, boxes)
  let [x, y] = [snapped(wanted[0]), snapped(wanted[1])]
  // Where it was wanted it may stand close; where it gives way, it keeps the distance of a row.
  for (let above = 0; coversAnother(within(x, y - above, box, above), areas); above = ROW_GAP) y += 8
  return [x, y]
}

const within = (x: number, y: number, box: Pick<NodeBox, 'width' | 'height'>, above: number): Area => ({
  x,
  y,
  width: box.width,
  height: box.height + above + ROW_GAP / 2,
})

export function areasOf(
  places: ReadonlyMap<string, At>,
  boxes: ReadonlyMap<string, NodeBox>,
  except?: string,
): readonly Area[] {
  return [...places].flatMap(([id, [x, y]]) => {
    const box = boxes.get(id)
    if (!box || id === except) return []
    return [areaOf([x, y], box)]
  })
}

/** With the name that stands below a token. */
export const areaOf = ([x, y]: At, box: Pick<NodeBox, 'width' | 'height' | 'shape'>): Area => ({
  x,
  y,
  width: box.width,
  height: box.height + (box.shape === 'token' ? TOKEN_LABEL : 0),
})
