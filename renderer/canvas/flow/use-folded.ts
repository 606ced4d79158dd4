/** Which cards are folded to a line, because they would lie on another node. Decided once for a question: what a person works in does not fold away. */
import { useEffect, useState } from 'react'
import type { Places } from '../layout/lay-out.ts'
import { areasOf } from '../layout/place-missing.ts'
import { coversAnother } from '../model/covers.ts'
import type { ViewsHook } from './use-node-views.ts'
import { boxesOf } from './use-places.ts'

const FOLDED_HEIGHT = 33

export function useFolded(
  views: ViewsHook,
  places: Places | undefined,
  setHeights: (heights: ReadonlyMap<string, number>) => void,
): ReadonlySet<string> {
  const [decided, setDecided] = useState<ReadonlyMap<string, boolean>>(new Map())
  const { cardHeights, byId } = views
  useEffect(() => {
    if (!places) return
    const next = new Map([...decided].filter(([id]) => byId.get(id)?.waitId !== undefined))
    for (const [id, view] of byId) {
      const height = cardHeights.get(id)
      const at = places.get(id)
      if (view.waitId === undefined || height === undefined || !at || next.has(id)) continue
      const card = { x: at[0], y: at[1], width: view.box.width, height: view.box.height }
      next.set(id, coversAnother(card, areasOf(places, boxesOf(byId), id)))
    }
    if (next.size === decided.size && [...next].every(([id, folded]) => decided.get(id) === folded)) return
    setDecided(next)
    setHeights(new Map([...next].filter(([, folded]) => folded).map(([id]) => [id, FOLDED_HEIGHT])))
  }, [byId, cardHeights, places, decided, setHeights])
  return foldedIds(decided)
}

const sets = new WeakMap<ReadonlyMap<string, boolean>, ReadonlySet<string>>()

function foldedIds(decided: ReadonlyMap<string, boolean>): ReadonlySet<string> {
  const known = sets.get(decided)
  if (known) return known
  const ids = new Set([...decided].filter(([, folded]) => folded).map(([id]) => id))
  sets.set(decided, ids)
  return ids
}
