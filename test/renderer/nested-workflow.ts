import { type NodeBox, nodeBox } from '#renderer/canvas/model/node-box.ts'
import { treeOf } from '#renderer/canvas/model/tree.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { canvasCatalog } from '#test/support/canvas-kinds.ts'

export const nested: Workflow = {
  format: 'slashflow/1',
  name: 'nested',
  nodes: [
    { id: 'start', kind: 'begin' },
    { id: 'leaf', kind: 'write', parent: 'inner', config: { prompt: '{{ nodes.read }}' } },
    { id: 'files', kind: 'all' },
    { id: 'read', kind: 'write', parent: 'files' },
    { id: 'inner', kind: 'box', parent: 'files' },
    { id: 'end', kind: 'finish' },
  ],
  edges: [
    { from: 'start', to: 'files' },
    { from: 'read', to: 'inner' },
    { from: 'files', to: 'end' },
  ],
  layout: {
    start: [0, 0],
    files: [80, 0],
    read: [24, 56],
    inner: { at: [240, 56], size: [240, 160] },
    leaf: [24, 48],
    end: [800, 0],
  },
}
export const tree = treeOf(nested, canvasCatalog)

export function boxesOf(workflow: Workflow): ReadonlyMap<string, NodeBox> {
  return new Map(
    workflow.nodes.map((node) => [
      node.id,
      nodeBox({
        node,
        descriptor: canvasCatalog.get(node.kind),
        entry: workflow.layout?.[node.id],
        face: { text: '', style: 'text', lines: 2, tone: 'plain' },
        streaming: false,
        cardHeight: undefined,
        usedPorts: [],
      }),
    ]),
  )
}
