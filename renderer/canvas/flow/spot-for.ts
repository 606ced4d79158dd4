/** Where a fresh node stands, so that it lies on no other. */
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { At } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { beside, freePlace, nearPlace, placesIn } from '../layout/place-missing.ts'
import { firstPlace, placeInside } from '../model/hold-children.ts'
import { nodeBox } from '../model/node-box.ts'
import type { NodeView } from '../model/node-view.ts'
import { TOP, type Tree } from '../model/tree.ts'
import { boxesOf } from './use-places.ts'

export interface Spots {
  readonly views: ReadonlyMap<string, NodeView>
  readonly places: Places | undefined
  readonly absolute: Places | undefined
  readonly tree: Tree
}

const LEAST_HEIGHT = 72

/** `wanted` is on the canvas; the answer, and the places of those that give way to it, count from the container. */
export function spotFor(
  { views, places, absolute, tree }: Spots,
  kind: KindDescriptor,
  wanted: At,
  parent?: string,
  moved: Places = new Map(),
): At {
  const size = freshSize(kind)
  const corner = absolute?.get(parent ?? TOP) ?? [0, 0]
  const relative: At = [wanted[0] - corner[0], wanted[1] - corner[1]]
  const others = new Map([...placesIn(tree, parent ?? TOP, places ?? new Map()), ...moved])
  if (parent === undefined) return nearPlace(relative, size, others, boxesOf(views))
  // A container grows downwards.
  return freePlace(placeInside(relative, views.get(parent)?.box ?? {}), size, others, boxesOf(views))
}

/** Of a node that does not say anything yet. */
export function freshSize(kind: KindDescriptor): { readonly width: number; readonly height: number } {
  const { width, height } = nodeBox({
    node: { id: kind.kind, kind: kind.kind, config: kind.initialConfig },
    descriptor: kind,
    entry: undefined,
    face: { text: '', style: 'text', lines: 2, tone: 'plain' },
    streaming: false,
    cardHeight: undefined,
    usedPorts: [],
  })
  return { width, height: Math.max(LEAST_HEIGHT, height) }
}

/** On the canvas: right of what stands furthest right in a container. */
export function nextInside({ views, places, absolute, tree }: Spots, container: string): At {
  const [left, top] = absolute?.get(container) ?? [0, 0]
  let next = firstPlace(views.get(container)?.box ?? {})
  let right = 0
  for (const [id, at] of placesIn(tree, container, places ?? new Map())) {
    const box = views.get(id)?.box
    if (!box || box.shape === 'note' || at[0] + box.width <= right) continue
    right = at[0] + box.width
    next = beside(at, box)
  }
  return [left + next[0], top + next[1]]
}
