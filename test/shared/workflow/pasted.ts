import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { fragmentOf, fragmentText } from '#shared/workflow/edit/fragment.ts'
import { type Pasted, pasteFragment } from '#shared/workflow/edit/paste-fragment.ts'
import { readPasted } from '#shared/workflow/edit/read-fragment.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

export const catalog = catalogOf(DESCRIPTORS)
export const NOWHERE = new Map()

export const review: Workflow = {
  format: 'slashflow/1',
  name: 'review',
  parameters: [
    { name: 'base', type: 'string', default: 'main' },
    { name: 'unused', type: 'string', default: '' },
  ],
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'diff', kind: 'shell', config: { command: 'git', args: ['diff', '{{ args.base }}'] } },
    { id: 'write', kind: 'prompt', config: { prompt: 'Review {{ nodes.diff.stdout }}' } },
    { id: 'done', kind: 'end', config: { result: '{{ nodes.write.text }}' } },
  ],
  edges: [
    { from: 'start', to: 'diff' },
    { from: 'diff', to: 'write' },
    { from: 'write', to: 'done' },
  ],
  layout: { start: [0, 0], diff: [80, 0], write: { at: [300, 0], size: [200, 90] }, done: [520, 0] },
}

export function copied(workflow: Workflow, ...ids: string[]): string {
  return fragmentText(fragmentOf(workflow, new Set(ids), NOWHERE), catalog)
}

export function paste(into: Workflow, text: string, links = false, at: readonly [number, number] = [0, 400]): Pasted {
  const pasted = readPasted(text)
  if (pasted.type !== 'fragment' && pasted.type !== 'workflow') throw new Error(`Read as ${pasted.type}`)
  return pasteFragment(into, pasted.fragment, { at, links, catalog })
}
