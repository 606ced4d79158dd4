/** Adding nodes: from the list, beside the selection, by dragging one in, into an edge, or at the end of one drawn into the open. */
import { useReactFlow } from '@xyflow/react'
import { type ReactNode, type RefObject, useCallback, useMemo, useState } from 'react'
import { type KindDescriptor, portsOf } from '#shared/workflow/kind-descriptor.ts'
import { titleById, titleOfNode } from '#shared/workflow/title-of-node.ts'
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { edgesInWords } from '../edit/edges-in-words.ts'
import type { Link } from '../edit/link.ts'
import { type At, snapped } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { beside } from '../layout/place-missing.ts'
import type { NodeView } from '../model/node-view.ts'
import type { Tree } from '../model/tree.ts'
import { renameOnCanvas } from '../node/node-title.tsx'
import { AddMenu } from '../palette/add-menu.tsx'
import { focusOn } from '../walk/walk-commands.ts'
import { before, besidePoint, between, centre, END, inSight, MENU, nextTo } from './add-places.ts'
import { joinsOf } from './joins.ts'
import { PendingEdge } from './pending-edge.tsx'
import { roomAround, roomFor } from './room-for.ts'
import { freshSize, nextInside, spotFor } from './spot-for.ts'
import type { Containers } from './use-containers.ts'
import { closedNodes, type Editing, goesOn, nextPort, onlyWay } from './use-editing.ts'
import type { SelectionHook } from './use-selection.ts'
import type { ScreenPoint, Tell } from './use-told.tsx'

interface Open {
  /** Of the list, in the window, px. */
  readonly x: number
  readonly y: number
  /** On the canvas, where the node is to stand; absent where the list was opened from the toolbar. */
  readonly at?: At
  readonly link: Link
  /** It goes into the edge of the selected node, and a second Tab asks for another way from that node. */
  readonly instead?: (() => void) | undefined
}

export interface Adding {
  readonly menu: ReactNode
  /** The drawn edge that waits for its end. */
  readonly pending: ReactNode
  openMenu(): void
  openAt(screen: ScreenPoint, link: Link): void
  /** At the first free place in a container. */
  openInside(container: string, screen: ScreenPoint): void
  /** From one port of a node, or to it where none is given. */
  openBeside(nodeId: string, port: string | undefined): void
  /** From the selected node's next free port, or into the selected edge. Returns whether there was one. */
  openNext(edge?: number): boolean
  addBeside(kind: KindDescriptor): void
  /** A remark, to be written at once. */
  addNote(kind: KindDescriptor, screen: ScreenPoint | undefined): void
  addAt(kind: KindDescriptor, screen: ScreenPoint, split?: number): void
}

export interface AddingInput {
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
}

export function useAdding(input: AddingInput): Adding {
  const { workflow, views, absolute, tree, editing, containers, selection, frame, tell, reveal } = input
  const flow = useReactFlow()
  const [open, setOpen] = useState<Open | null>(null)
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
    const edge = link.split === undefined ? undefined : workflow.edges[link.split]
    const size = freshSize(kind)
    const room = edge && roomFor(input, workflow, edge, { x: wanted[0], y: wanted[1], ...size })
    const at = spotFor(input, kind, room?.at ?? wanted, parent, room?.moved)
    const right = (absolute?.get(parent ?? '')?.[0] ?? 0) + at[0] + size.width
    const outside = room?.outside ?? roomAround(input, workflow.edges, parent, right)
    const id = editing.add(kind, at, { link, parent, moved: new Map([...(room?.moved ?? []), ...outside]) })
    setOpen(null)
    selection.set({ nodes: new Set([id]) })
    // A remark is written at once: its field takes the focus.
    if (kind.shape === 'note') renameOnCanvas(id)
    else focusNode(id)
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

  const openAt = (screen: ScreenPoint, link: Link, instead?: () => void) => {
    const at = flow.screenToFlowPosition(screen, { snapToGrid: false })
    setOpen({ ...besidePoint(screen), at: [at.x, at.y], link, instead })
  }

  /** Of an edge, by index, on the canvas. */
  const middleOf = (index: number | undefined) => {
    const edge = index === undefined ? undefined : workflow.edges[index]
    return edge && between(absolute, views, edgeSource(edge).node, edge.to)
  }

  const openBeside = (nodeId: string, port: string | undefined) => {
    const at = absolute?.get(nodeId)
    if (!at) return
    const end = port === undefined ? before(at) : nextTo(at, views.get(nodeId)?.box, port)
    const link: Link = port === undefined ? { to: nodeId } : { from: { from: nodeId, port } }
    openAt(flow.flowToScreenPosition(end), link)
  }

  const openInside = (container: string, screen: ScreenPoint) => {
    const [left, top] = nextInside(input, container)
    setOpen({ ...besidePoint(screen), at: [left, top + END], link: {} })
  }

  const openNext = (edge?: number) => {
    const port = selected === undefined ? undefined : nextPort(workflow, selected)
    const fork = selected !== undefined && port !== undefined ? () => openBeside(selected, port) : undefined
    const split = edge ?? (selected === undefined ? undefined : onlyWay(workflow, selected))
    const here = middleOf(split)
    if (!here) {
      fork?.()
      return fork !== undefined
    }
    openAt(flow.flowToScreenPosition(here), { split }, edge === undefined ? fork : undefined)
    return true
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

  /** With its port where the drawn edge ended. */
  const putAtEnd = (kind: KindDescriptor, end: At, link: Link) => {
    const split = link.split === undefined ? undefined : workflow.edges[link.split]
    const beside = link.from?.from ?? link.to ?? split?.to
    const width = link.to === undefined ? (split ? kind.width / 2 : 0) : kind.width
    const parent = beside === undefined ? !kind.entry && containers.at(end) : tree.parents.get(beside)
    put(kind, [snapped(end[0] - width), end[1] - END], link, parent || undefined)
  }

  const joins = useMemo(
    () => (open ? joinsOf(workflow, open.link, closedNodes(workflow)) : undefined),
    [workflow, open],
  )
  const close = () => {
    setOpen(null)
    focusNode(open?.link.from?.from ?? open?.link.to ?? (open?.instead && selected))
  }
  const menu = open && joins && (
    <AddMenu
      link={open.link}
      head={headOf(workflow, open.link)}
      inside={open.at ? undefined : insideOf(workflow, views, selected)}
      joins={joins}
      backFirst={leadsBack(views, open.link)}
      style={{ left: open.x, top: open.y, maxHeight: Math.min(MENU.height, window.innerHeight - MENU.gap * 2) }}
      onAdd={(kind) => (open.at ? putAtEnd(kind, open.at, open.link) : addBeside(kind))}
      onJoin={(other) => {
        const said = joinTo(editing, open.link, other)
        close()
        if (said) tell(said, open)
      }}
      onRemove={() => {
        if (open.link.moved !== undefined) editing.remove(new Set(), new Set([open.link.moved]))
        close()
      }}
      onClose={close}
      onInstead={open.instead}
      onLeave={() => setOpen(null)}
    />
  )

  const openMenu = () => {
    const bounds = frame.current?.getBoundingClientRect()
    const y = (bounds?.bottom ?? 0) - MENU.toolbar - MENU.height
    setOpen({ x: (bounds?.left ?? 0) + 12, y: Math.max(MENU.gap, y), link: {} })
  }
  const pending = open?.at && (open.link.from || open.link.to !== undefined) && (
    <PendingEdge link={open.link} end={open.at} views={views} places={absolute} />
  )
  return { menu, pending, openMenu, openAt, openInside, openBeside, openNext, addBeside, addNote, addAt }
}

/** Joins the drawn edge to a node that is there. Returns what that became, where it is more than an edge. */
function joinTo(editing: Editing, { from, moved }: Link, to: string): string | undefined {
  if (!from) return undefined
  return moved === undefined ? editing.connect({ ...from, to }) : editing.reconnect(moved, { ...from, to })
}

/** Of what a person answers, the ways that are not the first one: rejected, too late. */
function leadsBack(views: ReadonlyMap<string, NodeView>, { from }: Link): boolean {
  const view = from && views.get(from.from)
  if (!view?.descriptor || view.descriptor.overlay === 'none') return false
  return portsOf(view.descriptor, view.node.config)[0] !== from?.port
}

/** What is added from the list goes into the selected container. */
function insideOf(
  { nodes }: Workflow,
  views: ReadonlyMap<string, NodeView>,
  selected: string | undefined,
): string | undefined {
  const node = nodes.find(({ id }) => id === selected)
  return node && views.get(node.id)?.box.shape === 'container' ? titleOfNode(node) : undefined
}

function headOf(workflow: Workflow, { from, to, split }: Link): string | undefined {
  if (from) return from.port
  if (to !== undefined) return `to ${titleById(workflow, to)}`
  const edge = split === undefined ? undefined : workflow.edges[split]
  return edge && edgesInWords(workflow, [edge])
}
