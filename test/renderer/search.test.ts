import { describe, expect, it } from 'vitest'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { matchesIn, patternOf, type Query, replaceMatches } from '#renderer/canvas/edit/search.ts'
import { fieldWords } from '#renderer/canvas/search/field-words.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

const catalog = catalogOf(DESCRIPTORS)

const review: Workflow = {
  format: 'slashflow/1',
  name: 'review',
  nodes: [
    { id: 'diff', kind: 'shell', title: 'Diff of main', config: { command: 'git', args: ['diff', '{{ args.base }}'] } },
    { id: 'write', kind: 'prompt', config: { prompt: 'Review {{ nodes.diff.stdout }}, not the Differences.' } },
    { id: 'stop', kind: 'cancel', config: { nodes: ['diff'] } },
  ],
  edges: [{ from: 'diff', to: 'write' }],
  layout: { diff: [0, 0], write: [220, 0] },
}

const asked = (text: string, part: Partial<Query> = {}): Query => ({
  text,
  matchCase: false,
  wholeWord: false,
  regex: false,
  ...part,
})

function compiled(query: Query): RegExp {
  const pattern = patternOf(query)
  if (!pattern || 'problem' in pattern) throw new Error(pattern?.problem ?? 'nothing to look for')
  return pattern.pattern
}

const where = (query: Query): readonly string[] =>
  matchesIn(review, compiled(query)).map(
    ({ nodeId, place, path, text, start, end }) => `${nodeId} ${[place, ...path].join('.')} ${text.slice(start, end)}`,
  )

function replaced(query: Query, to: string) {
  const pattern = compiled(query)
  return replaceMatches(review, matchesIn(review, pattern), { pattern, to, regex: query.regex }, catalog)
}

describe('searching a workflow', () => {
  it('finds text in titles, ids and settings', () => {
    expect(where(asked('diff'))).toEqual([
      'diff title Diff',
      'diff id diff',
      'diff setting.args.0 diff',
      'write setting.prompt diff',
      'write setting.prompt Diff',
      'stop setting.nodes.0 diff',
    ])
  })

  it('minds case, whole words and regular expressions where that is wanted', () => {
    expect(where(asked('Diff', { matchCase: true }))).toEqual(['diff title Diff', 'write setting.prompt Diff'])
    expect(where(asked('diff', { wholeWord: true }))).not.toContain('write setting.prompt Diff')
    expect(where(asked('^re\\w+', { regex: true }))).toEqual(['write setting.prompt Review'])
    expect(where(asked('args.base'))).toEqual(['diff setting.args.1 args.base'])
    expect(where(asked('argsxbase'))).toEqual([])
  })

  it('says what is wrong with a regular expression, also with one that could search for ever', () => {
    expect(patternOf(asked('(', { regex: true }))).toMatchObject({
      problem: expect.stringContaining('no regular expression'),
    })
    expect(patternOf(asked('(a+)+$', { regex: true }))).toMatchObject({ problem: expect.stringContaining('for ever') })
    expect(patternOf(asked(''))).toBeUndefined()
  })
})

describe('replacing what was found', () => {
  it('gives a node another id with everything that names it', () => {
    const { workflow, names } = replaced(asked('diff', { matchCase: true, wholeWord: true }), 'changes')
    expect(names).toEqual(new Map([['diff', 'changes']]))
    expect(workflow.nodes.map(({ config }) => config)).toEqual([
      { command: 'git', args: ['changes', '{{ args.base }}'] },
      { prompt: 'Review {{ nodes.changes.stdout }}, not the Differences.' },
      { nodes: ['changes'] },
    ])
    expect(workflow.edges).toEqual([{ from: 'changes', to: 'write' }])
    expect(Object.keys(workflow.layout ?? {})).toEqual(['changes', 'write'])
  })

  it('counts each match that is gone, a reference that followed its node among them', () => {
    const { workflow, count } = replaced(asked('diff', { matchCase: true, wholeWord: true }), 'changes')
    // The id, an argument, a reference and an entry of a list, as the bar listed them.
    expect([count, matchesIn(workflow, compiled(asked('diff', { matchCase: true, wholeWord: true }))).length]).toEqual([
      4, 0,
    ])
  })

  it('leaves the references of a node whose id cannot be changed', () => {
    const { workflow, refused } = replaced(asked('diff', { matchCase: true, wholeWord: true }), 'write')
    expect(refused).toEqual(['"diff" cannot become "write". Another node has the id "write".'])
    expect(workflow.nodes[1]?.config).toEqual({ prompt: 'Review {{ nodes.diff.stdout }}, not the Differences.' })
    expect(workflow.nodes[2]?.config).toEqual({ nodes: ['diff'] })
  })

  it('changes a reference as any text where no node gets another id', () => {
    const twice: Workflow = {
      ...review,
      nodes: review.nodes.map((node) =>
        node.id === 'write'
          ? { ...node, config: { system: '{{ nodes.diff.stdout }}', prompt: '{{ nodes.diff.stderr }}' } }
          : node,
      ),
    }
    const config = (query: Query, to: string) => {
      const pattern = compiled(query)
      const chosen = matchesIn(twice, pattern)
      const { workflow, count } = replaceMatches(twice, chosen, { pattern, to, regex: query.regex }, catalog)
      return [chosen.length, count, workflow.nodes[1]?.config]
    }
    // More than the id, less than it, and the id where it is no match itself.
    expect(config(asked('nodes.diff.'), 'nodes.stop.')).toEqual([
      2,
      2,
      { system: '{{ nodes.stop.stdout }}', prompt: '{{ nodes.stop.stderr }}' },
    ])
    expect(config(asked('nodes\\.(\\w+)', { regex: true }), 'nodes.$1[0]')).toEqual([
      2,
      2,
      { system: '{{ nodes.diff[0].stdout }}', prompt: '{{ nodes.diff[0].stderr }}' },
    ])
    expect(config(asked('(?<=nodes\\.)diff', { regex: true }), 'stop')).toEqual([
      2,
      2,
      { system: '{{ nodes.stop.stdout }}', prompt: '{{ nodes.stop.stderr }}' },
    ])
  })

  it('puts in what a regular expression has found', () => {
    const { workflow } = replaced(asked('(\\w+) of (\\w+)', { regex: true }), '$2: $1 ($$)')
    expect(workflow.nodes[0]?.title).toBe('main: Diff ($)')
  })

  it('takes signs of a plain replacement as they are', () => {
    expect(replaced(asked('git'), '$& $1').workflow.nodes[0]?.config?.command).toBe('$& $1')
  })

  it('replaces one match and no other', () => {
    const pattern = compiled(asked('diff'))
    const chosen = matchesIn(review, pattern).slice(3, 4)
    const { workflow, count } = replaceMatches(review, chosen, { pattern, to: 'other', regex: false }, catalog)
    expect([count, workflow.nodes[1]?.config?.prompt]).toEqual([
      1,
      'Review {{ nodes.other.stdout }}, not the Differences.',
    ])
  })
})

describe('where a match stands', () => {
  it('is told as the form tells it', () => {
    const words = (kind: string, ...path: (string | number)[]) =>
      fieldWords({ place: 'setting', path }, catalog.get(kind)?.configSchema)
    expect(words('shell', 'args', 1)).toBe('Arguments 2')
    expect(words('branch', 'cases', 0, 'when')).toBe('Cases 1, When')
    expect(words('shell', 'env', 'PATH')).toBe('Environment, PATH')
    expect(words('unknown', 'a', 'b')).toBe('a, b')
    expect(fieldWords({ place: 'title', path: [] }, undefined)).toBe('Title')
  })
})

it.each(['tides', 'n'])('"%s" is found and replaced in each of 1,000 nodes', (text) => {
  const nodes = Array.from({ length: 1_000 }, (_, index) => ({
    id: `n${index}`,
    kind: 'prompt',
    title: `Node ${index}`,
    config: { prompt: `Write about {{ nodes.n${Math.max(0, index - 1)}.text }} and the tides.` },
  }))
  const large = { ...review, nodes, edges: [], layout: {} }
  const pattern = compiled(asked(text, { matchCase: true }))
  const matches = matchesIn(large, pattern)
  const { workflow, count } = replaceMatches(large, matches, { pattern, to: 'moon', regex: false }, catalog)
  expect(count).toBeGreaterThanOrEqual(1_000)
  expect(workflow.nodes.filter((node, index) => node === nodes[index])).toEqual([])
})
