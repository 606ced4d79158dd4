/** Nodes that the pointer drags: onto lines, into containers, onto an edge, or as copies; and those that the arrows move. */
import { type NodeChange, useReactFlow, useStoreApi } from '@xyflow/react'
import { type RefObject, useMemo, useRef } from 'react'
import { portsOf } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { forgetDropTarget, useDropTarget } from '../drop-target.ts'
import { boundsOf } from '../edit/align.ts'
import { insertOnEdge, isConnected, wayOut } from '../edit/insert-on-edge.ts'
import { type At, moveNodes } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { type Area, isOver, meet, onCanvas } from '../model/covers.ts'
import { type Fall, guideFinder } from '../model/guides.ts'
import type { NodeView } from '../model/node-view.ts'
import { containersAround, TOP, type Tree, withInner } from '../model/tree.ts'
import type { FlowNode } from '../node/flow-node.tsx'
import { beginGesture, endGesture } from './abandon.ts'
import { type Company, companyOf, keepStraight, takeAlong } from './drag-company.ts'
import { hideMarks, showMarks } from './drag-marks.tsx'
import { edgeNamed, edgeUnder } from './edge-under.ts'
import { roomFor } from './room-for.ts'
import type { Built } from './use-built.ts'
import type { Containers } from './use-containers.ts'
import type { Editing } from './use-editing.ts'
import type { Pointer } from './use-pointer.ts'
import type { SelectionHook } from './use-selection.ts'
import type { Tell } from './use-told.tsx'

export interface NodeDragInput {
  readonly workflow: Workflow
  readonly views: ReadonlyMap<string, NodeView>
  /** Relative to containers, and on the canvas. */
  readonly places: Places | undefined
  readonly absolute: Places | undefined
  readonly tree: Tree
  readonly built: Built
  readonly editing: Editing
  readonly containers: Containers
  readonly selection: SelectionHook
  readonly pointer: RefObject<Pointer | null>
  readonly tell: Tell
  /** Brings a node into sight. */
  readonly reveal: (nodeId: string) => void
  setDragged(places: Places): void
}

interface Drag extends Company {
  readonly fall: (moving: Area, reach: number) => Fall
  /** Alt was held when it began: what is dragged are copies. */
  readonly copies: boolean
  /** The port by which the one dragged node would go on from within an edge; undefined where it cannot go into one. */
  readonly way: string | undefined
}

const NOWHERE: Places = new Map()
const REACH = 5
const MOST_REACH = 10

/** Hears React Flow's changes of position. */
export function useNodeDrag(input: NodeDragInput): (changes: readonly NodeChange<FlowNode>[]) => void {
  const flow = useReactFlow()
  const store = useStoreApi()
  const now = useRef(input)
  now.current = input
  return useMemo(() => {
    let moved = new Map<string, At>()
    let drag: Drag | undefined
    const begin = () => {
      const { width, height, transform, nodeLookup, multiSelectionActive } = store.getState()
      const company = companyOf(now.current, moved, (id) => nodeLookup.has(id), multiSelectionActive)
      moved = new Map([...moved, ...company.along])
      return { ...beginDrag(now.current, moved, onCanvas({ x: 0, y: 0, width, height }, transform)), ...company }
    }
    const follow = (company: Company) => {
      takeAlong(company, moved)
      if (now.current.pointer.current?.shift) keepStraight(company, moved)
    }
    const letGo = () => {
      const ended = drag
      const places = moved
      drag = undefined
      moved = new Map()
      if (endGesture()) putBack()
      else if (ended) dropDragged(now.current, ended, places)
      else nudge(now.current, places)
      now.current.setDragged(NOWHERE)
      if (ended && !ended.copies) showAgain(places)
    }
    /** Let go over a panel, it would lie behind that. */
    const showAgain = (places: Places) => {
      const { pointer, reveal } = now.current
      const [id] = places.keys()
      const frame = store.getState().domNode?.getBoundingClientRect()
      if (id !== undefined && frame && pointer.current && !isOver(frame, pointer.current))
        requestAnimationFrame(() => reveal(id))
    }
    return (changes) => {
      const positions = changes.flatMap((each) => (each.type === 'position' && each.position ? [each] : []))
      if (positions.length === 0) return
      for (const { id, position } of positions) if (position) moved.set(id, [position.x, position.y])
      if (!positions.some((each) => each.dragging)) {
        if (drag) follow(drag)
        return letGo()
      }
      if (!drag) beginGesture()
      drag ??= begin()
      follow(drag)
      const reach = Math.min(MOST_REACH, REACH / flow.getZoom())
      moved = new Map(moveDragged(now.current, drag, moved, reach))
    }
  }, [flow, store])
}

function putBack(): void {
  hideMarks()
  forgetDropTarget()
}

function beginDrag(input: NodeDragInput, moved: Places, sight: Area): Omit<Drag, keyof Company> {
  const { tree, views, absolute, workflow, pointer } = input
  const ids = [...moved.keys()]
  const apart = withInner(tree, ids)
  const around = new Set(ids.flatMap((id) => containersAround(tree, id)))
  const others = [...views].flatMap(([id, { box }]) => {
    const at = absolute?.get(id)
    if (!at || apart.has(id) || around.has(id)) return []
    const area = { x: at[0], y: at[1], width: box.width, height: box.height }
    return meet(area, sight) ? [area] : []
  })
  const [only] = ids.length === 1 ? ids : []
  const copies = pointer.current?.alt === true
  return {
    fall: guideFinder(others),
    copies,
    way: only === undefined || copies ? undefined : wayThrough(workflow, views.get(only)),
  }
}

/** Only a node that nothing joins yet goes into an edge. */
function wayThrough(workflow: Workflow, view: NodeView | undefined): string | undefined {
  const kind = view?.descriptor
  if (!view || !kind?.runs || kind.entry || isConnected(workflow, view.node.id)) return undefined
  return wayOut(portsOf(kind, view.node.config))
}

/** Shows where they are now. Returns their places, on the lines they fell onto. */
function moveDragged(input: NodeDragInput, drag: Drag, moved: Places, reach: number): Places {
  const around = boundsOf(areasOf(input, moved))
  if (!around) return moved
  const { dx, dy, guides } = falls(input) ? drag.fall(around, reach) : { dx: 0, dy: 0, guides: [] }
  const fallen: Places = new Map([...moved].map(([id, [x, y]]) => [id, [x + dx, y + dy]]))
  input.containers.hover(fallen, drag.way === undefined ? undefined : edgeBelow(input, fallen))
  if (drag.copies) showMarks({ guides, copies: areasOf(input, fallen) })
  else {
    showMarks({ guides })
    input.setDragged(fallen)
  }
  return fallen
}

/** A line would pull what is kept straight off its way. */
const falls = ({ pointer: { current } }: NodeDragInput): boolean => !current?.free && !current?.shift

/** On the canvas. */
function areasOf({ tree, absolute, views }: NodeDragInput, moved: Places): readonly Area[] {
  return [...moved].flatMap(([id, [x, y]]) => {
    const box = views.get(id)?.box
    const corner = absolute?.get(tree.parents.get(id) ?? TOP) ?? [0, 0]
    return box ? [{ x: x + corner[0], y: y + corner[1], width: box.width, height: box.height }] : []
  })
}

/** The edge under the pointer, where it runs in the container that the node would stand in. */
function edgeBelow({ pointer, built, tree, containers }: NodeDragInput, moved: Places): string | undefined {
  const [first] = moved
  const edge = pointer.current && edgeNamed(built.edges, edgeUnder(pointer.current))
  if (!first || !edge) return undefined
  const [id, at] = first
  return containers.levelOf(id, at) === tree.parents.get(edge.source) ? edge.id : undefined
}

function dropDragged(input: NodeDragInput, { copies, way }: Drag, places: Places): void {
  const { containers, selection, built, tell, pointer } = input
  const index = edgeNamed(built.edges, useDropTarget.getState().edge)?.data?.index
  const [id] = places.keys()
  hideMarks()
  forgetDropTarget()
  const at = pointer.current ?? undefined
  if (copies) {
    const made = containers.dropCopies(places)
    return typeof made === 'string' ? tell(made, at) : selection.set({ nodes: made })
  }
  const into = index !== undefined && id !== undefined && way !== undefined ? { index, id, way } : undefined
  const room = into && roomOnEdge(input, places, into)
  const refused = containers.drop(room?.places ?? places, {
    step: 1,
    ...(into && {
      edit: (workflow) => insertOnEdge(moveNodes(workflow, room?.moved ?? NOWHERE, 1), into.index, into.id, into.way),
    }),
  })
  if (refused) tell(refused, at)
}

/** Where the dragged node stands between the ends of the edge, and who gives way to it. */
function roomOnEdge(
  input: NodeDragInput,
  places: Places,
  { index, id }: { readonly index: number; readonly id: string },
): { readonly places: Places; readonly moved: Places } | undefined {
  const edge = input.workflow.edges[index]
  const [area] = areasOf(input, places)
  const at = places.get(id)
  if (!edge || !area || !at) return undefined
  const room = roomFor(input, input.workflow, edge, area, id)
  const own: At = [at[0] + room.at[0] - area.x, at[1] + room.at[1] - area.y]
  return { places: new Map([[id, own]]), moved: new Map([...room.moved, ...room.outside]) }
}

/** Presses of the arrows, one after the other, are one step of undo. */
function nudge({ editing, containers }: NodeDragInput, places: Places): void {
  editing.move(containers.nudge(places), { coalesce: `nudge ${[...places.keys()].join(' ')}` })
}
