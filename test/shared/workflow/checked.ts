/** Small workflows, and what the checks find in them. */
import { checkWorkflow } from '#shared/workflow/checks.ts'
import type { Edge, Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { catalog, checkOptions } from './small-catalog.ts'

const start: WorkflowNode = { id: 'start', kind: 'start' }
export const step = (id: string, fields: Partial<WorkflowNode> = {}): WorkflowNode => ({
  id,
  kind: 'transform',
  ...fields,
})
export const reads = (id: string, value: string, fields: Partial<WorkflowNode> = {}) =>
  step(id, { config: { value }, ...fields })

/** `a>b` and `a.port>b` go forward, `b^a` is a loop edge. */
export function edges(text: string): Edge[] {
  return text
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const [from = '', to = ''] = word.split(/[>^]/)
      return word.includes('^') ? { from, to, loop: { max: 3 } } : { from, to }
    })
}

export function workflow(nodes: readonly WorkflowNode[], graph: string, fields: Partial<Workflow> = {}): Workflow {
  return { format: 'slashflow/1', name: 'x', nodes: [start, ...nodes], edges: edges(graph), ...fields }
}

export const check = (...given: Parameters<typeof workflow>) => checkWorkflow(workflow(...given), catalog, checkOptions)
/** Code and message of each. */
export const found = (...given: Parameters<typeof workflow>) =>
  check(...given).map(({ code, message }) => [code, message])

export const shell = (id: string, fields = {}) => step(id, { kind: 'shell', config: { command: 'make' }, ...fields })
export const asks = (id: string, fields = {}) => step(id, { kind: 'approval', ...fields })
