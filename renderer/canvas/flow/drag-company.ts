/** What goes along with a drag: React Flow knows of the selection only what is in sight. */

import type { At } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { containersAround, type Tree } from '../model/tree.ts'
import type { Built } from './use-built.ts'
import type { Selection } from './use-selection.ts'

const NOWHERE: Places = new Map()

/** What goes along with what React Flow drags: it has nothing of what is selected and out of sight. */
export interface Company {
  /** Where those stood. */
  readonly along: Places
  /** Where the others did. */
  readonly starts: Places
}

interface Graph {
  readonly built: Built
  readonly tree: Tree
  readonly places: Places | undefined
  readonly selection: Selection
}

/** `adds`: what is dragged comes to the selection instead of taking its place. */
export function companyOf(
  { built, tree, places, selection }: Graph,
  moved: Places,
  isThere: (id: string) => boolean,
  adds: boolean,
): Company {
  const starts = placesIn(places, moved.keys())
  if (!adds && ![...moved.keys()].some((id) => selection.nodes.has(id))) return { along: NOWHERE, starts }
  const away = built.nodes.filter(({ id, selected }) => selected && !isThere(id))
  const outer = away.filter(({ id }) => !containersAround(tree, id).some((around) => selection.nodes.has(around)))
  return {
    along: placesIn(
      places,
      outer.map(({ id }) => id),
    ),
    starts,
  }
}

const placesIn = (places: Places | undefined, ids: Iterable<string>): Places =>
  new Map(
    [...ids].flatMap((id) => {
      const at = places?.get(id)
      return at ? [[id, at] as const] : []
    }),
  )

/** By the longer of both ways alone, across or down. */
export function keepStraight({ along, starts }: Company, moved: Map<string, At>): void {
  const [first] = starts
  const at = first && moved.get(first[0])
  if (!first || !at) return
  const isAcross = Math.abs(at[0] - first[1][0]) >= Math.abs(at[1] - first[1][1])
  for (const [id, [x, y]] of moved) {
    const start = starts.get(id) ?? along.get(id)
    if (start) moved.set(id, isAcross ? [x, start[1]] : [start[0], y])
  }
}

/** As far as what React Flow drags. */
export function takeAlong({ along, starts }: Company, moved: Map<string, At>): void {
  const [first] = starts
  const at = first && moved.get(first[0])
  if (!first || !at) return
  const [dx, dy] = [at[0] - first[1][0], at[1] - first[1][1]]
  for (const [id, [x, y]] of along) moved.set(id, [x + dx, y + dy])
}
