import { describe, expect, it } from 'vitest'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { renameNode } from '#renderer/canvas/edit/rename-node.ts'
import { expressionSpans, textPieces } from '#shared/workflow/edit/expression-spans.ts'
import { referencesIn, renameInText } from '#shared/workflow/edit/references.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

const catalog = catalogOf(DESCRIPTORS)

describe('where expressions stand in a text', () => {
  it('ends at the first braces outside of strings and objects', () => {
    const text = 'a {{ {"x": {"y": 1}} }} b {{ "}}" & `}}` }} c \\{{ no }} {{ open'
    expect(textPieces(text).map((piece) => [piece.text, piece.expression])).toEqual([
      ['a ', false],
      ['{{ {"x": {"y": 1}} }}', true],
      [' b ', false],
      ['{{ "}}" & `}}` }}', true],
      [' c \\{{ no }} ', false],
      ['{{ open', true],
    ])
    expect(expressionSpans(text).map((span) => span.closed)).toEqual([true, true, false])
  })

  it('takes an apostrophe that nobody closes as what it is', () => {
    expect(expressionSpans("{{ args.name }} it's {{ args.base }}")).toHaveLength(2)
    expect(expressionSpans("{{ it's }} on")).toEqual([{ start: 0, end: 10, closed: true }])
  })
})

describe('nodes that a text names', () => {
  it('are found where they are read, not in strings, other fields or longer names', () => {
    const text =
      'nodes.a {{ nodes.diff.stdout & "nodes.diff" & $.nodes.diff & x.nodes.diff & allnodes.diff & nodes.`diff` & nodes.difference }}'
    expect(referencesIn(text).map((reference) => reference.id)).toEqual(['diff', 'diff', 'diff', 'difference'])
  })

  it('are renamed in place', () => {
    expect(
      renameInText('{{ nodes.diff.stdout }} of nodes.diff, {{ nodes.diff_2 & nodes . diff }}', 'diff', 'changes'),
    ).toBe('{{ nodes.changes.stdout }} of nodes.diff, {{ nodes.diff_2 & nodes . changes }}')
  })
})

describe('a node that gets another id', () => {
  const workflow: Workflow = {
    format: 'slashflow/1',
    name: 'review',
    nodes: [
      { id: 'diff', kind: 'shell', compensate: 'diff' },
      {
        id: 'ok',
        kind: 'approval',
        parent: 'diff',
        config: {
          payload: '{{ nodes.diff.stdout }}',
          list: [{ when: '{{ nodes.diff.exitCode = 0 }}' }],
          plain: 'diff',
        },
      },
    ],
    edges: [
      { from: 'diff', to: 'ok' },
      { from: 'ok.rejected', to: 'diff', loop: { max: 3 } },
      { from: 'diff.error', to: 'ok' },
    ],
    layout: { diff: [0, 0], ok: { at: [200, 0] } },
  }

  it('keeps everything that named it', () => {
    expect(renameNode(workflow, 'diff', 'changes', catalog)).toEqual({
      format: 'slashflow/1',
      name: 'review',
      nodes: [
        { id: 'changes', kind: 'shell', compensate: 'changes' },
        {
          id: 'ok',
          kind: 'approval',
          parent: 'changes',
          config: {
            payload: '{{ nodes.changes.stdout }}',
            list: [{ when: '{{ nodes.changes.exitCode = 0 }}' }],
            plain: 'diff',
          },
        },
      ],
      edges: [
        { from: 'changes', to: 'ok' },
        { from: 'ok.rejected', to: 'changes', loop: { max: 3 } },
        { from: 'changes.error', to: 'ok' },
      ],
      layout: { changes: [0, 0], ok: { at: [200, 0] } },
    })
  })

  it('is the same again when it is renamed back', () => {
    expect(renameNode(renameNode(workflow, 'diff', 'changes', catalog), 'changes', 'diff', catalog)).toEqual(workflow)
  })
})
