import { expect, it } from 'vitest'
import { type NodesInput, nodesBuilder } from '#renderer/canvas/flow/build-nodes.ts'
import { viewDeriver } from '#renderer/canvas/model/node-views.ts'
import { treeOf } from '#renderer/canvas/model/tree.ts'
import { FORMAT, type Workflow } from '#shared/workflow/workflow.ts'
import { canvasCatalog } from '#test/support/canvas-kinds.ts'
import { viewsInputOf } from '#test/support/canvas-views.ts'

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
  const { byId } = viewDeriver()(viewsInputOf(workflow))
  const input: NodesInput = {
    workflow,
    views: byId,
    places: new Map(),
    tree: treeOf(workflow, canvasCatalog),
    hidden: new Set(),
    selected: new Set(),
    problems: new Map(),
    named: null,
    folded: new Set(),
    caption: '',
  }
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
