/** Going through the graph by the keyboard, and drawing an edge by it. */
import type { RefObject } from 'react'
import { portsOf } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { Connection } from '../edit/connect.ts'
import type { At } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { isSidePort } from '../model/node-box.ts'
import type { NodeView } from '../model/node-view.ts'
import { type Along, along, inReadingOrder, nextOf } from './along-edges.ts'
import { announce } from './announce.ts'
import { connectingOn, setConnecting } from './connecting.ts'
import { focusWhenDrawn } from './focus-when-drawn.ts'
import { type Box, type Direction, nearest } from './nearest.ts'
import { edgeWords, nodeWords } from './node-words.ts'

export interface WalkCommands {
  walk(direction: Direction): void
  follow(way: Along): void
  /** Moves the selected nodes; one step of undo while it goes on. */
  nudge(by: At): void
  /** The next of these in reading order, behind the selected one. Returns whether there is one. */
  goToNextOf(ids: ReadonlySet<string>, step?: 1 | -1): boolean
  /** Begins an edge at the selected node; why it cannot, as a sentence. */
  startConnecting(): string | undefined
  /** Ends the edge at the selected node. */
  connectHere(): void
  /** Gives the focus to the selected node, or to the graph. */
  focus(): void
  deselect(): void
  waitingNodes(): ReadonlySet<string>
}

export interface WalkInput {
  readonly documentRef: string
  readonly workflow: Workflow
  readonly views: ReadonlyMap<string, NodeView>
  /** Relative to containers, and on the canvas. */
  readonly places: Places | undefined
  readonly absolute: Places | undefined
  readonly hidden: ReadonlySet<string>
  readonly frame: RefObject<HTMLDivElement | null>
  readonly selection: { readonly nodes: ReadonlySet<string>; set(part: { readonly nodes: ReadonlySet<string> }): void }
  readonly fit: { reveal(id: string): void }
  readonly containers: { nudge(moved: Places): Places }
  readonly editing: {
    move(places: Places, choices?: { readonly coalesce?: string }): void
    connect(connection: Connection): void
    problemOf(connection: Connection): string | undefined
  }
}

export function walkCommands(now: { readonly current: WalkInput }): WalkCommands {
  const go = (id: string | undefined) => id !== undefined && goTo(now.current, id)
  return {
    walk(direction) {
      const here = hereIn(now.current)
      go(here === undefined ? firstOf(now.current) : nearest(boxesOf(now.current), here, direction))
    },
    follow(way) {
      const here = hereIn(now.current)
      go(here === undefined ? firstOf(now.current) : along(now.current.workflow, here, way))
    },
    nudge: (by) => nudge(now.current, by),
    goToNextOf(ids, step = 1) {
      const id = nextOf(inReadingOrder(now.current.workflow), ids, hereIn(now.current), step)
      go(id)
      return id !== undefined
    },
    startConnecting: () => startConnecting(now.current),
    connectHere: () => connectHere(now.current),
    focus: () => focusOn(now.current.frame.current, hereIn(now.current)),
    deselect: () => now.current.selection.set({ nodes: new Set() }),
    waitingNodes: () =>
      new Set([...now.current.views].flatMap(([id, view]) => (view.waitId === undefined ? [] : [id]))),
  }
}

/** The selected node, else the one that has the focus. */
function hereIn({ selection, frame }: WalkInput): string | undefined {
  if (selection.nodes.size === 1) return [...selection.nodes][0]
  const focused = document.activeElement?.closest<HTMLElement>('.react-flow__node')
  return focused && frame.current?.contains(focused) ? focused.dataset.id : undefined
}

const firstOf = ({ workflow, hidden }: WalkInput): string | undefined =>
  inReadingOrder(workflow).find((id) => !hidden.has(id))

function boxesOf({ views, absolute, hidden }: WalkInput): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>()
  for (const [id, { box }] of views) {
    const at = absolute?.get(id)
    if (at && !hidden.has(id)) boxes.set(id, { x: at[0], y: at[1], width: box.width, height: box.height })
  }
  return boxes
}

function goTo({ selection, fit, frame, workflow, views }: WalkInput, id: string): void {
  selection.set({ nodes: new Set([id]) })
  fit.reveal(id)
  const view = views.get(id)
  // A node that has the focus is read by itself; far away there is only its picture.
  focusOn(frame.current, id, () => view && announce(nodeWords(view, edgeWords(workflow, view.node.id))))
}

/** A node that was out of sight is drawn a few frames later. The focus is never lost: else the graph itself has it. */
export function focusOn(frame: HTMLElement | null, id: string | undefined, otherwise?: () => void): void {
  frame?.focus({ preventScroll: true })
  if (id === undefined) return
  focusWhenDrawn(() => frame?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`), otherwise)
}

/** What came takes the focus over from what is on the canvas, and from nothing else. */
export function focusOnNew(frame: HTMLElement | null, [first]: readonly string[]): void {
  const now = document.activeElement
  if (first === undefined || !frame || (now !== document.body && !frame.contains(now))) return
  // The graph or a node keeps it until then: to move it twice makes the browser lay out the page in the middle of an edit.
  const keeps = now === frame || now?.classList.contains('react-flow__node')
  if (!keeps) return focusOn(frame, first)
  focusWhenDrawn(
    () => frame.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(first)}"]`),
    () => frame.focus({ preventScroll: true }),
  )
}

function nudge({ selection, places, containers, editing }: WalkInput, [dx, dy]: At): void {
  const moved = new Map(
    [...selection.nodes].flatMap((id): [string, At][] => {
      const at = places?.get(id)
      return at ? [[id, [at[0] + dx, at[1] + dy]]] : []
    }),
  )
  if (moved.size > 0) editing.move(containers.nudge(moved), { coalesce: `nudge ${[...moved.keys()].join(' ')}` })
}

function startConnecting(input: WalkInput): string | undefined {
  const from = hereIn(input)
  const view = from === undefined ? undefined : input.views.get(from)
  if (from === undefined || !view) return 'Select the node where the edge begins.'
  const ports = view.descriptor ? portsOf(view.descriptor, view.node.config) : []
  const used = new Set(input.workflow.edges.map((edge) => edge.from))
  const isFree = (port: string): boolean => !used.has(`${from}.${port}`) && !(port === 'out' && used.has(from))
  // Ways that are taken rarely are asked for; another edge by the usual one is a second branch.
  const ways = ports.filter((each) => !isSidePort(each))
  const port = ways.find(isFree) ?? ways[0] ?? ports[0]
  if (port === undefined) return 'Nothing can follow this node.'
  setConnecting({ documentRef: input.documentRef, from, port, ports })
  focusOn(input.frame.current, from)
  return undefined
}

function connectHere(input: WalkInput): void {
  const connecting = connectingOn(input.documentRef)
  const to = hereIn(input)
  if (!connecting || to === undefined) return
  const connection = { from: connecting.from, port: connecting.port, to }
  const refused = input.editing.problemOf(connection)
  if (refused !== undefined) return setConnecting({ ...connecting, refused: { at: to, why: refused } })
  input.editing.connect(connection)
  setConnecting(null)
}
