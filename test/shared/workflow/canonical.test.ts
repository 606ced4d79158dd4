import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText } from '#shared/workflow/canonical.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { workflows } from './workflow-arbitrary.ts'

const review: Workflow = {
  layout: { ok: { collapsed: true, at: [440, 0] }, gone: [9, 9], start: [0, 0], diff: [220.5, -0] },
  zebra: { b: 1, a: 2 },
  edges: [
    { to: 'diff', from: 'start' },
    { loop: { max: 3 }, to: 'diff', from: 'ok.rejected', note: 'again' },
  ],
  nodes: [
    { kind: 'start', id: 'start' },
    {
      kind: 'shell',
      id: 'diff',
      timeout: '30s',
      approve: 'never',
      config: { args: ['diff', '{{ args.base }}...HEAD'], command: 'git' },
      retry: { factor: 2, attempts: 3 },
      title: 'What has changed since the base branch',
    },
    { kind: 'approval', id: 'ok', config: {} },
  ],
  name: 'pr-review',
  format: 'slashflow/1',
  parameters: [{ type: 'string', default: 'main', name: 'base' }],
}

const shell: KindDescriptor = {
  kind: 'shell',
  title: 'Shell',
  summary: '',
  icon: 'terminal',
  group: 'tool',
  ports: ['out'],
  entry: false,
  runs: true,
  effect: 'always',
  overlay: 'none',
  shape: 'card',
  width: 176,
  output: {},
  initialConfig: {},
  configSchema: { properties: { command: {}, args: {} } },
}

const EXPECTED = `{
  "format": "slashflow/1",
  "name": "pr-review",
  "parameters": [
    { "name": "base", "type": "string", "default": "main" }
  ],
  "nodes": [
    { "id": "start", "kind": "start" },
    {
      "id": "diff",
      "kind": "shell",
      "title": "What has changed since the base branch",
      "config": { "command": "git", "args": ["diff", "{{ args.base }}...HEAD"] },
      "retry": { "attempts": 3, "factor": 2 },
      "timeout": "30s",
      "approve": "never"
    },
    { "id": "ok", "kind": "approval", "config": {} }
  ],
  "edges": [
    { "from": "start", "to": "diff" },
    { "from": "ok.rejected", "to": "diff", "loop": { "max": 3 }, "note": "again" }
  ],
  "layout": {
    "start": [0, 0],
    "diff": [220.5, 0],
    "ok": { "at": [440, 0], "collapsed": true },
    "gone": [9, 9]
  },
  "zebra": { "b": 1, "a": 2 }
}
`

describe('the canonical text', () => {
  it('has a fixed order and shape', () => {
    expect(canonicalText(review, new Map([['shell', shell]]))).toBe(EXPECTED)
  })

  it('keeps a config as written where its kind is not given', () => {
    expect(canonicalText(review)).toContain(
      '"config": { "args": ["diff", "{{ args.base }}...HEAD"], "command": "git" }',
    )
  })

  it('leaves out what is undefined, and writes empty lists on one line', () => {
    expect(canonicalText({ format: 'slashflow/1', name: 'x', title: undefined, nodes: [], edges: [] })).toBe(
      '{\n  "format": "slashflow/1",\n  "name": "x",\n  "nodes": [],\n  "edges": []\n}\n',
    )
  })

  it('breaks what does not fit a line of 120 letters', () => {
    const long = canonicalText({
      ...review,
      nodes: [
        {
          id: 'a',
          kind: 'prompt',
          config: { prompt: 'word '.repeat(40), list: Array.from({ length: 60 }, (_, index) => index) },
        },
      ],
    })
    expect(long.split('\n').filter((line) => line.length > 120)).toHaveLength(1)
  })

  it('is the same after it was read, and says the same workflow', () => {
    fc.assert(
      fc.property(workflows, (workflow) => {
        const text = canonicalText(workflow)
        const { workflow: again, problems } = parseWorkflow(text)
        expect(problems).toEqual([])
        expect(again).toEqual(JSON.parse(JSON.stringify(workflow)))
        expect(again && canonicalText(again)).toBe(text)
      }),
      { numRuns: 300 },
    )
  })

  it('does not depend on the order of keys outside configs', () => {
    fc.assert(
      fc.property(workflows, (workflow) => {
        const reversed = (value: object) => Object.fromEntries(Object.entries(value).reverse())
        const shuffled = {
          ...reversed(workflow),
          nodes: workflow.nodes.map(reversed),
          edges: workflow.edges.map(reversed),
        } as Workflow
        expect(canonicalText(shuffled)).toBe(canonicalText(workflow))
      }),
    )
  })
})
