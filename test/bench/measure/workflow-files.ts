/** Workflow files that the measurements run, as a person would have drawn them. */
import { canonicalText } from '#shared/workflow/canonical.ts'
import type { Edge, Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'

function file(name: string, nodes: readonly WorkflowNode[], edges: readonly Edge[]): string {
  const workflow: Workflow = {
    format: 'slashflow/1',
    name,
    nodes: [{ id: 'start', kind: 'start' }, ...nodes],
    edges: [...edges],
  }
  return canonicalText(workflow)
}

/** `length` transform nodes, each the one before plus one. */
export function chain(name: string, length: number): string {
  const nodes = Array.from({ length }, (_, index) => ({
    id: `n${index}`,
    kind: 'transform',
    config: { value: index === 0 ? 1 : `{{ nodes.n${index - 1} + 1 }}` },
  }))
  return file(
    name,
    nodes,
    nodes.map(({ id }, index) => ({ from: index === 0 ? 'start' : `n${index - 1}`, to: id })),
  )
}

/** One model call. */
export const ASK = file(
  'ask',
  [{ id: 'answer', kind: 'prompt', title: 'Answer', config: { prompt: 'Say something.' } }],
  [{ from: 'start', to: 'answer' }],
)

/** So many model streams, and as many child processes, at once; all end when they are asked to. */
export function busy(pairs: number): string {
  const nodes = Array.from({ length: pairs }, (_, index): WorkflowNode[] => [
    { id: `answer${index}`, kind: 'prompt', title: 'Answer', config: { prompt: 'Say something.' } },
    {
      id: `program${index}`,
      kind: 'shell',
      title: 'Program',
      config: { command: 'sleep', args: ['600'] },
      approve: 'never',
    },
  ]).flat()
  return file(
    'busy',
    nodes,
    nodes.map(({ id }) => ({ from: 'start', to: id })),
  )
}
