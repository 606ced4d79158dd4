/** Places for nodes that have none beside others that do: to the right of what leads there, below what is in the way. */
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { type At, placeOf, snapped } from '../edit/places.ts'
import { type Area, coversAnother } from '../model/covers.ts'
import type { NodeBox } from '../model/node-box.ts'

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

/** Only the places that were missing. What has a place stays where it is. */
export function placeMissing(workflow: Workflow, boxes: ReadonlyMap<string, NodeBox>): Map<string, At> {
  const places = placesOf(workflow)
  const added = new Map<string, At>()
  for (const node of workflow.nodes) {
    const box = boxes.get(node.id)
    if (places.has(node.id) || !box) continue
    const at = freePlace(wantedPlace(workflow, node.id, places, boxes), box, places, boxes)
    places.set(node.id, at)
    added.set(node.id, at)
  }
  return added
}

function wantedPlace(
  workflow: Workflow,
  id: string,
  places: ReadonlyMap<string, At>,
  boxes: ReadonlyMap<string, NodeBox>,
): At {
  const before = workflow.edges.find((edge) => edge.to === id && !edge.loop && places.has(edgeSource(edge).node))
  const source = before && edgeSource(before).node
  const at = source === undefined ? undefined : places.get(source)
  if (source !== undefined && at) return beside(at, boxes.get(source))
  const bottom = Math.max(0, ...[...places].map(([other, place]) => place[1] + (boxes.get(other)?.height ?? 0)))
  return [0, snapped(places.size === 0 ? 0 : bottom + ROW_GAP * 2)]
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
  while (coversAnother({ x, y, width: box.width, height: box.height + ROW_GAP / 2 }, areas)) y += 8
  return [x, y]
}

export function areasOf(
  places: ReadonlyMap<string, At>,
  boxes: ReadonlyMap<string, NodeBox>,
  except?: string,
): readonly Area[] {
  return [...places].flatMap(([id, [x, y]]) => {
    const box = boxes.get(id)
    if (!box || id === except) return []
    return [{ x, y, width: box.width, height: box.height + (box.shape === 'token' ? TOKEN_LABEL : 0) }]
  })
}
