/** Which cards are folded to a line, because they would lie on another node. Decided once for a question: what a person works in does not fold away. */
import { useEffect, useState } from 'react'
import type { Places } from '../layout/lay-out.ts'
import { areasOf, placesIn } from '../layout/place-missing.ts'
import { coversAnother } from '../model/covers.ts'
import type { NodeView } from '../model/node-view.ts'
import { containersAround, TOP, type Tree } from '../model/tree.ts'
import type { ViewsHook } from './use-node-views.ts'
import { boxesOf } from './use-places.ts'

const FOLDED_HEIGHT = 33

export function useFolded(
  { cardHeights }: ViewsHook,
  byId: ReadonlyMap<string, NodeView>,
  places: Places | undefined,
  tree: Tree,
  setHeights: (heights: ReadonlyMap<string, number>) => void,
): ReadonlySet<string> {
  const [decided, setDecided] = useState<ReadonlyMap<string, boolean>>(new Map())
  useEffect(() => {
    if (!places || (cardHeights.size === 0 && decided.size === 0)) return
    const next = new Map([...decided].filter(([id]) => byId.get(id)?.waitId !== undefined))
    for (const id of cardHeights.keys()) {
      if (byId.get(id)?.waitId === undefined || !places.has(id) || next.has(id)) continue
      next.set(
        id,
        [id, ...containersAround(tree, id)].some((each) => coversSibling(each, byId, places, tree)),
      )
    }
    if (next.size === decided.size && [...next].every(([id, folded]) => decided.get(id) === folded)) return
    setDecided(next)
    setHeights(new Map([...next].filter(([, folded]) => folded).map(([id]) => [id, FOLDED_HEIGHT])))
  }, [byId, cardHeights, places, tree, decided, setHeights])
  return foldedIds(decided)
}

/** A card makes its node taller, and every container around it: none of them may lie on what stands beside it. */
function coversSibling(id: string, views: ReadonlyMap<string, NodeView>, places: Places, tree: Tree): boolean {
  const [at, box] = [places.get(id), views.get(id)?.box]
  if (!at || !box) return false
  const siblings = placesIn(tree, tree.parents.get(id) ?? TOP, places)
  return coversAnother(
    { x: at[0], y: at[1], width: box.width, height: box.height },
    areasOf(siblings, boxesOf(views), id),
  )
}

const sets = new WeakMap<ReadonlyMap<string, boolean>, ReadonlySet<string>>()

function foldedIds(decided: ReadonlyMap<string, boolean>): ReadonlySet<string> {
  const known = sets.get(decided)
  if (known) return known
  const ids = new Set([...decided].filter(([, folded]) => folded).map(([id]) => id))
  sets.set(decided, ids)
  return ids
}
