import { describe, expect, it } from 'vitest'
import { placeNodes } from '#shared/drawing/places.ts'
import { readPasted } from '#shared/workflow/edit/read-fragment.ts'
import { renameIdsInNode } from '#shared/workflow/edit/rename-ids.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

import { catalog, copied, paste, review } from './pasted.ts'

describe('copied nodes', () => {
  it('are text that a person can read, with what they had outside beside it', () => {
    expect(copied(review, 'diff', 'write')).toBe(`{
  "format": "slashflow/1",
  "parameters": [
    { "name": "base", "type": "string", "default": "main" }
  ],
  "nodes": [
    { "id": "diff", "kind": "shell", "config": { "command": "git", "args": ["diff", "{{ args.base }}"] } },
    { "id": "write", "kind": "prompt", "config": { "prompt": "Review {{ nodes.diff.stdout }}" } }
  ],
  "edges": [
    { "from": "diff", "to": "write" }
  ],
  "layout": {
    "diff": [80, 0],
    "write": { "at": [300, 0], "size": [200, 90] }
  },
  "fragment": "review",
  "links": [{ "from": "start", "to": "diff" }, { "from": "write", "to": "done" }]
}
`)
  })

  it('get new ids where theirs are taken, and what names them follows', () => {
    const { workflow, outermost } = paste(review, copied(review, 'diff', 'write'))

    expect(outermost).toEqual(['diff_2', 'write_2'])
    expect(workflow.nodes.at(-1)?.config).toEqual({ prompt: 'Review {{ nodes.diff_2.stdout }}' })
    expect(workflow.edges.at(-1)).toEqual({ from: 'diff_2', to: 'write_2' })
    expect(workflow.layout?.diff_2).toEqual([0, 400])
    expect(workflow.layout?.write_2).toEqual({ at: [220, 400], size: [200, 90] })
    expect(workflow.edges).toHaveLength(4)
  })

  it('are joined to the nodes they were joined to where that is wanted and they are there', () => {
    const again = paste(review, copied(review, 'write'), true)
    const elsewhere = paste({ ...review, nodes: [], edges: [] }, copied(review, 'write'), true)

    expect(again.workflow.edges.slice(-2)).toEqual([
      { from: 'diff', to: 'write_2' },
      { from: 'write_2', to: 'done' },
    ])
    expect([elsewhere.workflow.edges, elsewhere.unjoined]).toEqual([[], 2])
  })

  it('bring the parameters that they read into another command', () => {
    const other: Workflow = { format: 'slashflow/1', name: 'other', nodes: [], edges: [] }
    const { workflow, parameters } = paste(other, copied(review, 'diff'))
    expect(parameters).toEqual(['base'])
    expect(workflow.parameters).toEqual([{ name: 'base', type: 'string', default: 'main' }])
  })

  it('do not take the name of a node that they read and that is not there', () => {
    const reader: Workflow = {
      ...review,
      nodes: [{ id: 'write', kind: 'prompt', config: { prompt: '{{ nodes.write_2.text }}' } }],
      edges: [],
    }
    const { outermost } = paste({ ...reader, nodes: [{ id: 'write', kind: 'prompt' }] }, copied(reader, 'write'))
    expect(outermost).toEqual(['write_3'])
  })

  it('stand beside the first copy when they are pasted twice at one place', () => {
    const once = paste(review, copied(review, 'diff')).workflow
    expect(paste(once, copied(review, 'diff')).workflow.layout?.diff_3).toEqual([24, 424])
  })

  it('do not hide what stands close to the place where they are pasted', () => {
    expect(paste(review, copied(review, 'diff'), false, [80, 16]).workflow.layout?.diff_2).toEqual([104, 40])
  })

  it('rename what a cancel node withdraws', () => {
    const node = { id: 'stop', kind: 'cancel', config: { nodes: ['diff', 'other'] } }
    expect(renameIdsInNode(node, new Map([['diff', 'diff_2']]), catalog).config).toEqual({ nodes: ['diff_2', 'other'] })
  })
})

describe('pasted text', () => {
  it('may be a whole file, nodes alone, or stand in a block of code', () => {
    const nodes = '[{ "id": "a", "kind": "prompt" }, { "id": "b", "kind": "prompt" }]'
    const types = [JSON.stringify(review), nodes, `\`\`\`json\n${nodes}\n\`\`\``].map((text) => readPasted(text).type)
    expect(types).toEqual(['workflow', 'fragment', 'fragment'])
  })

  it('is told from a workflow with its reason where it is none', () => {
    expect(readPasted('Buy milk')).toEqual({ type: 'text', text: 'Buy milk' })
    expect(readPasted('{ "milk": 1 }').type).toBe('text')
    const newer = readPasted('{ "format": "slashflow/9", "name": "x", "nodes": [], "edges": [] }')
    expect(newer).toMatchObject({ type: 'broken', reason: expect.stringContaining('newer Slashflow') })
    const cut = readPasted('{ "nodes": [\n  { "id": "a", "kind": "prompt"')
    expect(cut).toMatchObject({ type: 'broken', reason: expect.stringContaining('line 2') })
    const kindless = readPasted('{ "nodes": [{ "id": "a" }] }')
    expect(kindless).toMatchObject({ type: 'broken', reason: expect.stringContaining('Node "a": "kind" is missing') })
  })

  it('gives places in columns to nodes that were written without', () => {
    const { workflow } = paste(
      { ...review, nodes: [], edges: [], layout: {} },
      '{ "nodes": [{ "id": "a", "kind": "prompt" }, { "id": "b", "kind": "prompt" }, { "id": "c", "kind": "prompt" }], "edges": [{ "from": "a", "to": "b" }, { "from": "a", "to": "c" }] }',
      false,
      [100, 100],
    )
    expect(workflow.layout).toEqual({ a: [100, 100], b: [348, 100], c: [348, 164] })
  })

  it('does not let those cover one another, however large they are', () => {
    const nodes = ['quantum', 'prompt', 'approval', 'note'].flatMap((kind) =>
      [1, 2].map((count) => ({ id: `${kind}_${count}`, kind, config: { text: 'A long note. '.repeat(30) } })),
    )
    const edges = [
      { from: 'quantum_1', to: 'prompt_1' },
      { from: 'prompt_1', to: 'approval_1' },
    ]
    const pasted = paste(review, JSON.stringify({ nodes, edges }), false, [0, 2_000]).workflow
    const boxes = [...placeNodes(pasted, catalog).values()].filter(({ y }) => y >= 2_000)
    const covered = boxes.flatMap((one) =>
      boxes.flatMap((other) =>
        one !== other &&
        one.x < other.x + other.width &&
        other.x < one.x + one.width &&
        one.y < other.y + other.height &&
        other.y < one.y + one.height
          ? [`${one.node.id} ${other.node.id}`]
          : [],
      ),
    )
    expect([boxes.length, covered]).toEqual([8, []])
  })

  it('takes containers apart that stand in one another', () => {
    const nodes = [
      { id: 'a', kind: 'group', parent: 'c' },
      { id: 'b', kind: 'group', parent: 'a' },
      { id: 'c', kind: 'group', parent: 'b' },
      { id: 'self', kind: 'group', parent: 'self' },
    ]
    const { workflow } = paste(review, JSON.stringify({ nodes }))
    const pasted = workflow.nodes.slice(4)
    expect(pasted.every(({ id }) => workflow.layout?.[id] !== undefined)).toBe(true)
    expect(pasted.map(({ id, parent }) => [id, parent])).toEqual([
      ['a', undefined],
      ['b', 'a'],
      ['c', 'b'],
      ['self', undefined],
    ])
  })

  it('gives ids to nodes whose own cannot be one', () => {
    const nodes = [
      { id: 'Fetch Data', kind: 'shell' },
      { id: 'and', kind: 'transform', config: { value: '{{ nodes.`Fetch Data`.stdout }}' } },
    ]
    const { workflow, names } = paste(review, JSON.stringify({ nodes, edges: [{ from: 'Fetch Data', to: 'and' }] }))
    expect([...names.values()]).toEqual(['fetch_data', 'and_2'])
    expect(workflow.nodes.at(-1)?.config).toEqual({ value: '{{ nodes.`fetch_data`.stdout }}' })
    expect(workflow.edges.at(-1)).toEqual({ from: 'fetch_data', to: 'and_2' })
  })

  it('keeps two nodes that somebody wrote with one id apart', () => {
    const { workflow } = paste(
      { ...review, nodes: [], edges: [] },
      '[{ "id": "a", "kind": "prompt" }, { "id": "a", "kind": "shell" }]',
    )
    expect(workflow.nodes.map(({ id, kind }) => [id, kind])).toEqual([
      ['a', 'prompt'],
      ['a_2', 'shell'],
    ])
  })
})
