/** What the canvas shows of a workflow that has not run, of the kinds in canvas-kinds. */
import type { NodesInput } from '#renderer/canvas/flow/build-nodes.ts'
import type { ViewsInput } from '#renderer/canvas/model/node-view.ts'
import { viewDeriver } from '#renderer/canvas/model/node-views.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { canvasCatalog } from './canvas-kinds.ts'

export const viewsInputOf = (workflow: Workflow): ViewsInput => ({
  workflow,
  catalog: canvasCatalog,
  run: undefined,
  cardHeights: new Map(),
  live: new Set(),
  fonts: 0,
  picked: new Map(),
  breakpoints: new Set(),
})

/** With nothing hidden, selected, wrong or folded. */
export function nodesInputOf(workflow: Workflow, places: NodesInput['places']): NodesInput {
  const { byId, tree } = viewDeriver()(viewsInputOf(workflow))
  return {
    workflow,
    views: byId,
    tree,
    places,
    hidden: new Set(),
    selected: new Set(),
    problems: new Map(),
    named: null,
    folded: new Set(),
    caption: '',
  }
}
