/** Another id for a node of an open document, with all that goes by it in this window. */
import { idByTitle } from '../canvas/edit/id-by-title.ts'
import { renameNode } from '../canvas/edit/rename-node.ts'
import { renameBreakpoint } from './breakpoints.ts'
import { dataRunNow } from './data-run.ts'
import { changeDocument, documentNow, endStep } from './documents.ts'
import { useKinds } from './kinds.ts'
import { changeTab, useView } from './view.ts'

/** `coalesce`: the edit that this belongs to. */
export function giveId(ref: string, from: string, to: string, coalesce?: string): void {
  const isShown = useView.getState().tabs.some((tab) => tab.ref === ref && tab.nodeId === from)
  changeDocument(ref, (workflow) => renameNode(workflow, from, to, useKinds.getState().catalog), coalesce)
  renameBreakpoint(ref, from, to)
  if (isShown) changeTab(ref, { nodeId: to })
}

/** Its title was typed to the end: a node that has just been called something is called so in expressions too. Returns its id from now on. */
export function nameByTitle(ref: string, nodeId: string, before: string | undefined): string {
  const id = titledId(ref, nodeId, before)
  if (id !== nodeId) giveId(ref, nodeId, id, titleEdit(nodeId))
  endStep(ref)
  return id
}

function titledId(ref: string, nodeId: string, before: string | undefined): string {
  const { workflow, saved } = documentNow(ref) ?? {}
  const node = workflow?.nodes.find(({ id }) => id === nodeId)
  if (!workflow || !node || node.title === before) return nodeId
  const ran = dataRunNow(ref)?.state.nodes.has(nodeId) === true
  return idByTitle(workflow, node, { saved: saved?.workflow, ran, before }) ?? nodeId
}

/** By which the letters of a title are one step of undo. */
export const titleEdit = (nodeId: string): string => `${nodeId}#title`
