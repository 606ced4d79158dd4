import { expect, it } from 'vitest'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { compensatorsFor } from '#renderer/inspector/settings/compensators.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

it('offers as what undoes a node those without edges beside it, or beside a container around it', () => {
  const workflow = workflowOf(
    [
      { id: 'start', kind: 'start' },
      { id: 'all', kind: 'each' },
      { id: 'write', kind: 'file', parent: 'all' },
      { id: 'restore', kind: 'file', parent: 'all' },
      { id: 'tell', kind: 'notify' },
      { id: 'remark', kind: 'note' },
      { id: 'other', kind: 'group' },
      { id: 'inside', kind: 'file', parent: 'other' },
    ],
    ['start -> all', 'all -> other'],
  )
  const node = workflow.nodes.find(({ id }) => id === 'write')
  const offered = node ? compensatorsFor(workflow, node, catalogOf(DESCRIPTORS)) : []
  expect(offered.map(({ id }) => id)).toEqual(['restore', 'tell'])
})
