import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Conflict, mergeWorkflows } from '#shared/workflow/merge.ts'
import { Workflow } from '#shared/workflow/workflow.ts'
import { forks } from './edited-workflow.ts'
import { workflows } from './workflow-arbitrary.ts'

const base: Workflow = {
  format: 'slashflow/1',
  name: 'review',
  parameters: [{ name: 'base', type: 'string' }],
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'diff', kind: 'shell', config: { command: 'git', args: ['diff'] } },
    { id: 'review', kind: 'prompt', config: { prompt: 'Review.', model: 'small' } },
    { id: 'done', kind: 'end' },
  ],
  edges: [
    { from: 'start', to: 'diff' },
    { from: 'diff', to: 'review' },
    { from: 'review', to: 'done' },
  ],
  layout: { start: [0, 0], diff: [220, 0], review: [440, 0], done: [660, 0] },
}

const withConfig = (id: string, config: Record<string, string>, from = base): Workflow => ({
  ...from,
  nodes: from.nodes.map((node) => (node.id === id ? { ...node, config: { ...node.config, ...config } } : node)),
})

const without = (id: string, from = base): Workflow => ({
  ...from,
  nodes: from.nodes.filter((node) => node.id !== id),
  edges: from.edges.filter((edge) => edge.from !== id && edge.to !== id),
  layout: Object.fromEntries(Object.entries(from.layout ?? {}).filter(([key]) => key !== id)),
})

const placesOf = (conflicts: readonly Conflict[]): readonly string[] => conflicts.map(({ id }) => id)

describe('two edits of one command', () => {
  it('come together where they touch different fields of one node', () => {
    const mine = withConfig('review', { prompt: 'Review this.' })
    const theirs = withConfig('review', { model: 'large' })

    expect(mergeWorkflows(base, mine, theirs)).toEqual({
      workflow: withConfig('review', { prompt: 'Review this.', model: 'large' }),
      conflicts: [],
    })
  })

  it('conflict where both wrote another value, and each side can be had', () => {
    const mine = withConfig('review', { prompt: 'Mine.' })
    const theirs = withConfig('review', { prompt: 'Theirs.' })
    const conflict = {
      id: 'node review config.prompt',
      part: 'node',
      key: 'review',
      field: 'config.prompt',
      base: 'Review.',
      mine: 'Mine.',
      theirs: 'Theirs.',
    }

    expect(mergeWorkflows(base, mine, theirs)).toEqual({ workflow: mine, conflicts: [conflict] })
    expect(mergeWorkflows(base, mine, theirs, () => 'theirs').workflow).toEqual(theirs)
  })

  it('come together in one text where they changed other lines of it, and conflict where the lines touch', () => {
    const prompt = (...lines: readonly string[]) => withConfig('review', { prompt: lines.join('\n') })
    const old = prompt('Review this.', '', 'Be brief.', 'Name the lines.')
    const mine = prompt('Review this well.', '', 'Be brief.', 'Name the lines.')
    const theirs = prompt('Review this.', '', 'Be brief.', 'Name the lines and files.', 'In English.')

    expect(mergeWorkflows(old, mine, theirs)).toEqual({
      workflow: prompt('Review this well.', '', 'Be brief.', 'Name the lines and files.', 'In English.'),
      conflicts: [],
    })
    const beside = prompt('Review this.', 'Mind the tests.', 'Be brief.', 'Name the lines.')
    expect(placesOf(mergeWorkflows(old, mine, beside).conflicts)).toEqual(['node review config.prompt'])
  })

  it('keep a node that one side removed and the other changed, with its edges and its place, where that is chosen', () => {
    const mine = without('review')
    const theirs = withConfig('review', { prompt: 'Better.' })

    expect(placesOf(mergeWorkflows(base, mine, theirs).conflicts)).toEqual(['node review'])
    expect(mergeWorkflows(base, mine, theirs).workflow).toEqual(mine)
    expect(mergeWorkflows(base, mine, theirs, () => 'theirs').workflow).toEqual(theirs)
  })

  it('conflict where one removes the node to which the other led an edge', () => {
    const mine = without('review')
    const theirs = { ...base, edges: [...base.edges, { from: 'start', to: 'review' }] }

    expect(placesOf(mergeWorkflows(base, mine, theirs).conflicts)).toEqual(['node review'])
    expect(mergeWorkflows(base, mine, theirs).workflow).toEqual(mine)
    expect(mergeWorkflows(base, mine, theirs, () => 'theirs').workflow).toEqual(theirs)
  })

  it('a node that was only moved is removed with its place, without a question', () => {
    const moved = { ...base, layout: { ...base.layout, review: [440, 200] as [number, number] } }

    expect(mergeWorkflows(base, without('review'), moved)).toEqual({ workflow: without('review'), conflicts: [] })
  })

  it('a container stays while something is put into it', () => {
    const holder: Workflow = { ...base, nodes: [...base.nodes, { id: 'all', kind: 'each' }] }
    const theirs: Workflow = { ...holder, nodes: [...holder.nodes, { id: 'inner', kind: 'prompt', parent: 'all' }] }
    const { workflow, conflicts } = mergeWorkflows(holder, without('all', holder), theirs, () => 'mine')

    expect(placesOf(conflicts)).toEqual(['node all'])
    expect(workflow.nodes.map(({ id }) => id)).toContain('all')
  })
})

describe('for all workflows', () => {
  it('an untouched side gives way to the other', () => {
    fc.assert(
      fc.property(workflows, workflows, (one, other) => {
        expect(mergeWorkflows(one, other, one)).toEqual({ workflow: other, conflicts: [] })
        expect(mergeWorkflows(one, one, other)).toEqual({ workflow: other, conflicts: [] })
        expect(mergeWorkflows(one, other, other)).toEqual({ workflow: other, conflicts: [] })
      }),
    )
  })

  it('without a conflict it does not matter who is mine', () => {
    let merged = 0
    fc.assert(
      fc.property(forks, (fork) => {
        const one = mergeWorkflows(fork.base, fork.mine, fork.theirs)
        const other = mergeWorkflows(fork.base, fork.theirs, fork.mine)
        expect(placesOf(other.conflicts)).toEqual(placesOf(one.conflicts))
        if (one.conflicts.length > 0) return
        merged += 1
        expect(other.workflow).toEqual(one.workflow)
      }),
      { numRuns: 200 },
    )
    expect(merged).toBeGreaterThan(20)
  })

  it('the result is a workflow of the format, whoever is chosen', () => {
    fc.assert(
      fc.property(forks, fc.array(fc.constantFrom('mine' as const, 'theirs' as const)), (fork, choices) => {
        let asked = 0
        const { workflow } = mergeWorkflows(fork.base, fork.mine, fork.theirs, () => choices[asked++] ?? 'mine')
        expect(Workflow.safeParse(workflow).success).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('no edge loses an end that both sides had', () => {
    fc.assert(
      fc.property(forks, (fork) => {
        const { workflow } = mergeWorkflows(fork.base, fork.mine, fork.theirs)
        const ids = new Set(workflow.nodes.map(({ id }) => id))
        const dangling = (each: Workflow) =>
          new Set(
            each.edges.flatMap(({ from, to }) =>
              [from, to].every((id) => each.nodes.some((node) => node.id === id)) ? [] : [`${from} ${to}`],
            ),
          )
        const before = new Set([...dangling(fork.mine), ...dangling(fork.theirs)])
        const after = workflow.edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))
        expect(after.filter(({ from, to }) => !before.has(`${from} ${to}`))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('edits of different nodes always come together, and neither loses anything', () => {
    const changes = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.string(), { minKeys: 1 })
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 30 }), fc.nat(), changes, changes, (size, cut, myConfig, theirConfig) => {
        const nodes = Array.from({ length: size }, (_, index) => ({
          id: `n${index}`,
          kind: 'prompt',
          config: { p: '' },
        }))
        const whole: Workflow = { format: 'slashflow/1', name: 'many', nodes, edges: [] }
        const middle = 1 + (cut % (size - 1))
        const change = (isMine: boolean, config: Record<string, string>, added: string): Workflow => ({
          ...whole,
          nodes: [
            ...nodes.map((node, index) =>
              index < middle === isMine ? { ...node, config: { ...node.config, ...config } } : node,
            ),
            { id: added, kind: 'shell', config: {} },
          ],
          edges: [{ from: isMine ? 'n0' : `n${size - 1}`, to: added }],
        })
        const [mine, theirs] = [change(true, myConfig, 'mine'), change(false, theirConfig, 'theirs')]
        const { workflow, conflicts } = mergeWorkflows(whole, mine, theirs)

        expect(conflicts).toEqual([])
        expect(workflow.nodes).toEqual([
          ...mine.nodes.slice(0, middle),
          ...theirs.nodes.slice(middle, size),
          mine.nodes.at(-1),
          theirs.nodes.at(-1),
        ])
        expect(workflow.edges).toEqual([...mine.edges, ...theirs.edges])
      }),
    )
  })
})
