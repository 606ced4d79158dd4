import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readWorkflow } from '#shared/workflow/read-parts.ts'
import { Workflow } from '#shared/workflow/workflow.ts'
import { workflows } from './workflow-arbitrary.ts'

const copyOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

it('reads part by part what the schema reads as a whole', () => {
  fc.assert(
    fc.property(workflows, (workflow) => {
      const text = JSON.stringify(workflow)
      expect(JSON.stringify(readWorkflow(JSON.parse(text)).data)).toBe(
        JSON.stringify(Workflow.safeParse(JSON.parse(text)).data),
      )
    }),
  )
})

it('gives a part that was read before as the same object, and only such a part', () => {
  const before = {
    format: 'slashflow/1',
    name: 'two',
    nodes: [
      { id: 'one', kind: 'transform', config: { value: '1' } },
      { id: 'two', kind: 'transform', config: { value: '2' } },
    ],
    edges: [{ from: 'one', to: 'two' }],
    layout: { one: [0, 0], two: { at: [200, 0], color: 'red' } },
  }
  const read = readWorkflow(copyOf(before)).data
  const edited = { ...before, nodes: [before.nodes[0], { ...before.nodes[1], title: 'Second' }] }
  const again = readWorkflow(copyOf(edited)).data
  expect(again).toEqual(edited)
  expect(again?.nodes[0]).toBe(read?.nodes[0])
  expect(again?.nodes[1]).not.toBe(read?.nodes[1])
  expect(again?.edges[0]).toBe(read?.edges[0])
  expect(again?.layout?.two).toBe(read?.layout?.two)
})

it('says all that is wrong, and where, as the schema does', () => {
  const broken = {
    format: 'slashflow/1',
    name: 'Not a name',
    nodes: [
      { id: 'fine', kind: 'start' },
      { id: '?', kind: '' },
    ],
    edges: [{ from: '', to: 1 }],
    layout: { fine: [0] },
  }
  expect(readWorkflow(broken).error?.issues).toEqual(Workflow.safeParse(broken).error?.issues)
  expect(readWorkflow(null).error?.issues).toEqual(Workflow.safeParse(null).error?.issues)
  expect(readWorkflow({ ...broken, nodes: 'none' }).error?.issues).toEqual(
    Workflow.safeParse({ ...broken, nodes: 'none' }).error?.issues,
  )
})
