/** Tidy of a selection: what is not selected stays, and nothing comes to lie on it. */
import { expect, it } from 'vitest'
import { layOutSome } from '#renderer/canvas/layout/lay-out-some.ts'
import { meet } from '#renderer/canvas/model/covers.ts'
import { areaOf } from '#renderer/canvas/model/hold-children.ts'
import type { NodeBox } from '#renderer/canvas/model/node-box.ts'
import { treeOf } from '#renderer/canvas/model/tree.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

const box: NodeBox = { shape: 'card', width: 176, height: 75, lines: 2, rows: [], ports: [] }

const workflow: Workflow = {
  format: 'slashflow/1',
  name: 'some',
  nodes: ['diff', 'review', 'loose', 'other'].map((id) => ({ id, kind: 'shell' })),
  edges: [{ from: 'diff', to: 'review' }],
}

it('goes to the next free room where a block would lie on something else', async () => {
  const boxes = new Map(workflow.nodes.map(({ id }) => [id, box]))
  const places = new Map([
    ['loose', [0, 0]],
    ['diff', [8, 60]],
    ['review', [300, 20]],
    ['other', [200, 120]],
  ] as const)
  const moved = await layOutSome(workflow, ['diff', 'review', 'loose'], boxes, places, treeOf(workflow, new Map()))
  expect([...moved.keys()].sort()).toEqual(['diff', 'loose', 'review'])
  const areas = [...moved].map(([id, at]) => areaOf(boxes.get(id), at))
  const other = areaOf(box, places.get('other'))
  expect(areas.flat().filter((area) => other.some((still) => meet(area, still)))).toEqual([])
  expect(Math.hypot(...(moved.get('loose') ?? [9999, 9999]))).toBeLessThan(300)
})
