import { coversAnother } from '../model/covers.ts'
import type { NodeBox } from '../model/node-box.ts'
import { TOP, type Tree } from '../model/tree.ts'
import type { Places } from './lay-out.ts'
import { areaOf, areasOf, freePlace, placesIn } from './place-missing.ts'

/** Notes stay where a person put them; one on which the graph came to lie gives way downward. */
export function notesAside(laid: Places, places: Places, boxes: ReadonlyMap<string, NodeBox>, tree: Tree): Places {
  const aside = new Map<string, readonly [number, number]>()
  for (const [id, at] of places) {
    const box = boxes.get(id)
    if (box?.shape !== 'note') continue
    const level = tree.parents.get(id) ?? TOP
    const around = placesIn(tree, level, new Map([...laid, ...aside]))
    if (coversAnother(areaOf(at, box), areasOf(around, boxes))) aside.set(id, freePlace(at, box, around, boxes))
  }
  return aside
}
