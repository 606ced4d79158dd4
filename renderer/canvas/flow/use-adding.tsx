/** Adding nodes: from the list, beside the selection, by dragging one in, or at the end of an edge drawn into the open. */
import { useReactFlow, ViewportPortal } from '@xyflow/react'
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useState } from 'react'
import { cubicPath } from '#shared/drawing/edge-path.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { ancestorsOf, type Connection } from '../edit/connect.ts'
import { type At, snapped } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { beside } from '../layout/place-missing.ts'
import type { NodeView } from '../model/node-views.ts'
import type { Tree } from '../model/tree.ts'
import { AddMenu } from '../palette/add-menu.tsx'
import { nextInside, spotFor } from './spot-for.ts'
import type { Containers } from './use-containers.ts'
import { type Editing, nextPort } from './use-editing.ts'
import type { SelectionHook } from './use-selection.ts'

type From = Omit<Connection, 'to'>

interface Open {
  /** In the frame, px. */
  readonly x: number
  readonly y: number
  /** On the canvas, where the node is to stand; absent where the list was opened from the toolbar. */
  readonly at?: At
  readonly from?: From
}

export interface Adding {
  readonly menu: ReactNode
  /** The drawn edge that waits for its end. */
  readonly pending: ReactNode
  /** Why the last attempt came to nothing. */
  readonly told: string
  openMenu(): void
  openAt(screen: { x: number; y: number }, from: From): void
  addBeside(kind: KindDescriptor): void
  addAt(kind: KindDescriptor, screen: { x: number; y: number }): void
  tell(sentence: string): void
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
}

const MENU = { width: 376, height: 360, gap: 8, toolbar: 52 }
const BACK_ROWS = 4
const TOLD_MS = 4_000

export function useAdding(input: AddingInput): Adding {
  const { workflow, views, absolute, tree, editing, containers, selection, frame } = input
  const flow = useReactFlow()
  const [open, setOpen] = useState<Open | null>(null)
  const [told, tell] = useTold()
  const close = useCallback(() => setOpen(null), [])

  /** `wanted` is on the canvas. */
  const put = (
    kind: KindDescriptor,
    wanted: At,
    { from, parent }: { from?: From | undefined; parent?: string | undefined },
  ) => {
    const id = editing.add(kind, spotFor(input, kind, wanted, parent), { after: from, parent })
    setOpen(null)
    selection.set({ nodes: new Set([id]) })
    // The list had the focus; the new node is what the person goes on with.
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`)?.focus({ preventScroll: true }),
    )
  }

  const selected = selection.nodes.size === 1 ? [...selection.nodes][0] : undefined

  const addBeside = (kind: KindDescriptor) => {
    const at = selected === undefined ? undefined : absolute?.get(selected)
    if (selected === undefined || !at) return put(kind, centre(flow, frame.current), {})
    const box = views.get(selected)?.box
    if (box?.shape === 'container' && !kind.entry) return put(kind, nextInside(input, selected), { parent: selected })
    const parent = kind.entry ? undefined : tree.parents.get(selected)
    const port = kind.runs && !kind.entry ? nextPort(workflow, selected) : undefined
    put(kind, kind.runs ? beside(at, box) : [at[0], at[1] + (box?.height ?? 0) + 24], {
      from: port === undefined ? undefined : { from: selected, port },
      parent,
    })
  }

  const openMenu = () => {
    const height = frame.current?.clientHeight ?? 0
    setOpen({ x: 12, y: Math.max(MENU.gap, height - MENU.toolbar - MENU.height) })
  }

  const openAt = (screen: { x: number; y: number }, from: From) => {
    const bounds = frame.current?.getBoundingClientRect()
    if (!bounds) return
    const at = flow.screenToFlowPosition(screen, { snapToGrid: false })
    const x = Math.min(screen.x - bounds.left, bounds.width - MENU.width - MENU.gap)
    const below = screen.y - bounds.top + 4
    const y =
      below + MENU.height > bounds.height - MENU.gap
        ? Math.max(MENU.gap, bounds.height - MENU.height - MENU.gap)
        : below
    setOpen({ x: Math.max(MENU.gap, x), y, at: [at.x, at.y], from })
  }

  const addAt = (kind: KindDescriptor, screen: { x: number; y: number }) => {
    const at = flow.screenToFlowPosition(screen)
    const parent = containers.at([at.x, at.y])
    if (parent !== undefined && kind.entry)
      return tell(`${kind.title} begins a run, so it cannot stand inside a container.`)
    put(kind, [at.x - kind.width / 2, at.y - 16], { parent })
  }

  const back = useMemo(() => backNodes(workflow, open?.from, editing), [workflow, open, editing])
  const menu = open && (
    <AddMenu
      from={open.from?.port}
      back={back}
      style={{
        left: open.x,
        top: open.y,
        maxHeight: Math.min(MENU.height, (frame.current?.clientHeight ?? MENU.height) - MENU.gap * 2),
      }}
      onAdd={(kind) =>
        open.at
          ? put(kind, [snapped(open.at[0]), open.at[1] - 16], {
              from: open.from,
              parent: open.from && tree.parents.get(open.from.from),
            })
          : addBeside(kind)
      }
      onBack={(to) => {
        if (open.from) editing.connect({ ...open.from, to })
        close()
      }}
      onClose={close}
    />
  )
  const pending = open?.from && open.at && <PendingEdge from={open.from} to={open.at} views={views} places={absolute} />
  return { menu, pending, told, openMenu, openAt, addBeside, addAt, tell }
}

function useTold(): readonly [string, (sentence: string) => void] {
  const [told, tell] = useState('')
  useEffect(() => {
    if (told === '') return
    const timer = setTimeout(() => tell(''), TOLD_MS)
    return () => clearTimeout(timer)
  }, [told])
  return [told, tell]
}

function centre(flow: ReturnType<typeof useReactFlow>, frame: HTMLElement | null): At {
  const bounds = frame?.getBoundingClientRect()
  const { x, y } = flow.screenToFlowPosition({
    x: (bounds?.left ?? 0) + (bounds?.width ?? 0) / 2,
    y: (bounds?.top ?? 0) + (bounds?.height ?? 0) / 2,
  })
  return [x - 88, y - 32]
}

/** Where an edge may go back to: what leads to its node, nearest first. */
function backNodes(workflow: Workflow, from: From | undefined, editing: Editing): readonly Workflow['nodes'][number][] {
  if (!from) return []
  const ids = ancestorsOf(workflow, from.from).filter((to) => editing.problemOf({ ...from, to }) === undefined)
  return ids.slice(0, BACK_ROWS).flatMap((id) => workflow.nodes.filter((node) => node.id === id))
}

interface PendingEdgeProps {
  readonly from: From
  readonly to: At
  readonly views: ReadonlyMap<string, NodeView>
  readonly places: Places | undefined
}

function PendingEdge({ from, to, views, places }: PendingEdgeProps) {
  const at = places?.get(from.from)
  const port = views.get(from.from)?.box.ports.find((each) => each.side === 'out' && each.port === from.port)
  if (!at || !port) return null
  const down = port.edge === 'bottom'
  const sourceX = at[0] + port.x + (down ? port.width / 2 : port.width)
  const sourceY = at[1] + port.y + (down ? port.height : port.height / 2)
  return (
    <ViewportPortal>
      <svg className="pending-edge" aria-hidden="true">
        <path className="drawn-edge" d={cubicPath({ sourceX, sourceY, targetX: to[0], targetY: to[1], down })} />
      </svg>
    </ViewportPortal>
  )
}
