/** The selection as text for the clipboard, and text of the clipboard as nodes where the pointer is. */
import { useReactFlow } from '@xyflow/react'
import { type RefObject, useEffect, useMemo, useRef } from 'react'
import { fragmentOf, fragmentText } from '#shared/workflow/edit/fragment.ts'
import { pasteFragment } from '#shared/workflow/edit/paste-fragment.ts'
import { freeShift } from '#shared/workflow/edit/paste-places.ts'
import type { PastedText } from '#shared/workflow/edit/read-fragment.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { readCopied } from '../../clipboard/read-ahead.ts'
import { useKinds } from '../../state/kinds.ts'
import { clearOf, middleOf, noteConfig, pastedSentence, seenWhole } from '../edit/pasted.ts'
import { type At, snapped } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { areasOf } from '../layout/place-missing.ts'
import { type Area, meet } from '../model/covers.ts'
import { placeInside } from '../model/hold-children.ts'
import type { NodeView } from '../model/node-view.ts'
import { focusOnNew } from '../walk/walk-commands.ts'
import { tellPasted } from './tell-pasted.ts'
import type { Containers } from './use-containers.ts'
import type { Editing } from './use-editing.ts'
import { boxesOf } from './use-places.ts'
import type { SelectionHook } from './use-selection.ts'
import type { ScreenPoint } from './use-told.tsx'

export interface ClipboardInput {
  readonly documentRef: string
  readonly editable: boolean
  readonly workflow: Workflow
  readonly views: ReadonlyMap<string, NodeView>
  /** Relative to containers, and on the canvas. */
  readonly places: Places | undefined
  readonly absolute: Places | undefined
  readonly editing: Editing
  readonly containers: Containers
  readonly selection: SelectionHook
  readonly frame: RefObject<HTMLDivElement | null>
}

export interface Clipboard {
  copyText(): string | undefined
  paste(text: string, links: boolean): void
}

export function useClipboard(input: ClipboardInput): Clipboard {
  const flow = useReactFlow()
  const pointer = usePointer(input.frame)
  const now = useRef(input)
  now.current = input
  return useMemo(() => {
    const spot = (): Spot => {
      const { left = 0, top = 0, width = 0, height = 0 } = now.current.frame.current?.getBoundingClientRect() ?? {}
      const onCanvas = (point: ScreenPoint) => flow.screenToFlowPosition(point, { snapToGrid: false })
      const { x, y } = onCanvas(pointer.current ?? { x: left + width / 2, y: top + height / 2 })
      const zoom = flow.getZoom()
      const sight = { ...onCanvas({ x: left, y: top }), width: width / zoom, height: height / zoom }
      return { at: [x, y], sight }
    }
    return {
      copyText: () => copyText(now.current),
      paste(text, links) {
        if (!now.current.editable) return
        const pasted = readCopied(text)
        if (pasted.type === 'fragment' || pasted.type === 'workflow') pasteNodes(now.current, pasted, spot(), links)
        else pasteNote(now.current, pasted, spot())
      },
    }
  }, [flow, pointer])
}

/** Where the pointer is, else the middle; and what of the canvas is seen. All on the canvas. */
interface Spot {
  readonly at: At
  readonly sight: Area
}

/** In the window; null while it is elsewhere. */
function usePointer(frame: RefObject<HTMLDivElement | null>): RefObject<{ x: number; y: number } | null> {
  const pointer = useRef<{ x: number; y: number } | null>(null)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const move = (event: PointerEvent) => {
      pointer.current = { x: event.clientX, y: event.clientY }
    }
    const leave = () => {
      pointer.current = null
    }
    element.addEventListener('pointermove', move, { capture: true, passive: true })
    element.addEventListener('pointerleave', leave)
    return () => {
      element.removeEventListener('pointermove', move, { capture: true })
      element.removeEventListener('pointerleave', leave)
    }
  }, [frame])
  return pointer
}

/** Of what several containers hold, each node stands where it is on the canvas. */
function copyText({ workflow, selection, places, absolute }: ClipboardInput): string | undefined {
  if (selection.nodes.size === 0) return undefined
  const { catalog } = useKinds.getState()
  const where = new Map(places)
  const ids = selection.nodes
  const parents = new Map(workflow.nodes.map((node) => [node.id, node.parent]))
  const isHeld = (id: string): boolean => {
    const parent = parents.get(id)
    return parent !== undefined && (ids.has(parent) || isHeld(parent))
  }
  for (const id of ids) {
    const at = absolute?.get(id)
    if (at && !isHeld(id)) where.set(id, at)
  }
  return fragmentText(fragmentOf(workflow, ids, where), catalog)
}

type PastedNodes = Extract<PastedText, { readonly type: 'fragment' | 'workflow' }>

function pasteNodes(input: ClipboardInput, pasted: PastedNodes, spot: Spot, links: boolean): void {
  const { editing, containers, selection, views, absolute, documentRef } = input
  const { catalog } = useKinds.getState()
  const { fragment } = pasted
  const [x, y] = spot.at
  if (fragment.nodes.length === 0)
    return tellPasted(documentRef, pasted, 'There are no nodes in what the clipboard holds, so nothing was pasted.')
  const entry = fragment.nodes.find(({ kind, parent }) => parent === undefined && catalog.get(kind)?.entry)
  const under = containers.at([x, y])
  const parent = entry ? undefined : under
  const corner = parent === undefined ? ([0, 0] as const) : (absolute?.get(parent) ?? [0, 0])
  const middle = middleOf(fragment, catalog)
  const wanted: At = [snapped(x - corner[0] - middle[0]), snapped(y - corner[1] - middle[1])]
  const at =
    parent === undefined
      ? onGround(input, wanted, [middle[0] * 2, middle[1] * 2], spot.sight)
      : placeInside(wanted, views.get(parent)?.box ?? {})
  let result: ReturnType<typeof pasteFragment> | undefined
  editing.change((workflow) => {
    result = pasteFragment(workflow, fragment, { at, parent, links, catalog })
    return result.workflow
  })
  if (!result) return
  selection.set({ nodes: new Set(result.outermost) })
  focusOnNew(input.frame.current, result.outermost)
  tellPasted(
    documentRef,
    pasted,
    pastedSentence(fragment, result, { catalog, kept: under !== undefined && entry ? entry : undefined }),
  )
}

function onGround({ absolute = new Map(), views }: ClipboardInput, wanted: At, size: At, sight: Area): At {
  const others = areasOf(absolute, boxesOf(views)).filter((area) => meet(area, sight))
  return clearOf(seenWhole(wanted, size, sight), size, others, sight)
}

/** Far more is no note but a file that came here by mistake. */
const LONGEST_NOTE = 20_000
/** About: a long text makes it taller. */
const NOTE_SIZE = [320, 64] as const

function pasteNote(input: ClipboardInput, pasted: Exclude<PastedText, PastedNodes>, spot: Spot): void {
  const { editing, containers, selection, views, absolute, documentRef } = input
  const kind = useKinds.getState().list.find(({ shape }) => shape === 'note')
  const words = pasted.type === 'broken' ? `Not pasted as nodes: ${pasted.reason}` : ''
  if (pasted.text.trim() === '') return
  if (!kind || pasted.text.length > LONGEST_NOTE) {
    const why = words || `Text of ${pasted.text.length.toLocaleString('en')} characters is too long for a note.`
    return tellPasted(documentRef, pasted, `${why} The clipboard still holds it.`)
  }
  const [x, y] = spot.at
  const parent = containers.at([x, y])
  const corner = parent === undefined ? ([0, 0] as const) : (absolute?.get(parent) ?? [0, 0])
  const wanted: At = [x - corner[0] - NOTE_SIZE[0] / 2, y - corner[1] - 16]
  const near =
    parent === undefined ? seenWhole(wanted, NOTE_SIZE, spot.sight) : placeInside(wanted, views.get(parent)?.box ?? {})
  const at = freeShift(input.workflow, parent, [[0, 0]], near)
  const text = words === '' ? pasted.text.trim() : `${words}\n\n${pasted.text}`
  const id = editing.add({ ...kind, initialConfig: noteConfig(kind, text) }, at, { parent })
  selection.set({ nodes: new Set([id]) })
  focusOnNew(input.frame.current, [id])
  tellPasted(
    documentRef,
    pasted,
    words === '' ? 'This is no workflow, so it is kept as a note.' : `${words} It is kept as a note.`,
  )
}
