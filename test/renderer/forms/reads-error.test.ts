import { expect, it } from 'vitest'
import { readsError } from '#renderer/inspector/scope/reads-error.ts'
import { analyseGraph } from '#shared/workflow/graph.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

const workflow = {
  format: 'slashflow/1',
  name: 'x',
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'diff', kind: 'shell', compensate: 'undo' },
    { id: 'review', kind: 'prompt' },
    { id: 'mend', kind: 'group' },
    { id: 'inside', kind: 'prompt', parent: 'mend' },
    { id: 'both', kind: 'prompt', join: 'any' },
    { id: 'last', kind: 'shell' },
    { id: 'undo', kind: 'shell' },
  ],
  edges: [
    { from: 'start', to: 'diff' },
    { from: 'diff', to: 'review' },
    { from: 'diff.error', to: 'mend' },
    { from: 'review', to: 'both' },
    { from: 'mend', to: 'both' },
    { from: 'review', to: 'last' },
  ],
} as Workflow
const graph = analyseGraph(workflow)

it.each([
  ['behind its other way', 'review', false],
  ['behind its error way', 'mend', true],
  ['inside of a container behind its error way', 'inside', true],
  ['where both ways come together', 'both', true],
  ['in what undoes it, which comes after either', 'undo', true],
  ['behind the last node', undefined, true],
])('the error of a node is read %s: %s %s', (_where, at, reads) => {
  expect(readsError(graph, 'diff', at)).toBe(reads)
})

it('is read nowhere where no way leads from it', () => {
  expect(['mend', 'both', undefined].map((at) => readsError(graph, 'review', at))).toEqual([false, false, false])
})
