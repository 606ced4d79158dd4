/** Everything that one graph on the canvas is made of: its nodes and edges, where they stand, and what a person does to them. */
import { type RefObject, useMemo, useState } from 'react'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { useBreakpoints } from '../../state/breakpoints.ts'
import { useKinds } from '../../state/kinds.ts'
import { foldPanel, selectNode } from '../../state/view.ts'
import type { Tool } from '../canvas-commands.ts'
import type { CanvasScope } from '../canvas-context.ts'
import { ACTS } from '../model/node-look.ts'
import { hiddenNodes } from '../model/tree.ts'
import { Filling } from './filling.ts'
import { LARGE_GRAPH } from './overview.tsx'
import { useAdding } from './use-adding.tsx'
import { useArranging } from './use-arranging.ts'
import { useBuilt } from './use-built.ts'
import { useClipboard } from './use-clipboard.ts'
import { useCommands } from './use-commands.ts'
import { useConnecting } from './use-connecting.ts'
import { useContainers } from './use-containers.ts'
import { useDetail } from './use-detail.ts'
import { useEditing } from './use-editing.ts'
import { useFirstViewport } from './use-first-viewport.ts'
import { useFit } from './use-fit.ts'
import { useFolded } from './use-folded.ts'
import { useGoing } from './use-going.ts'
import { useGraphEvents } from './use-graph-events.ts'
import { useHeldInPlace } from './use-held-in-place.ts'
import { useKeptInSight } from './use-kept-in-sight.ts'
import { useNodeDrag } from './use-node-drag.ts'
import { useNodeViews, type ViewsHook } from './use-node-views.ts'
import { usePaintedBox } from './use-painted-box.ts'
import { type PlacesHook, usePlaces } from './use-places.ts'
import { usePointer } from './use-pointer.ts'
import { useSelection } from './use-selection.ts'
import { useStepped } from './use-stepped.ts'
import { useTold } from './use-told.tsx'
import { useUnmeasured } from './use-unmeasured.ts'

export interface GraphProps {
  readonly documentRef: string
  readonly workflow: Workflow
  /** The run on the canvas; null while editing. */
  readonly runId: string | null
  readonly editable: boolean
}

const NOTHING_FOLDED: ReadonlyMap<string, number> = new Map()

export function useGraph(props: GraphProps, frame: RefObject<HTMLDivElement | null>) {
  const { documentRef, workflow, runId, editable } = props
  useUnmeasured()
  const [tool, setTool] = useState<Tool>('select')
  const [foldedHeights, setFoldedHeights] = useState(NOTHING_FOLDED)
  const catalog = useKinds((kinds) => kinds.catalog)
  const breakpoints = useBreakpoints(documentRef)
  const views = useNodeViews(workflow, catalog, runId, foldedHeights, breakpoints)
  const { tree } = views
  const { places, absolute, views: held, found, setDragged, setResized, glide } = usePlaces(workflow, views.byId, tree)
  const folded = useFolded(views, held, places, tree, setFoldedHeights)
  const fit = useFit(absolute, held)
  const selection = useSelection(documentRef, views.byId, useGoing(held, fit))
  useStepped(documentRef, selection, fit)
  useHeldInPlace(frame)
  useKeptInSight(frame, { selected: selection.nodes, places: absolute, views: held, fit })
  const editing = useEditing(documentRef, found)
  const containers = useContainers({ documentRef, views: held, places, absolute, tree, editing })
  const [told, tell] = useTold(frame)
  const pointer = usePointer()
  const drawn = { documentRef, workflow, views: held, places, absolute, tree, editing, containers, selection }
  const adding = useAdding({ ...drawn, frame, tell, reveal: fit.reveal, write: fit.write })
  const arranging = useArranging({ ...drawn, bare: views.byId, glide, onTidied: fit.all })
  const viewport = useFirstViewport(documentRef, frame, absolute, held)
  const detail = useDetail(frame, viewport?.zoom)
  const hidden = useMemo(() => hiddenNodes(tree, workflow.layout), [tree, workflow.layout])
  const built = useBuilt({ ...props, ran: views, views: held, places, tree, selection, folded, hidden })
  const onMoved = useNodeDrag({ ...drawn, built, pointer, tell, reveal: fit.reveal, setDragged })
  const connecting = useConnecting({ ...drawn, adding, pointer, tell })
  const events = useGraphEvents({ ...drawn, editable, adding, built, onMoved, setResized })
  const filling = useMemo(() => new Filling(), [])
  const scope = useScope(props, detail, filling, views, fit.reveal)
  const clipboard = useClipboard({ ...drawn, editable, frame })
  useCommands({ ...drawn, clipboard, editable, built, hidden, adding, arranging, fit, pointer, frame, setTool, tell })
  const busy = useMemo(() => manyAct(held, hidden), [held, hidden])
  const painted = detail === 'box' && built.nodes.length >= LARGE_GRAPH
  usePaintedBox(painted, built.nodes, selection)
  const handlers = useMemo(() => ({ ...events, ...connecting }), [events, connecting])
  const shown = { views: held, absolute, hidden, selection }
  return { scope, built, handlers, viewport, detail, painted, busy, adding, told, tool, ...shown }
}

function useScope(
  { documentRef, runId, editable }: GraphProps,
  detail: CanvasScope['detail'],
  filling: Filling,
  { reportLive, reportCard }: ViewsHook,
  reveal: CanvasScope['reveal'],
): CanvasScope {
  return useMemo(
    () => ({ documentRef, runId, editable, detail, filling, reportLive, reportCard, reveal, openInInspector }),
    [documentRef, runId, editable, detail, filling, reportLive, reportCard, reveal],
  )
}

function openInInspector(nodeId: string): void {
  selectNode(nodeId)
  foldPanel('inspector', false)
}

/** More of them than this turn in steps, for the sake of the frame rate. */
const MOST_SMOOTH = 16

function manyAct(views: PlacesHook['views'], hidden: ReadonlySet<string>): boolean {
  let acting = 0
  for (const [id, { glyph }] of views) if (ACTS.has(glyph) && !hidden.has(id)) acting += 1
  return acting > MOST_SMOOTH
}

export type Graph = ReturnType<typeof useGraph>
