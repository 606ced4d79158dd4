/** Into containers and out of them: dragging, wrapping, unwrapping. What an edit costs in edges is told, with the way back. */
import { useMemo, useRef } from 'react'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { useKinds } from '../../state/kinds.ts'
import { forgetDropTarget, setDropTarget } from '../drop-target.ts'
import { duplicateNodes } from '../edit/add-node.ts'
import { changeParent, containerAt } from '../edit/change-parent.ts'
import type { At } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { freePlace, placesIn } from '../layout/place-missing.ts'
import type { Area } from '../model/covers.ts'
import { placeInside } from '../model/hold-children.ts'
import { TOP, withInner } from '../model/tree.ts'
import { applied, type ContainersInput, tellDropped, titleIn } from './container-edit.ts'
import { boxesOf } from './use-places.ts'
import { unwrapContainer, wrapProblem, wrapSelected } from './wrapping.ts'

export interface Containers {
  /** The open container at a point of the canvas that may take these nodes. */
  at(point: At, except?: ReadonlySet<string>): string | undefined
  /** Shows where nodes that are dragged would go; places are relative to the container they came from. */
  hover(moved: Places, edge?: string): void
  /** The container that a node would go into from there. */
  levelOf(id: string, at: At): string | undefined
  /** Puts dragged nodes where they were let go, as one step of undo with what `also` does. Returns why not, as a sentence. */
  drop(moved: Places, also?: Also): string | undefined
  /** The same with copies of them; the nodes themselves stay. Returns why not, or the ids of the copies. */
  dropCopies(moved: Places): string | ReadonlySet<string>
  /** Keeps nodes that the keyboard moved inside their container. */
  nudge(moved: Places): Places
  wrapProblem(ids: ReadonlySet<string>): string | undefined
  /** Returns the id of the new container. */
  wrap(ids: ReadonlySet<string>, kind: KindDescriptor): string
  /** Returns the ids of what stood inside. */
  unwrap(id: string): ReadonlySet<string>
}

/** What else a drop does: the raster that places fall on, and an edit after the move. */
export interface Also {
  readonly step?: number
  edit?(workflow: Workflow): Workflow
}

/** A node is meant where the middle of its head is. */
const GRIP = 16

export function useContainers(input: ContainersInput): Containers {
  const now = useRef(input)
  now.current = input
  return useMemo<Containers>(
    () => ({
      at: (point, except = new Set()) => containerAt(now.current.tree, openAreas(now.current), point, except),
      hover: (moved, edge) => setDropTarget(hovered(now.current, moved), edge),
      levelOf: (id, at) => targetsOf(now.current, new Map([[id, at]]))[0]?.to,
      drop: (moved, also) => dropNodes(now.current, moved, also),
      dropCopies: (moved) => dropCopies(now.current, moved),
      nudge: (moved) => new Map([...moved].map(([id, at]) => [id, insideParent(now.current, id, at)])),
      wrapProblem: (ids) => wrapProblem(now.current, ids),
      wrap: (ids, kind) => wrapSelected(now.current, ids, kind),
      unwrap: (id) => unwrapContainer(now.current, id),
    }),
    [],
  )
}

function openAreas({ views, absolute, tree }: ContainersInput): ReadonlyMap<string, Area> {
  const areas = new Map<string, Area>()
  for (const id of tree.children.keys()) {
    const [view, at] = [views.get(id), absolute?.get(id)]
    if (view?.box.shape !== 'container' || !at) continue
    areas.set(id, { x: at[0], y: at[1], width: view.box.width, height: view.box.height })
  }
  return areas
}

interface Target {
  readonly id: string
  readonly from: string | undefined
  readonly to: string | undefined
  /** Relative to where it goes. */
  readonly at: At
}

function targetsOf(input: ContainersInput, moved: Places): readonly Target[] {
  const { tree, views, absolute } = input
  const [areas, dragged] = [openAreas(input), withInner(tree, moved.keys())]
  return [...moved].map(([id, [x, y]]) => {
    const from = tree.parents.get(id)
    const around = absolute?.get(from ?? TOP) ?? [0, 0]
    const at: At = [x + around[0], y + around[1]]
    const grip: At = [at[0] + (views.get(id)?.box.width ?? 0) / 2, at[1] + GRIP]
    const to = containerAt(tree, areas, grip, dragged)
    const corner = absolute?.get(to ?? TOP) ?? [0, 0]
    return { id, from, to, at: [at[0] - corner[0], at[1] - corner[1]] }
  })
}

/** The containers, other than their own, that what is dragged would go into. */
function hovered(input: ContainersInput, moved: Places): readonly string[] {
  return targetsOf(input, moved).flatMap(({ from, to }) => (to === undefined || to === from ? [] : [to]))
}

function dropNodes(input: ContainersInput, moved: Places, { step, edit }: Also = {}): string | undefined {
  const { editing, documentRef } = input
  forgetDropTarget()
  const targets = targetsOf(input, moved)
  const refused = refusal(input, targets)
  if (refused) return refused
  const places = placesOf(input, targets)
  const changed = targets.filter(({ from, to }) => from !== to)
  const parents = new Map(changed.map(({ id, to }) => [id, to]))
  const result = applied(editing, (workflow) => {
    const dropped = changeParent(workflow, parents, places, step)
    return edit ? { ...dropped, workflow: edit(dropped.workflow) } : dropped
  })
  tellDropped(documentRef, result, (edges) => {
    const where = new Set(
      changed.map(({ from, to }) =>
        to === undefined ? `out of ${titleIn(input, from)}` : `into ${titleIn(input, to)}`,
      ),
    )
    const what = changed.length === 1 ? titleIn(input, changed[0]?.id) : `${changed.length} nodes`
    const border = where.size === 1 ? 'its border' : 'their borders'
    return `Moved ${what} ${[...where].join(' and ')}. Edges cannot cross ${border}, so ${edges}.`
  })
  return undefined
}

function dropCopies(input: ContainersInput, moved: Places): string | ReadonlySet<string> {
  forgetDropTarget()
  const targets = targetsOf(input, moved)
  const refused = refusal(input, targets)
  if (refused) return refused
  const places = placesOf(input, targets)
  let copies: ReadonlySet<string> = new Set()
  input.editing.change((workflow) => {
    const copied = duplicateNodes(workflow, new Set(moved.keys()), [0, 0], useKinds.getState().catalog)
    const copyOf = (id: string) => copied.ids.get(id) ?? id
    copies = new Set([...moved.keys()].map(copyOf))
    const parents = new Map(targets.flatMap(({ id, from, to }) => (from === to ? [] : [[copyOf(id), to] as const])))
    return changeParent(copied.workflow, parents, new Map([...places].map(([id, at]) => [copyOf(id), at]))).workflow
  })
  return copies
}

function refusal(input: ContainersInput, targets: readonly Target[]): string | undefined {
  const refused = targets.find(({ id, to }) => to !== undefined && input.views.get(id)?.descriptor?.entry)
  return (
    refused && `${titleIn(input, refused.id)} begins a run, so it cannot stand inside ${titleIn(input, refused.to)}.`
  )
}

/** Where they go, relative to what they go into. One that comes into a container lies on nobody there. */
function placesOf({ views, tree, places = new Map() }: ContainersInput, targets: readonly Target[]): Places {
  return new Map(
    targets.map(({ id, from, to, at }) => {
      if (to === undefined) return [id, at]
      const inside = placeInside(at, views.get(to)?.box ?? {})
      const box = views.get(id)?.box
      if (from === to || targets.length > 1 || !box) return [id, inside]
      return [id, freePlace(inside, box, placesIn(tree, to, places), boxesOf(views))]
    }),
  )
}

function insideParent({ tree, views }: ContainersInput, id: string, at: At): At {
  const parent = tree.parents.get(id)
  return parent === undefined ? at : placeInside(at, views.get(parent)?.box ?? {})
}
