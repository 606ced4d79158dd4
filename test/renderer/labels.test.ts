import { expect, it } from 'vitest'
import { nodesBuilder } from '#renderer/canvas/flow/build-nodes.ts'
import { labeller } from '#renderer/canvas/flow/labels.ts'
import { viewDeriver } from '#renderer/canvas/model/node-views.ts'
import { treeOf } from '#renderer/canvas/model/tree.ts'
import type { FlowNode } from '#renderer/canvas/node/flow-node.tsx'
import { FORMAT, type Workflow } from '#shared/workflow/workflow.ts'
import { canvasCatalog } from '#test/support/canvas-kinds.ts'
import { viewsInputOf } from '#test/support/canvas-views.ts'

const named = (title: string): Workflow => ({
  format: FORMAT,
  name: 'named',
  nodes: [
    { id: 'first', kind: 'begin' },
    { id: 'then', kind: 'write', title },
    { id: 'last', kind: 'write', title: 'Last' },
  ],
  edges: [
    { from: 'first', to: 'then' },
    { from: 'then.error', to: 'last' },
  ],
})

function builder(): (workflow: Workflow) => FlowNode[] {
  const [derive, build] = [viewDeriver(), nodesBuilder()]
  return (workflow) => {
    const { byId } = derive(viewsInputOf(workflow))
    return build({
      workflow,
      views: byId,
      places: new Map(workflow.nodes.map(({ id }, index) => [id, [index * 220, 0] as const])),
      tree: treeOf(workflow, canvasCatalog),
      hidden: new Set(),
      selected: new Set(),
      problems: new Map([['then', 'error']]),
      named: null,
      folded: new Set(),
      caption: '',
    })
  }
}

const said = (nodes: readonly FlowNode[]) => nodes.map(({ ariaLabel }) => ariaLabel?.split('. ').slice(1).join('. '))

it('says of each node on the page where its edges lead', () => {
  const label = labeller()
  const nodes = label(builder()(named('Draft')), named('Draft'))
  expect(said(nodes)).toEqual(['To Draft.', expect.stringMatching(/^From .*\. To Last by error\.$/), 'From Draft.'])
  expect(nodes[1]?.ariaLabel).toContain('Draft, has an error')
})

it('says another name of a neighbour, and keeps the nodes that say the same', () => {
  const [label, build] = [labeller(), builder()]
  const [draft, other] = [named('Draft'), { ...named('Sketch'), edges: named('Draft').edges }]
  const before = label(build(draft), draft)
  expect(label(build(draft), draft)).toBe(before)
  const after = label(build(other), other)
  expect(said(after)).toEqual(['To Sketch.', expect.any(String), 'From Sketch.'])
  const more = { ...other, nodes: [...other.nodes, { id: 'apart', kind: 'write', title: 'Apart' }] }
  expect(label(build(more), more).slice(0, 3)).toEqual(after)
  expect(label(build(more), more)[0]).toBe(after[0])
})

it('says nothing of an end that has only a place', () => {
  const nodes = builder()(named('Draft')).map((node) => ({ ...node, hidden: true }))
  expect(labeller()(nodes, named('Draft'))).toEqual(nodes)
})
