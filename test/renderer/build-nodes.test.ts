import { expect, it } from 'vitest'
import { nodesBuilder } from '#renderer/canvas/flow/build-nodes.ts'
import { FORMAT, type Workflow } from '#shared/workflow/workflow.ts'
import { nodesInputOf } from '#test/support/canvas-views.ts'

const workflow: Workflow = {
  format: FORMAT,
  name: 'bare',
  nodes: [
    { id: 'first', kind: 'begin' },
    { id: 'then', kind: 'write' },
  ],
  edges: [{ from: 'first', to: 'then' }],
}

it('draws the nodes of a file without a layout once they have been laid out', () => {
  const input = nodesInputOf(workflow, new Map())
  const build = nodesBuilder()
  expect(build(input)).toEqual([])
  const laidOut = build({
    ...input,
    places: new Map([
      ['first', [0, 0]],
      ['then', [220, 0]],
    ]),
  })
  expect(laidOut.map(({ id, position }) => [id, position])).toEqual([
    ['first', { x: 0, y: 0 }],
    ['then', { x: 220, y: 0 }],
  ])
})
