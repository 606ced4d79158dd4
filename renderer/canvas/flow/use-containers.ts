/** Into containers and out of them: dragging, wrapping, unwrapping. What an edit costs in edges is told, with the way back. */
import { useMemo, useRef } from 'react'
import { type KindDescriptor, portsOf } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { documentNow } from '../../state/documents.ts'
import { useKinds } from '../../state/kinds.ts'
import { setDropTarget } from '../drop-target.ts'
import { duplicateNodes } from '../edit/add-node.ts'
import { changeParent, containerAt, edgeWords, type Reparented } from '../edit/change-parent.ts'
import { wayOut } from '../edit/insert-on-edge.ts'
import type { At } from '../edit/places.ts'
import { unwrapNode, wrapNodes } from '../edit/wrap.ts'
import type { Places } from '../layout/lay-out.ts'
import type { Area } from '../model/covers.ts'
import { firstPlace, placeInside } from '../model/hold-children.ts'
import { nodeBox } from '../model/node-box.ts'
import { nodeTitle } from '../model/node-title.ts'
import type { NodeView } from '../model/node-views.ts'
import { outermost, TOP, type Tree, withInner } from '../model/tree.ts'
import { tellEdit } from './tell-edit.ts'
import type { Editing } from './use-editing.ts'

export interface ContainersInput {
  readonly documentRef: string
  readonly views: ReadonlyMap<string, NodeView>
  readonly places: Places | undefined
  readonly absolute: Places | undefined
  readonly tree: Tree
  readonly editing: Editing
}

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

/** The container, other than its own, that what is dragged would go into. */
function hovered(input: ContainersInput, moved: Places): string | undefined {
  return targetsOf(input, moved).find(({ from, to }) => to !== from)?.to
}

function dropNodes(input: ContainersInput, moved: Places, { step, edit }: Also = {}): string | undefined {
  const { editing, documentRef } = input
  setDropTarget(undefined)
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
    const [first] = changed
    const what = changed.length === 1 ? titleIn(input, first?.id) : `${changed.length} nodes`
    const where = first?.to === undefined ? `out of ${titleIn(input, first?.from)}` : `into ${titleIn(input, first.to)}`
    return `Moved ${what} ${where}. Edges cannot cross its border, so ${edges}.`
  })
  return undefined
}

function dropCopies(input: ContainersInput, moved: Places): string | ReadonlySet<string> {
  setDropTarget(undefined)
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

/** Where they go, relative to what they go into. */
const placesOf = ({ views }: ContainersInput, targets: readonly Target[]): Places =>
  new Map(targets.map(({ id, to, at }) => [id, to === undefined ? at : placeInside(at, views.get(to)?.box ?? {})]))

function insideParent({ tree, views }: ContainersInput, id: string, at: At): At {
  const parent = tree.parents.get(id)
  return parent === undefined ? at : placeInside(at, views.get(parent)?.box ?? {})
}

function wrapProblem({ tree, views }: ContainersInput, ids: ReadonlySet<string>): string | undefined {
  const outer = outermost(tree, ids)
  if (outer.length === 0) return 'Select what is to stand inside.'
  if (outer.some((id) => views.get(id)?.descriptor?.entry)) return 'Where a run begins cannot stand inside a container.'
  if (new Set(outer.map((id) => tree.parents.get(id))).size > 1) return 'Select nodes of one container.'
  return undefined
}

function wrapSelected(input: ContainersInput, selected: ReadonlySet<string>, kind: KindDescriptor): string {
  const { tree, places, editing, documentRef } = input
  const ids = new Set(outermost(tree, selected))
  const spots = [...ids].flatMap((id): At[] => {
    const at = places?.get(id)
    return at ? [at] : []
  })
  const node = { id: kind.kind, kind: kind.kind }
  const face = { text: '', style: 'text', lines: 0, tone: 'plain' } as const
  const box = nodeBox({
    node,
    descriptor: kind,
    entry: undefined,
    face,
    streaming: false,
    cardHeight: undefined,
    usedPorts: [],
  })
  const [left, top] = firstPlace(box)
  const at: At = [Math.min(...spots.map(([x]) => x)) - left, Math.min(...spots.map(([, y]) => y)) - top]
  const inner = new Map(
    [...ids].map((id) => {
      const [x, y] = places?.get(id) ?? at
      return [id, [x - at[0], y - at[1]] as const]
    }),
  )
  let id = ''
  const result = applied(editing, (workflow) => {
    const wrapped = wrapNodes(workflow, { ids, descriptor: kind, at, places: inner })
    id = wrapped.id
    return wrapped
  })
  tellDropped(documentRef, result, (edges) => `Wrapped in ${kind.title}. A loop cannot cross its border, so ${edges}.`)
  return id
}

function unwrapContainer(input: ContainersInput, id: string): ReadonlySet<string> {
  const { tree, places, editing, documentRef } = input
  const corner = places?.get(id) ?? [0, 0]
  const children = tree.children.get(id) ?? []
  const moved = new Map(
    children.flatMap((child) => {
      const at = places?.get(child)
      return at ? [[child, [at[0] + corner[0], at[1] + corner[1]] as const] as const] : []
    }),
  )
  const title = titleIn(input, id)
  const result = applied(editing, (workflow) =>
    unwrapNode(workflow, { id, places: moved, wayOn: (child) => wayOn(workflow, child) }),
  )
  tellDropped(documentRef, result, (edges) => `Took ${title} away. Nothing inside stands for it, so ${edges}.`)
  return new Set(children)
}

/** The default way on of a node, or its first; a kind that ends the run, or never runs, has none. */
function wayOn(workflow: Workflow, id: string): string | undefined {
  const node = workflow.nodes.find((each) => each.id === id)
  const kind = node && useKinds.getState().catalog.get(node.kind)
  if (!node || !kind?.runs) return undefined
  return wayOut(portsOf(kind, node.config))
}

function applied(editing: Editing, edit: (workflow: Workflow) => Reparented): Reparented | undefined {
  let result: Reparented | undefined
  editing.change((workflow) => {
    result = edit(workflow)
    return result.workflow
  })
  return result
}

function tellDropped(documentRef: string, result: Reparented | undefined, sentence: (edges: string) => string): void {
  const workflow = documentNow(documentRef)?.workflow
  if (!result || !workflow || result.dropped.length === 0) return
  const { dropped } = result
  tellEdit(
    documentRef,
    sentence(
      `${dropped.length === 1 ? 'an edge went' : `${dropped.length} edges went`}: ${edgeWords(workflow, dropped)}`,
    ),
  )
}

function titleIn({ views }: ContainersInput, id: string | undefined): string {
  const node = id === undefined ? undefined : views.get(id)?.node
  return node ? nodeTitle(node) : 'its container'
}
