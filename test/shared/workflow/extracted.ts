import { KIND_CHECKS } from '#main/nodes/check-config.ts'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import { extractCommand } from '#shared/workflow/edit/extract-command.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import { errorsOf } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

export const catalog = catalogOf(DESCRIPTORS)

export const review: Workflow = {
  format: 'slashflow/1',
  name: 'review',
  parameters: [{ name: 'tone', type: 'enum', options: ['dry', 'kind'], default: 'dry' }],
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'diff', kind: 'shell', config: { command: 'git', args: ['diff'] } },
    { id: 'sum', kind: 'transform', config: { value: '{{ $count(nodes.diff.stdout) }}' } },
    {
      id: 'draft',
      kind: 'prompt',
      config: { prompt: 'Be {{ args.tone }}: {{ nodes.diff.stdout }} ({{ nodes.sum }})' },
    },
    { id: 'better', kind: 'prompt', config: { prompt: 'Improve {{ nodes.draft.text }}' } },
    { id: 'show', kind: 'show', config: { title: 'Review', body: '{{ nodes.better.text }}' } },
    { id: 'done', kind: 'end', config: { result: '{{ nodes.better.text }}' } },
  ],
  edges: [
    { from: 'start', to: 'diff' },
    { from: 'diff', to: 'sum' },
    { from: 'sum', to: 'draft' },
    { from: 'draft', to: 'better' },
    { from: 'better', to: 'show' },
    { from: 'show', to: 'done' },
  ],
  layout: {
    start: [0, 0],
    diff: [96, 0],
    sum: [320, 0],
    draft: [520, 0],
    better: [720, 0],
    show: [940, 0],
    done: [1160, 0],
  },
}

export function extracted(workflow: Workflow, ...ids: string[]) {
  const result = extractCommand(workflow, new Set(ids), { name: 'write-review', catalog })
  if ('problem' in result) throw new Error(result.problem)
  return result
}

export const refusal = (workflow: Workflow, ...ids: string[]): string => {
  const result = extractCommand(workflow, new Set(ids), { name: 'part', catalog })
  return 'problem' in result ? result.problem : 'done'
}

export const errors = (workflow: Workflow) =>
  errorsOf(checkWorkflow(workflow, catalog, KIND_CHECKS)).map(({ message }) => message)
