import { describe, expect, it } from 'vitest'
import { isPinnable, LARGEST_PIN_BYTES, pinOutputs, pinProblem, unpin } from '#renderer/canvas/edit/pins.ts'
import { emptyOutput, pinMismatches } from '#renderer/inspector/pin/output-schema.ts'
import { outputShape } from '#renderer/inspector/scope/scope-of-node.ts'
import { FORMAT, type Workflow } from '#shared/workflow/workflow.ts'
import { catalog } from '#test/shared/workflow/small-catalog.ts'

const workflow: Workflow = {
  format: FORMAT,
  name: 'pins',
  nodes: [
    { id: 'one', kind: 'shell' },
    { id: 'two', kind: 'transform' },
  ],
  edges: [],
}

describe('pinned outputs', () => {
  it('are set on many nodes at once, and taken away again without a trace', () => {
    const pinned = pinOutputs(
      workflow,
      new Map([
        ['one', { stdout: 'x' }],
        ['two', null],
      ]),
    )
    expect(pinned.nodes).toEqual([
      { id: 'one', kind: 'shell', pinned: { stdout: 'x' } },
      { id: 'two', kind: 'transform', pinned: null },
    ])
    expect(unpin(pinned, new Set(['one', 'two']))).toEqual(workflow)
    expect(unpin(workflow, new Set(['one']))).toBe(workflow)
  })

  it('belong to nodes that give an output by one way', () => {
    const fitting = [...catalog.values()].filter(isPinnable).map(({ kind }) => kind)
    expect(fitting).toEqual(['shell', 'prompt', 'transform', 'file', 'approval', 'each'])
  })

  it('are compared with what the kind gives', () => {
    const shape = outputShape({ id: 'one', kind: 'shell' }, catalog.get('shell'))
    expect(pinMismatches(shape, { stdout: 'x', exitCode: 0 })).toEqual([])
    expect(pinMismatches(shape, { stdout: 1 })).toEqual(['stdout: Expected string, but it is number.'])
    expect(emptyOutput(shape)).toEqual({ stdout: '', stderr: '', exitCode: 0 })
  })

  it('are refused where they would make the file unreadable', () => {
    expect(pinProblem('x')).toBeUndefined()
    expect(pinProblem('x'.repeat(LARGEST_PIN_BYTES))).toContain('Pin a shorter one by hand')
  })
})
