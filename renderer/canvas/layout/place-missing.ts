/** Places for nodes that have none beside others that do: to the right of what leads there, below what is in the way. */
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { type At, placeOf, snapped } from '../edit/places.ts'
import { AROUND, type Area } from '../model/covers.ts'
import { firstPlace, heldBoxes } from '../model/hold-children.ts'
import type { NodeBox } from '../model/node-box.ts'
import { levelsInnermostFirst, TOP, type Tree } from '../model/tree.ts'
import { TakenAreas } from './taken-areas.ts'

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
  const leads = waysInto(workflow)
  let held = boxes
  // From within: a container has its size once its children have their places.
  for (const level of levelsInnermostFirst(tree)) {
    const missing = (tree.children.get(level) ?? []).filter((id) => !known.has(id))
    if (missing.length === 0) continue
    const start = level === TOP ? ([0, 0] as const) : firstPlace(held.get(level) ?? {})
    const ground = new Ground(placesIn(tree, level, places), held, start)
    for (const id of missing) {
      const box = held.get(id)
      if (!box) continue
      const at = ground.place(id, box, leads.get(id) ?? [])
      for (const map of [places, added]) map.set(id, at)
    }
    if (level !== TOP) held = heldBoxes(boxes, places, tree)
  }
  return added
}

/** From which nodes edges lead to each, those that go back left out. */
function waysInto({ edges }: Workflow): ReadonlyMap<string, readonly string[]> {
  const into = new Map<string, string[]>()
  for (const edge of edges) {
    if (edge.loop) continue
    const sources = into.get(edge.to)
    if (sources) sources.push(edgeSource(edge).node)
    else into.set(edge.to, [edgeSource(edge).node])
  }
  return into
}

/** What stands in one container, while more is placed there. */
class Ground {
  readonly #places: Map<string, At>
  readonly #boxes: ReadonlyMap<string, NodeBox>
  readonly #start: At
  readonly #taken: TakenAreas
  /** By where many were wanted: the place that the last of them got, and how large it is. */
  readonly #last = new Map<string, { readonly y: number; readonly box: NodeBox }>()
  #bottom: number

  constructor(places: Map<string, At>, boxes: ReadonlyMap<string, NodeBox>, start: At) {
    this.#places = places
    this.#boxes = boxes
    this.#start = start
    this.#taken = new TakenAreas(areasOf(places, boxes))
    this.#bottom = 0
    for (const [id, at] of places) this.#deepen(at, boxes.get(id))
  }

  place(id: string, box: NodeBox, sources: readonly string[]): At {
    const [x, y] = this.#wanted(sources).map(snapped) as [number, number] // of two
    const key = `${x} ${y}`
    const last = this.#last.get(key)
    // What is as large finds nothing free above what the one before it got.
    const isAsLarge = last !== undefined && box.width >= last.box.width && box.height >= last.box.height
    const at: At = [x, firstFree([x, y], box, this.#taken, isAsLarge ? last.y : undefined)]
    this.#last.set(key, { y: at[1], box })
    this.#places.set(id, at)
    this.#taken.add(areaOf(at, box))
    this.#deepen(at, box)
    return at
  }

  #wanted(sources: readonly string[]): At {
    const source = sources.find((each) => this.#places.has(each))
    const at = source === undefined ? undefined : this.#places.get(source)
    if (source !== undefined && at) return beside(at, this.#boxes.get(source))
    return [this.#start[0], this.#places.size === 0 ? this.#start[1] : this.#bottom + ROW_GAP * 2]
  }

  #deepen(at: At, box: NodeBox | undefined): void {
    this.#bottom = Math.max(this.#bottom, at[1] + (box?.height ?? 0))
  }
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

/** Right of a node, in its row. */
export const beside = (at: At, box: NodeBox | undefined): At => [snapped(at[0] + (box?.width ?? 0) + COLUMN_GAP), at[1]]

/** The wanted place, or the first one below it where nothing else stands. */
export function freePlace(
  wanted: At,
  box: Pick<NodeBox, 'width' | 'height'>,
  places: ReadonlyMap<string, At>,
  boxes: ReadonlyMap<string, NodeBox>,
): At {
  const [x, y] = [snapped(wanted[0]), snapped(wanted[1])]
  return [x, firstFree([x, y], box, new TakenAreas(areasOf(places, boxes)))]
}

/** How much nearer a place above must be: what comes next is looked for below. */
const RATHER_BELOW = 2

/** The same, or the first free one above it where that is far nearer: nobody looks for a node on the other side of a container. */
export function nearPlace(
  wanted: At,
  box: Pick<NodeBox, 'width' | 'height'>,
  places: ReadonlyMap<string, At>,
  boxes: ReadonlyMap<string, NodeBox>,
): At {
  const [x, y] = [snapped(wanted[0]), snapped(wanted[1])]
  const areas = areasOf(places, boxes)
  const below = firstFree([x, y], box, new TakenAreas(areas))
  if (below === y) return [x, y]
  const above = upsideDown(firstFree([x, upsideDown(y, box)], box, new TakenAreas(areas.map(turned))), box)
  return [x, (y - above) * RATHER_BELOW < below - y ? above : below]
}

const upsideDown = (y: number, { height }: Pick<NodeBox, 'height'>): number => -y - height
const turned = (area: Area): Area => ({ ...area, y: upsideDown(area.y, area) })

const STEP = 8

/** `from`: nothing above it is free. Where it was wanted it may stand close; where it gives way, it keeps the distance of a row. */
function firstFree([x, wanted]: At, box: Pick<NodeBox, 'width' | 'height'>, taken: TakenAreas, from?: number): number {
  let y = from ?? wanted
  for (;;) {
    const above = y === wanted ? 0 : ROW_GAP
    const other = taken.under(within(x, y - above, box, above))
    if (!other) return y
    // On all the steps between it would lie on that one still.
    const below = other.y + other.height + AROUND + ROW_GAP
    y += Math.max(1, Math.ceil((below - y) / STEP)) * STEP
  }
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
