/** Adding nodes: from the list, beside the selection, by dragging one in, into an edge, or at the end of one drawn into the open. */
import { useReactFlow } from '@xyflow/react'
import { type ReactNode, useState } from 'react'
import type { EdgeEnds } from '#shared/drawing/edge-path.ts'
import { idNow } from '../../state/node-names.ts'
import type { Link } from '../edit/link.ts'
import { AddList, type OpenList } from './add-list.tsx'
import { before, END, nextTo } from './add-places.ts'
import { listPlace, MENU } from './list-place.ts'
import { PendingEdge, pendingEnds } from './pending-edge.tsx'
import { nextInside } from './spot-for.ts'
import { nextPort, onlyWay } from './use-editing.ts'
import { type Putting, type PuttingInput, usePutting } from './use-putting.ts'
import type { ScreenPoint } from './use-told.tsx'

export interface Adding extends Pick<Putting, 'addBeside' | 'addNote' | 'addAt'> {
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
}

export function useAdding(input: PuttingInput): Adding {
  const { workflow, views, absolute, editing, frame, tell } = input
  const flow = useReactFlow()
  const [opened, setOpen] = useState<OpenList | null>(null)
  const open = opened && { ...opened, link: linkNow(input.documentRef, opened.link) }
  const putting = usePutting(input, () => setOpen(null))
  const { selected, middleOf, focusNode, putAtEnd, addBeside, addNote, addAt } = putting

  const openAt = (screen: ScreenPoint, link: Link, instead?: () => void) => {
    const at = flow.screenToFlowPosition(screen, { snapToGrid: false })
    const ends = pendingEnds(link, [at.x, at.y], views, absolute)
    setOpen({ ...listPlace(screen, windowSize(), ends && onWindow(flow, ends)), at: [at.x, at.y], link, instead })
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
    setOpen({ ...listPlace(screen, windowSize()), at: [left, top + END], link: {} })
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

  const openMenu = () => {
    const bounds = frame.current?.getBoundingClientRect()
    const y = (bounds?.bottom ?? 0) - MENU.toolbar - MENU.height
    setOpen({ x: (bounds?.left ?? 0) + 12, y: Math.max(MENU.gap, y), link: {} })
  }
  const close = () => {
    setOpen(null)
    focusNode(open?.link.from?.from ?? open?.link.to ?? (open?.instead && selected))
  }
  const menu = open && (
    <AddList
      open={open}
      workflow={workflow}
      views={views}
      editing={editing}
      selected={selected}
      onAdd={(kind) => (open.at ? putAtEnd(kind, open.at, open.link) : addBeside(kind))}
      onClose={close}
      onLeave={() => setOpen(null)}
      tell={tell}
    />
  )
  const pending = open?.at && (open.link.from || open.link.to !== undefined) && (
    <PendingEdge link={open.link} end={open.at} views={views} places={absolute} />
  )
  return { menu, pending, openMenu, openAt, openInside, openBeside, openNext, addBeside, addNote, addAt }
}

/** What it is joined to may have been given its name by the press that opened the list. */
function linkNow(ref: string, link: Link): Link {
  const [from, to] = [link.from?.from, link.to].map((id) => id && idNow(ref, id))
  if (from === link.from?.from && to === link.to) return link
  return { ...link, ...(link.from && from && { from: { ...link.from, from } }), to }
}

const windowSize = () => ({ width: window.innerWidth, height: window.innerHeight })

function onWindow(flow: ReturnType<typeof useReactFlow>, ends: EdgeEnds): EdgeEnds {
  const source = flow.flowToScreenPosition({ x: ends.sourceX, y: ends.sourceY })
  const target = flow.flowToScreenPosition({ x: ends.targetX, y: ends.targetY })
  return { ...ends, sourceX: source.x, sourceY: source.y, targetX: target.x, targetY: target.y }
}
