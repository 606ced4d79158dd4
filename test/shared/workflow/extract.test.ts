import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KIND_CHECKS } from '#main/nodes/check-config.ts'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import { extractCommand } from '#shared/workflow/edit/extract-command.ts'
import { inlineCommand } from '#shared/workflow/edit/inline-command.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import { errorsOf } from '#shared/workflow/problem.ts'
import type { Edge, Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'

const catalog = catalogOf(DESCRIPTORS)

const review: Workflow = {
  format: 'slashflow/1',
  name: 'review',
  parameters: [{ name: 'tone', type: 'enum', options: ['dry', 'kind'], default: 'dry' }],
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'diff', kind: 'shell', config: { command: 'git', args: ['diff'] } },
    { id: 'sum', kind: 'transform', config: { value: '{{ $count(nodes.diff.stdout) }}' } },
    {
      id: 'draft',
      kind: 'prompt',
      config: { prompt: 'Be {{ args.tone }}: {{ nodes.diff.stdout }} ({{ nodes.sum }})' },
    },
    { id: 'better', kind: 'prompt', config: { prompt: 'Improve {{ nodes.draft.text }}' } },
    { id: 'show', kind: 'show', config: { title: 'Review', body: '{{ nodes.better.text }}' } },
    { id: 'done', kind: 'end', config: { result: '{{ nodes.better.text }}' } },
  ],
  edges: [
    { from: 'start', to: 'diff' },
    { from: 'diff', to: 'sum' },
    { from: 'sum', to: 'draft' },
    { from: 'draft', to: 'better' },
    { from: 'better', to: 'show' },
    { from: 'show', to: 'done' },
  ],
  layout: {
    start: [0, 0],
    diff: [96, 0],
    sum: [320, 0],
    draft: [520, 0],
    better: [720, 0],
    show: [940, 0],
    done: [1160, 0],
  },
}

function extracted(workflow: Workflow, ...ids: string[]) {
  const result = extractCommand(workflow, new Set(ids), { name: 'write-review', catalog })
  if ('problem' in result) throw new Error(result.problem)
  return result
}

const refusal = (workflow: Workflow, ...ids: string[]): string => {
  const result = extractCommand(workflow, new Set(ids), { name: 'part', catalog })
  return 'problem' in result ? result.problem : 'done'
}

const errors = (workflow: Workflow) =>
  errorsOf(checkWorkflow(workflow, catalog, KIND_CHECKS)).map(({ message }) => message)

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

describe('a command put in place of the node that runs it', () => {
  it('computes its result by a node of that name where it is more than one output', () => {
    const command: Workflow = {
      format: 'slashflow/1',
      name: 'greet',
      parameters: [
        { name: 'who', type: 'string' },
        { name: 'times', type: 'number', default: 2 },
      ],
      nodes: [
        { id: 'start', kind: 'start' },
        { id: 'draft', kind: 'prompt', config: { prompt: 'Greet {{ args.who }} {{ args.times + 1 }} times' } },
        { id: 'done', kind: 'end', config: { result: 'Said: {{ nodes.draft.text }}' } },
      ],
      edges: [
        { from: 'start', to: 'draft' },
        { from: 'draft', to: 'done' },
      ],
    }
    const caller: Workflow = {
      ...review,
      nodes: review.nodes.map((node) =>
        node.id === 'better'
          ? { id: 'better', kind: 'workflow', config: { name: 'greet', args: { who: 'Dr {{ nodes.draft.text }}' } } }
          : node,
      ),
    }
    const result = inlineCommand(caller, 'better', command, catalog)
    if ('problem' in result) throw new Error(result.problem)
    const byId = new Map(result.workflow.nodes.map((node) => [node.id, node.config]))
    expect(byId.get('draft_2')).toEqual({ prompt: 'Greet {{ nodes.better_given.who }} {{ 2 + 1 }} times' })
    expect(byId.get('better_given')).toEqual({ value: { who: 'Dr {{ nodes.draft.text }}' } })
    expect(byId.get('better')).toEqual({ value: 'Said: {{ nodes.draft_2.text }}' })
    expect(byId.get('done')).toEqual({ result: '{{ nodes.better.text }}' })
    expect(errors(result.workflow)).toEqual([])
  })

  it('stands where the call stood, and moves down only where something is in the way', () => {
    const given = { ...review, layout: Object.fromEntries(review.nodes.map(({ id }, index) => [id, [index * 400, 0]])) }
    const { command, workflow, id } = extracted(given as Workflow, 'draft', 'better')
    const call = workflow.layout?.[id]
    const put = (layout: Workflow['layout']) => {
      const result = inlineCommand({ ...workflow, layout }, id, command, catalog)
      if ('problem' in result) throw new Error(result.problem)
      return [result.workflow.layout?.draft, result.workflow.layout?.better]
    }
    expect(put(workflow.layout)).toEqual([call, [((call as number[])[0] as number) + 400, 0]])
    const [, [, y] = []] = put({ ...workflow.layout, done: [((call as number[])[0] as number) + 420, 0] }) as number[][]
    expect(y).toBeGreaterThan(0)
  })

  it('is refused where the meaning would change', () => {
    const { command, workflow, id } = extracted(review, 'draft', 'better')
    const why = (change: Partial<WorkflowNode>, part: Partial<Workflow> = {}) => {
      const nodes = workflow.nodes.map((node) => (node.id === id ? { ...node, ...change } : node))
      const result = inlineCommand({ ...workflow, nodes }, id, { ...command, ...part }, catalog)
      return 'problem' in result ? result.problem : 'done'
    }
    expect(why({})).toBe('done')
    expect(why({ retry: { attempts: 2 } })).toMatch(/has “retry”/)
    expect(why({ config: { name: 'write-review', wait: false } })).toMatch(/does not wait/)
    expect(why({}, { nodes: [...command.nodes, { id: 'stop', kind: 'end' }] })).toMatch(/ends at several places/)
    expect(why({}, { nodes: [...command.nodes, { id: 'on', kind: 'on_event', config: { event: 'x' } }] })).toMatch(
      /begins in several ways/,
    )
  })
})

it('what was made a command and put back is what it was, for all chains and forks', () => {
  const graphs = fc.record({
    length: fc.integer({ min: 3, max: 7 }),
    fork: fc.boolean(),
    from: fc.nat(4),
    size: fc.integer({ min: 1, max: 4 }),
    reads: fc.array(fc.nat(6), { minLength: 8, maxLength: 8 }),
  })
  fc.assert(
    fc.property(graphs, ({ length, fork, from, size, reads }) => {
      const ids = Array.from({ length }, (_, index) => `n${index}`)
      const kinds = ['prompt', 'shell', 'transform']
      const nodes: WorkflowNode[] = ids.map((id, index) => {
        const other = (reads[index] ?? 0) % (index + 1)
        const read = other === index ? 'args.who' : `nodes.n${other}`
        const kind = kinds[index % 3] ?? 'prompt'
        const text = kind === 'transform' ? `{{ ${read} }}` : `Say {{ ${read} }} and {{ args.who }}`
        const field = { shell: 'command', prompt: 'prompt' }[kind] ?? 'value'
        return { id, kind, config: { [field]: text } }
      })
      const edges: Edge[] = [
        { from: 'start', to: 'n0' },
        ...ids.slice(1).map((id, index) => ({ from: `n${index}`, to: id })),
      ]
      if (fork && length > 3) edges.push({ from: 'n0', to: 'n2' })
      const last = ids.at(-1) ?? 'n0'
      const workflow: Workflow = {
        format: 'slashflow/1',
        name: 'random',
        parameters: [{ name: 'who', type: 'string' }],
        nodes: [
          { id: 'start', kind: 'start' },
          ...nodes,
          { id: 'done', kind: 'end', config: { result: `{{ nodes.${last} }}` } },
        ],
        edges: [...edges, { from: last, to: 'done' }],
      }
      const chosen = ids.slice(from, from + size)
      const part = extractCommand(workflow, new Set(chosen), { name: 'part', catalog })
      if ('problem' in part) return
      expect([errors(part.command), errors(part.workflow)]).toEqual([[], []])
      const back = inlineCommand(part.workflow, part.id, part.command, catalog)
      if ('problem' in back) throw new Error(back.problem)
      const sorted = (list: readonly Edge[]) => list.map(({ from: start, to }) => `${start} ${to}`).sort()
      expect(back.workflow.nodes).toEqual(workflow.nodes)
      expect(sorted(back.workflow.edges)).toEqual(sorted(workflow.edges))
    }),
    { numRuns: 200 },
  )
})
