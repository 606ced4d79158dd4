import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extractCommand } from '#shared/workflow/edit/extract-command.ts'
import { inlineCommand } from '#shared/workflow/edit/inline-command.ts'
import type { Edge, Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { catalog, errors, extracted, review } from './extracted.ts'

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
