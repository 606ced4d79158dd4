import { describe, expect, it } from 'vitest'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { errors, extracted, refusal, review } from './extracted.ts'

describe('a command made of a selection', () => {
  it('has parameters for what it reads outside, and its result is what is read of it', () => {
    const { command, workflow } = extracted(review, 'draft', 'better')

    expect(command.parameters).toEqual([
      review.parameters?.[0],
      { name: 'diff', type: 'json', required: false, description: 'Output of Diff' },
      { name: 'sum', type: 'json', required: false, description: 'Output of Sum' },
    ])
    expect(command.nodes).toEqual([
      { id: 'start', kind: 'start' },
      {
        id: 'draft',
        kind: 'prompt',
        config: { prompt: 'Be {{ args.tone }}: {{ args.diff.stdout }} ({{ args.sum.value }})' },
      },
      review.nodes[4],
      { id: 'done', kind: 'end', config: { result: '{{ nodes.better }}' } },
    ])
    expect(workflow.nodes[3]).toEqual({
      id: 'write_review',
      kind: 'workflow',
      config: {
        name: 'write-review',
        args: { tone: '{{ args.tone }}', diff: '{{ nodes.diff }}', sum: { value: '{{ nodes.sum }}' } },
      },
    })
    expect(workflow.nodes.at(-1)?.config).toEqual({ result: '{{ nodes.write_review.text }}' })
    expect(workflow.edges).toEqual([
      { from: 'start', to: 'diff' },
      { from: 'diff', to: 'sum' },
      { from: 'sum', to: 'write_review' },
      { from: 'write_review', to: 'show' },
      { from: 'show', to: 'done' },
    ])
    expect([errors(command), errors(workflow)]).toEqual([[], []])
  })

  it('gives back an object where several of its nodes are read', () => {
    const reading = {
      ...review,
      nodes: review.nodes.map((node) =>
        node.id === 'show'
          ? { ...node, config: { title: '{{ nodes.draft.text }}', body: '{{ nodes.better.text }}' } }
          : node,
      ),
    }
    const { command, workflow } = extracted(reading, 'draft', 'better')
    expect(command.nodes.at(-1)?.config?.result).toEqual({ draft: '{{ nodes.draft }}', better: '{{ nodes.better }}' })
    expect(workflow.nodes.find(({ id }) => id === 'show')?.config).toEqual({
      title: '{{ nodes.write_review.draft.text }}',
      body: '{{ nodes.write_review.better.text }}',
    })
  })

  it('takes the item and the loop around it as arguments, but not its own', () => {
    const each: Workflow = {
      ...review,
      nodes: [
        { id: 'start', kind: 'start' },
        { id: 'all', kind: 'each', config: { items: '{{ args.list }}' } },
        { id: 'a', kind: 'transform', parent: 'all', config: { value: '{{ item & index & list[item = 1] }}' } },
        { id: 'b', kind: 'transform', parent: 'all', config: { value: '{{ nodes.a }}' } },
      ],
      edges: [
        { from: 'start', to: 'all' },
        { from: 'a', to: 'b' },
      ],
    }
    const { command, workflow } = extracted(each, 'a', 'b')
    expect(command.nodes[1]?.config?.value).toBe('{{ args.item.value & args.index & list[item = 1] }}')
    expect(workflow.nodes[2]).toMatchObject({
      parent: 'all',
      config: { args: { item: { value: '{{ item }}' }, index: '{{ index }}' } },
    })
    const whole = extracted(each, 'all')
    expect(whole.command.nodes[2]?.config?.value).toBe('{{ item & index & list[item = 1] }}')
  })
})

describe('what cannot be a command of its own', () => {
  const branching: Workflow = {
    ...review,
    nodes: [
      { id: 'start', kind: 'start' },
      { id: 'ok', kind: 'approval', config: { title: 'Ok?' } },
      { id: 'yes', kind: 'transform', config: { value: 1 } },
      { id: 'no', kind: 'transform', config: { value: 2 } },
      { id: 'last', kind: 'transform', config: { value: 3 } },
      { id: 'done', kind: 'end' },
    ],
    edges: [
      { from: 'start', to: 'ok' },
      { from: 'ok.approved', to: 'yes' },
      { from: 'ok.rejected', to: 'no' },
      { from: 'yes', to: 'last' },
      { from: 'no', to: 'last' },
      { from: 'last', to: 'done' },
    ],
  }

  it('is refused with the reason', () => {
    expect(refusal(review, 'start', 'diff')).toMatch(/^Start begins a run/)
    expect(refusal(review, 'show', 'done')).toMatch(/^Done ends the run/)
    expect(refusal(branching, 'ok')).toMatch(/^It is left at several places: ok.approved, ok.rejected/)
    expect(refusal(branching, 'yes', 'no')).toMatch(/entered at several places|left at several places/)
    expect(
      refusal(
        { ...branching, edges: branching.edges.filter(({ from }) => from !== 'no' && from !== 'ok.rejected') },
        'ok',
        'yes',
      ),
    ).toMatch(/^Ok may leave by “rejected”, where nothing follows/)
    expect(refusal(review)).toBe('Select the nodes first.')
    expect(refusal(branching, 'ok', 'yes', 'no', 'last')).toBe('done')
  })

  it('is a part of a loop, what remembers by its command, and what undoes something outside', () => {
    const looped = { ...review, edges: [...review.edges, { from: 'better', to: 'sum', loop: { max: 2 } }] }
    expect(refusal(looped, 'draft', 'better')).toMatch(/^The loop from Better back to Sum would cross/)
    expect(refusal(looped, 'sum', 'draft', 'better')).toBe('done')
    const kept = { ...review, nodes: [...review.nodes, { id: 'undo', kind: 'shell', config: { command: 'git' } }] }
    const undone = {
      ...kept,
      nodes: kept.nodes.map((node) => (node.id === 'diff' ? { ...node, compensate: 'undo' } : node)),
    }
    expect(refusal(undone, 'diff')).toMatch(/^Diff names a node on the other side/)
    expect(refusal(undone, 'diff', 'undo')).toBe('done')
    const storing = {
      ...review,
      nodes: review.nodes.map((node) => (node.id === 'sum' ? { ...node, kind: 'store', config: { key: 'x' } } : node)),
    }
    expect(refusal(storing, 'sum')).toMatch(/remembers for this command alone/)
  })
})
