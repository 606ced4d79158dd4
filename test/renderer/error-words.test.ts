import { expect, it } from 'vitest'
import { errorWords } from '#renderer/canvas/walk/error-words.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

const workflow: Workflow = {
  format: 'slashflow/1',
  name: 'x',
  nodes: [{ id: 'diff', kind: 'shell', title: 'Difference' }],
  edges: [],
}
const wrong = (field: string, message: string, severity: Problem['severity'] = 'error'): Problem => ({
  severity,
  code: 'expression.unknown-node',
  nodeId: 'diff',
  field,
  message: `Node "diff", field "${field}": ${message}`,
})
const known = wrong('args', 'there is no node "a".')
const fresh = wrong('command', 'there is no node "lst".')

it('an edit tells the error that it made, where it is, and of several how many there are', () => {
  expect([
    errorWords([known], [known, fresh], workflow),
    errorWords([], [fresh, known], workflow),
    errorWords([known, fresh], [known], workflow),
    errorWords([], [wrong('args', 'nothing follows.', 'warning')], workflow),
  ]).toEqual(['Error. Difference: There is no node "lst".', '2 errors. Difference: There is no node "lst".', '', ''])
})

it('an edge is told of by its nodes, as the canvas has it, and not by its number in the file', () => {
  const message = 'Edge 4 (c → a.else) closes a circle without a loop edge: a → c → a.'
  const circle: Problem = { severity: 'error', code: 'graph.cycle', edge: 3, message }

  expect(errorWords([], [circle], workflow)).toBe(
    'Error. The edge c → a.else closes a circle without a loop edge: a → c → a.',
  )
})
