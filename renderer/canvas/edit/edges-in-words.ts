import { titleById } from '#shared/workflow/title-of-node.ts'
import { type Edge, edgeSource, type Workflow } from '#shared/workflow/workflow.ts'

/** `Start → Write, Write → Done`, for a sentence or a heading that names them. */
export const edgesInWords = (workflow: Workflow, edges: readonly Edge[]): string =>
  edges.map((edge) => `${titleById(workflow, edgeSource(edge).node)} → ${titleById(workflow, edge.to)}`).join(', ')
