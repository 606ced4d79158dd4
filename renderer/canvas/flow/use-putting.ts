/** New nodes on the canvas: where each stands and in what, what makes room for it, and that it is selected and seen. */
import { useReactFlow } from '@xyflow/react'
import { type RefObject, useCallback } from 'react'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import type { Link } from '../edit/link.ts'
import { type At, snapped } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { beside } from '../layout/place-missing.ts'
import type { NodeView } from '../model/node-view.ts'
import type { Tree } from '../model/tree.ts'
import { renameOnCanvas } from '../node/node-title.tsx'
import { focusOn } from '../walk/walk-commands.ts'
import { between, centre, END, inSight } from './add-places.ts'
import { roomAround, roomFor } from './room-for.ts'
import { freshSize, nextInside, spotFor } from './spot-for.ts'
import type { Containers } from './use-containers.ts'
import { type Editing, goesOn, nextPort, onlyWay } from './use-editing.ts'
import type { SelectionHook } from './use-selection.ts'
import type { ScreenPoint, Tell } from './use-told.tsx'

export interface PuttingInput {
  readonly documentRef: string
  readonly workflow: Workflow
  readonly views: ReadonlyMap<string, NodeView>
  /** Relative to containers, and on the canvas. */
  readonly places: Places | undefined
  readonly absolute: Places | undefined
  readonly tree: Tree
  readonly editing: Editing
  readonly containers: Containers
  readonly selection: SelectionHook
  readonly frame: RefObject<HTMLDivElement | null>
  readonly tell: Tell
  /** Brings a node into sight. */
  readonly reveal: (nodeId: string) => void
  /** The same, large enough to be written on. */
  readonly write: (nodeId: string) => void
}

export interface Putting {
  /** The one node that is selected. */
  readonly selected: string | undefined
  /** Of an edge, by index, on the canvas. */
  middleOf(edge: number | undefined): { readonly x: number; readonly y: number } | undefined
  focusNode(id: string | undefined): void
  /** With its port where the drawn edge ended, on the canvas. */
  putAtEnd(kind: KindDescriptor, end: At, link: Link): void
  /** After the selected node: into its only way on, or by its next port; inside it where it is a container. */
  addBeside(kind: KindDescriptor): void
  /** A remark, to be written at once. */
  addNote(kind: KindDescriptor, screen: ScreenPoint | undefined): void
  /** Where it was dropped; into that edge, by index, where one is given. */
  addAt(kind: KindDescriptor, screen: ScreenPoint, split?: number): void
}

/** `onPut`: a node was put there. */
export function usePutting(input: PuttingInput, onPut: () => void): Putting {
  const { workflow, views, absolute, tree, editing, containers, selection, frame, tell, reveal, write } = input
  const flow = useReactFlow()
  const selected = selection.nodes.size === 1 ? [...selection.nodes][0] : undefined
  const focusNode = useCallback(
    (id: string | undefined) =>
      // The list had the focus; a frame later the node has its place, and is drawn once it is in sight.
      requestAnimationFrame(() => {
        if (id !== undefined) reveal(id)
        focusOn(frame.current, id)
      }),
    [frame, reveal],
  )

  /** `wanted` is on the canvas. */
  const put = (kind: KindDescriptor, wanted: At, link: Link, parent?: string) => {
    const { at, moved } = spotWithRoom(input, kind, wanted, link, parent)
    const id = editing.add(kind, at, { link, parent, moved })
    onPut()
    selection.set({ nodes: new Set([id]) })
    // A remark is written at once: its field takes the focus.
    if (kind.shape === 'note') {
      renameOnCanvas(id)
      requestAnimationFrame(() => write(id))
    } else focusNode(id)
  }

  const middleOf = (index: number | undefined) => {
    const edge = index === undefined ? undefined : workflow.edges[index]
    return edge && between(absolute, views, edgeSource(edge).node, edge.to)
  }

  const addBeside = (kind: KindDescriptor) => {
    const at = selected === undefined ? undefined : absolute?.get(selected)
    if (selected === undefined || !at) return put(kind, centre(flow, frame.current), {})
    const box = views.get(selected)?.box
    if (box?.shape === 'container' && !kind.entry) return put(kind, nextInside(input, selected), {}, selected)
    const split = goesOn(kind) ? onlyWay(workflow, selected) : undefined
    const here = middleOf(split)
    if (here) return putAtEnd(kind, [here.x, here.y], { split })
    const parent = kind.entry ? undefined : tree.parents.get(selected)
    const port = kind.runs && !kind.entry ? nextPort(workflow, selected) : undefined
    const wanted: At = kind.runs ? beside(at, box) : [at[0], at[1] + (box?.height ?? 0) + 24]
    put(kind, wanted, { from: port === undefined ? undefined : { from: selected, port } }, parent)
  }

  const addAt = (kind: KindDescriptor, screen: ScreenPoint, split?: number) => {
    const at = flow.screenToFlowPosition(screen)
    const edge = split === undefined ? undefined : workflow.edges[split]
    const parent = edge ? tree.parents.get(edge.to) : containers.at([at.x, at.y])
    if (parent !== undefined && kind.entry)
      return tell(`${kind.title} begins a run, so it cannot stand inside a container.`, screen)
    put(kind, [at.x - kind.width / 2, at.y - 16], { split }, parent)
  }

  const addNote = (kind: KindDescriptor, screen: ScreenPoint | undefined) => {
    const at = screen && flow.screenToFlowPosition(inSight(screen, kind.width * flow.getZoom(), frame.current))
    const [x, y] = at ? [at.x, at.y] : centre(flow, frame.current)
    put(kind, [x, y], {}, at && containers.at([x, y]))
  }

  const putAtEnd = (kind: KindDescriptor, end: At, link: Link) => {
    const split = link.split === undefined ? undefined : workflow.edges[link.split]
    const beside = link.from?.from ?? link.to ?? split?.to
    const width = link.to === undefined ? (split ? kind.width / 2 : 0) : kind.width
    const parent = beside === undefined ? !kind.entry && containers.at(end) : tree.parents.get(beside)
    put(kind, [snapped(end[0] - width), end[1] - END], link, parent || undefined)
  }

  return { selected, middleOf, focusNode, putAtEnd, addBeside, addNote, addAt }
}

/** Where a node that is wanted there stands, and what goes aside for it. */
function spotWithRoom(
  input: PuttingInput,
  kind: KindDescriptor,
  wanted: At,
  { split }: Link,
  parent: string | undefined,
): { readonly at: At; readonly moved: Places } {
  const { workflow, absolute } = input
  const edge = split === undefined ? undefined : workflow.edges[split]
  const size = freshSize(kind)
  const room = edge && roomFor(input, workflow, edge, { x: wanted[0], y: wanted[1], ...size })
  const at = spotFor(input, kind, room?.at ?? wanted, parent, room?.moved)
  const right = (absolute?.get(parent ?? '')?.[0] ?? 0) + at[0] + size.width
  const outside = room?.outside ?? roomAround(input, workflow.edges, parent, right)
  return { at, moved: new Map([...(room?.moved ?? []), ...outside]) }
}
