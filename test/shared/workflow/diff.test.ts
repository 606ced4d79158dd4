import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '#shared/json.ts'
import { applyDelta, deltaOf } from '#shared/json-delta.ts'
import { sameJson } from '#shared/same-json.ts'
import { changesNothing, diffWorkflows, isUnchanged } from '#shared/workflow/diff.ts'
import { diffWords } from '#shared/workflow/diff-words.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { forks } from './edited-workflow.ts'
import { workflows } from './workflow-arbitrary.ts'

const before: Workflow = {
  format: 'slashflow/1',
  name: 'review',
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'review', kind: 'prompt', title: 'Review', config: { prompt: 'Review.' }, retry: { attempts: 2 } },
    { id: 'done', kind: 'end' },
  ],
  edges: [
    { from: 'start', to: 'review' },
    { from: 'review', to: 'done' },
  ],
  layout: { start: [0, 0], review: [220, 0] },
}

const words = (after: Workflow): string => diffWords(diffWorkflows(before, after), before, after)

describe('the difference of two versions', () => {
  it('names nodes, edges and fields one by one, and moves apart', () => {
    const after: Workflow = {
      ...before,
      title: 'Review it',
      nodes: [
        { id: 'start', kind: 'start' },
        { id: 'review', kind: 'prompt', title: 'Review', config: { prompt: 'Review!' }, retry: { attempts: 3 } },
        { id: 'check', kind: 'shell' },
      ],
      edges: [
        { from: 'start.out', to: 'review' },
        { from: 'review', to: 'check', loop: { max: 2 } },
      ],
      layout: { start: [0, 80], review: { at: [220, 0], color: 'blue' } },
    }

    expect(diffWorkflows(before, after)).toEqual({
      fields: [{ field: 'title', before: undefined, after: 'Review it' }],
      parameters: { added: [], removed: [], changed: [] },
      nodes: {
        added: ['check'],
        removed: ['done'],
        changed: [
          {
            key: 'review',
            fields: [
              { field: 'config.prompt', before: 'Review.', after: 'Review!' },
              { field: 'retry.attempts', before: 2, after: 3 },
            ],
          },
        ],
      },
      edges: { added: ['review.out → check'], removed: ['review.out → done'], changed: [] },
      moved: ['start'],
      placed: [],
      restyled: ['review'],
      reordered: [],
    })
  })

  it('is said in words', () => {
    const nodes = before.nodes.map((node) => (node.id === 'review' ? { ...node, config: { prompt: 'New' } } : node))

    expect(words({ ...before, nodes })).toBe('Review changed (prompt)')
    expect(words({ ...before, nodes: [...before.nodes, { id: 'a', kind: 'note' }, { id: 'b', kind: 'note' }] })).toBe(
      '2 nodes added',
    )
    expect(words({ ...before, layout: { start: [8, 0], review: [0, 0] }, description: 'Looks.' })).toBe(
      'description changed, 2 nodes moved',
    )
    const placed: Workflow['layout'] = { ...before.layout, done: [440, 0] }
    expect(words({ ...before, layout: placed })).toBe('the place of 1 node kept')
    expect(words({ ...before, layout: placed, description: 'Looks.' })).toBe('description changed')
    expect(words({ ...before, edges: before.edges.toReversed() })).toBe('edges in another order')
    expect(words(before)).toBe('')
  })

  it('of a version with itself is nothing, and of the two ways each is the mirror of the other', () => {
    fc.assert(
      fc.property(forks, ({ base, mine }) => {
        expect(isUnchanged(diffWorkflows(base, base))).toBe(true)
        const [there, back] = [diffWorkflows(base, mine), diffWorkflows(mine, base)]
        expect([...back.nodes.removed].sort()).toEqual([...there.nodes.added].sort())
        expect([...back.edges.added].sort()).toEqual([...there.edges.removed].sort())
        expect([...back.moved].sort()).toEqual([...there.moved].sort())
        expect([...back.placed].sort()).toEqual([...there.placed].sort())
        expect(back.nodes.changed.length).toBe(there.nodes.changed.length)
        expect(changesNothing(back)).toBe(changesNothing(there))
      }),
    )
  })

  it('is never nothing where the two say something else about what is done', () => {
    fc.assert(
      fc.property(forks, ({ base, mine }) => {
        const { layout: _, ...one } = base
        const { layout: __, ...other } = mine
        if (!sameJson(one, other)) expect(isUnchanged(diffWorkflows(base, mine))).toBe(false)
      }),
    )
  })
})

describe('a step of undo on disk', () => {
  it('leads from one version to any other', () => {
    fc.assert(
      fc.property(workflows, workflows, (from, to) => {
        const delta = deltaOf(from as Json, to as Json)
        const read = JSON.parse(JSON.stringify(delta)) as typeof delta
        // JSON has no -0.
        expect(JSON.parse(JSON.stringify(applyDelta(from as Json, read)))).toEqual(JSON.parse(JSON.stringify(to)))
      }),
    )
  })

  it('is as small as the edit', () => {
    const nodes = Array.from({ length: 1_000 }, (_, index) => ({ id: `n${index}`, kind: 'prompt', config: { p: 'x' } }))
    const typed = nodes.with(500, { id: 'n500', kind: 'prompt', config: { p: 'xy' } })

    expect(JSON.stringify(deltaOf({ nodes }, { nodes: typed })).length).toBeLessThan(250)
    expect(JSON.stringify(deltaOf({ nodes }, { nodes: nodes.toSpliced(400, 2) })).length).toBeLessThan(120)
  })
})
