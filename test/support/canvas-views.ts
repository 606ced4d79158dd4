/** What the canvas shows of a workflow that has not run, of the kinds in canvas-kinds. */
import type { ViewsInput } from '#renderer/canvas/model/node-view.ts'
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
