import { describe, expect, it } from 'vitest'
import type { At } from '#renderer/canvas/edit/places.ts'
import { type NodesInput, nodesBuilder } from '#renderer/canvas/flow/build-nodes.ts'
import { keepStraight } from '#renderer/canvas/flow/drag-company.ts'
import { placesOver } from '#renderer/canvas/model/places-over.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { nodesInputOf } from '#test/support/canvas-views.ts'

const workflow: Workflow = {
  format: 'slashflow/1',
  name: 'three',
  nodes: [
    { id: 'start', kind: 'begin' },
    { id: 'draft', kind: 'write' },
    { id: 'end', kind: 'finish' },
  ],
  edges: [
    { from: 'start', to: 'draft' },
    { from: 'draft', to: 'end' },
  ],
}
const rest: NodesInput['places'] = new Map([
  ['start', [0, 0]],
  ['draft', [100, 0]],
  ['end', [300, 0]],
])
const still = nodesInputOf(workflow, rest)
const dragged = (x: number): NodesInput => ({
  ...still,
  places: placesOver(rest, new Map([['draft', [x, 8]]])),
  selected: still.selected,
})

describe('nodes while one of them is dragged', () => {
  it('are those of before, but for the one that moves', () => {
    const build = nodesBuilder()
    const before = build(still)
    const after = build(dragged(140))
    expect(after.map(({ id, position }) => [id, position.x, position.y])).toEqual([
      ['start', 0, 0],
      ['draft', 140, 8],
      ['end', 300, 0],
    ])
    expect(after.map((node, index) => node === before[index])).toEqual([true, false, true])
    expect(build(dragged(140))).toBe(after)
  })

  it('come to the same as nodes built anew, on every step and back at rest', () => {
    const build = nodesBuilder()
    build(still)
    for (const input of [dragged(120), dragged(180), { ...dragged(200), selected: new Set(['draft', 'end']) }, still])
      expect(build(input)).toEqual(nodesBuilder()(input))
  })
})

describe('what is dragged with Shift', () => {
  const company = { starts: new Map([['draft', [100, 0] as const]]), along: new Map([['end', [300, 0] as const]]) }

  it('goes along the longer of both ways, with all that goes along', () => {
    const across = new Map<string, At>([
      ['draft', [140, 24]],
      ['end', [340, 24]],
    ])
    keepStraight(company, across)
    expect([...across.values()]).toEqual([
      [140, 0],
      [340, 0],
    ])
    const down = new Map<string, At>([['draft', [96, -40]]])
    keepStraight(company, down)
    expect([...down.values()]).toEqual([[100, -40]])
  })
})
