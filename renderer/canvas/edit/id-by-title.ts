/** The id that a node takes from its title, as long as nobody but its draft knows the one that its kind gave it. */
import { freshNodeId } from '#shared/workflow/edit/node-ids.ts'
import { NODE_ID_PATTERN, type Workflow, type WorkflowNode } from '#shared/workflow/workflow.ts'

export interface Known {
  /** The file as it was saved last. */
  readonly saved: Workflow | undefined
  /** It has run: what it gave is kept by its id. */
  readonly ran: boolean
  /** The title that it had before. */
  readonly before: string | undefined
}

/** Undefined: it keeps the one it has, which a person chose, or which the file, a run or another node could be waiting for. */
export function idByTitle(workflow: Workflow, node: WorkflowNode, { saved, ran, before }: Known): string | undefined {
  if (node.title === undefined || ran || !/[a-z]/i.test(node.title)) return undefined
  if (saved?.nodes.some(({ id }) => id === node.id)) return undefined
  const given = [node.kind, ...(before === undefined ? [] : [idOf(before)])]
  if (!given.includes(node.id.replace(/_\d+$/, '')) && !given.includes(node.id)) return undefined
  const others = { ...workflow, nodes: workflow.nodes.filter((other) => other !== node) }
  const id = freshNodeId(others, node.title)
  return id === node.id || !NODE_ID_PATTERN.test(id) ? undefined : id
}

const idOf = (title: string): string => freshNodeId({ format: 'slashflow/1', name: '', nodes: [], edges: [] }, title)
