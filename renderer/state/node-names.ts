/** Another id for a node of an open document, with all that goes by it in this window. */
import type { Workflow } from '#shared/workflow/workflow.ts'
import { idByTitle } from '../canvas/edit/id-by-title.ts'
import { renameNode } from '../canvas/edit/rename-node.ts'
import { renameBreakpoint } from './breakpoints.ts'
import { dataRunNow } from './data-run.ts'
import { onStepped } from './document/steps.ts'
import { changeDocument, documentNow, endStep, followUp } from './documents.ts'
import { useKinds } from './kinds.ts'
import { renameUnreadTexts } from './unread-texts.ts'
import { changeTab, useView } from './view.ts'

/** By document: what a node was called, and what it was called from then on. */
const renamed = new Map<string, ReadonlyMap<string, string>>()

/** The id that a node has now, which whoever holds an earlier one is to use: a list that was opened beside it, for one. */
export function idNow(ref: string, nodeId: string): string {
  const nodes = documentNow(ref)?.workflow?.nodes ?? []
  const seen = new Set<string>()
  let now = nodeId
  while (!seen.has(now) && !nodes.some(({ id }) => id === now)) {
    seen.add(now)
    now = renamed.get(ref)?.get(now) ?? now
  }
  return now
}

/** `change`: how the edit is one step of undo with others. */
export function giveId(ref: string, from: string, to: string, change: typeof followUp = changeDocument): void {
  change(ref, (workflow) => renameNode(workflow, from, to, useKinds.getState().catalog))
  follow(ref, from, to)
}

/** What goes by the id beside the document. */
function follow(ref: string, from: string, to: string): void {
  const isShown = useView.getState().tabs.some((tab) => tab.ref === ref && tab.nodeId === from)
  renamed.set(ref, new Map(renamed.get(ref)).set(from, to))
  renameBreakpoint(ref, from, to)
  renameUnreadTexts(ref, from, to)
  if (isShown) changeTab(ref, { nodeId: to })
}

/** A step of undo may be one to another id. */
onStepped(({ ref, before, after }) => {
  for (const [from, to] of renamedNodes(before, after)) follow(ref, from, to)
})

/** From and to. A rename leaves the nodes in their places, so what is new at a place is what was there. */
function renamedNodes(before: Workflow, after: Workflow): readonly (readonly [from: string, to: string])[] {
  if (before.nodes.length !== after.nodes.length) return []
  const ids = ({ nodes }: Workflow): ReadonlySet<string> => new Set(nodes.map(({ id }) => id))
  const [were, are] = [ids(before), ids(after)]
  return before.nodes.flatMap(({ id, kind }, index) => {
    const now = after.nodes[index]
    return now?.kind === kind && !are.has(id) && !were.has(now.id) ? [[id, now.id] as const] : []
  })
}

/** Its title was typed to the end: a node that has just been called something is called so in expressions too. Returns its id from now on. */
export function nameByTitle(ref: string, nodeId: string, before: string | undefined): string {
  const id = titledId(ref, nodeId, before)
  if (id !== nodeId) giveId(ref, nodeId, id, followUp)
  endStep(ref)
  return id
}

/**
 * Does it once a press on the graph is over, and at once where there is none. A field is left by the press that begins a drag
 * or an edge: under another id the node would be drawn anew, and what was begun with it would go nowhere.
 */
export function afterPress(then: () => void): void {
  if (!document.querySelector('.react-flow__viewport:active')) return then()
  const over = () => {
    for (const end of PRESS_ENDS) window.removeEventListener(end, over, true)
    // What hears of that end has its turn first.
    setTimeout(then)
  }
  for (const end of PRESS_ENDS) window.addEventListener(end, over, true)
}

const PRESS_ENDS = ['pointerup', 'pointercancel'] as const

function titledId(ref: string, nodeId: string, before: string | undefined): string {
  const { workflow, saved } = documentNow(ref) ?? {}
  const node = workflow?.nodes.find(({ id }) => id === nodeId)
  if (!workflow || !node || node.title === before) return nodeId
  const ran = dataRunNow(ref)?.state.nodes.has(nodeId) === true
  return idByTitle(workflow, node, { saved: saved?.workflow, ran, before }) ?? nodeId
}

/** By which the letters of a title are one step of undo. */
export const titleEdit = (nodeId: string): string => `${nodeId}#title`
