/** Lining up, spreading evenly and laying out: of the selection, or of everything. Each is one step of undo. */
import { useMemo, useRef } from 'react'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { aligned, type Direction, distributed, type Side } from '../edit/align.ts'
import type { Places } from '../layout/lay-out.ts'
import { notesAside } from '../layout/notes-aside.ts'
import type { Area } from '../model/covers.ts'
import { placeInside } from '../model/hold-children.ts'
import type { NodeView } from '../model/node-view.ts'
import { outermost, TOP, type Tree } from '../model/tree.ts'
import type { Editing } from './use-editing.ts'
import { boxesOf, type PlacesHook, roomOf } from './use-places.ts'
import type { SelectionHook } from './use-selection.ts'

export interface Arranging {
  /** How many nodes of the selection could be moved, those inside of others not counted. */
  count(): number
  align(side: Side): void
  distribute(direction: Direction): void
  /** Lays everything out anew. Notes stay where a person put them, unless they would be covered. */
  tidy(): void
  tidySelection(): void
}

export interface ArrangingInput {
  readonly workflow: Workflow
  readonly views: ReadonlyMap<string, NodeView>
  /** Containers no larger than the file says. */
  readonly bare: ReadonlyMap<string, NodeView>
  readonly places: Places | undefined
  readonly absolute: Places | undefined
  readonly tree: Tree
  readonly selection: SelectionHook
  readonly editing: Editing
  readonly glide: PlacesHook['glide']
  /** Everything has moved. */
  onTidied(): void
}

export function useArranging(input: ArrangingInput): Arranging {
  const now = useRef(input)
  now.current = input
  return useMemo<Arranging>(() => {
    const move = (places: Places, done?: () => void) => {
      const { glide, editing } = now.current
      glide(places, done)
      editing.move(places, { step: 1 })
    }
    return {
      count: () => selectedAreas(now.current).size,
      align: (side) => move(inParents(now.current, aligned(selectedAreas(now.current), side))),
      distribute: (direction) => move(inParents(now.current, distributed(selectedAreas(now.current), direction))),
      tidy() {
        void laidOut(now.current).then((places) => move(places, now.current.onTidied))
      },
      tidySelection() {
        void laidOutSelection(now.current).then((places) => move(places))
      },
    }
  }, [])
}

/** On the canvas. */
function selectedAreas({ tree, selection, absolute, views }: ArrangingInput): ReadonlyMap<string, Area> {
  return new Map(
    outermost(tree, selection.nodes).flatMap((id) => {
      const [at, box] = [absolute?.get(id), views.get(id)?.box]
      return at && box ? [[id, { x: at[0], y: at[1], width: box.width, height: box.height }] as const] : []
    }),
  )
}

/** Counted from the containers that they stand in, and no nearer to the frame than these allow. */
function inParents({ tree, absolute, views }: ArrangingInput, places: Places): Places {
  return new Map(
    [...places].map(([id, [x, y]]) => {
      const parent = tree.parents.get(id)
      const corner = absolute?.get(parent ?? TOP) ?? [0, 0]
      const at = [x - corner[0], y - corner[1]] as const
      return [id, parent === undefined ? at : placeInside(at, views.get(parent)?.box ?? {})]
    }),
  )
}

async function laidOut({ workflow, bare, places = new Map(), tree }: ArrangingInput): Promise<Places> {
  const { layOut } = await import('../layout/lay-out.ts')
  const boxes = boxesOf(bare)
  const moved = new Map([...boxes].filter(([, { shape }]) => shape !== 'note'))
  const laid = await layOut(workflow, moved, tree, roomOf(bare))
  return new Map([...laid, ...notesAside(laid, places, boxes, tree)])
}

async function laidOutSelection({ workflow, views, places, tree, selection }: ArrangingInput): Promise<Places> {
  const { layOutSome } = await import('../layout/lay-out-some.ts')
  const ids = outermost(tree, selection.nodes).filter((id) => views.get(id)?.box.shape !== 'note')
  return layOutSome(workflow, ids, boxesOf(views), places ?? new Map(), tree, roomOf(views))
}
