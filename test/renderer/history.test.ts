import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shownChange } from '#renderer/canvas/model/shown-change.ts'
import {
  bounded,
  capture,
  continues,
  type History,
  PAUSE_MS,
  redone,
  undone,
} from '#renderer/state/document/history.ts'
import { historyText, readHistory } from '#renderer/state/document/kept-history.ts'
import { foldedLines } from '#renderer/versions/folded-lines.ts'
import { diffLines } from '#shared/line-diff.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { forks } from '#test/shared/workflow/edited-workflow.ts'
import { workflows } from '#test/shared/workflow/workflow-arbitrary.ts'

const begin = (workflow: Workflow): History => ({ workflow, past: [], future: [] })
const titled = (workflow: Workflow, title: string): Workflow => ({ ...workflow, title })
const empty: Workflow = { format: 'slashflow/1', name: 'empty', nodes: [], edges: [] }

const large: Workflow = {
  ...empty,
  nodes: Array.from({ length: 1_000 }, (_, index) => ({
    id: `n${index}`,
    kind: 'prompt',
    config: { prompt: 'x'.repeat(100) },
  })),
}
const typedInto = (workflow: Workflow, index: number, prompt: string): Workflow => ({
  ...workflow,
  nodes: workflow.nodes.with(index, { id: `n${index}`, kind: 'prompt', config: { prompt } }),
})

describe('undo and redo', () => {
  it('lead back through every edit, and forth again', () => {
    fc.assert(
      fc.property(fc.array(workflows, { minLength: 1, maxLength: 8 }), (versions) => {
        let history = begin(empty)
        for (const version of versions) history = capture(history, version, false)
        for (const version of [empty, ...versions].toReversed().slice(1)) {
          history = undone(history) ?? history
          expect(history.workflow).toBe(version)
        }
        expect(undone(history)).toBeUndefined()
        for (const version of versions) {
          history = redone(history) ?? history
          expect(history.workflow).toBe(version)
        }
        expect(redone(history)).toBeUndefined()
      }),
    )
  })

  it('take what was typed in one field without a pause as one step', () => {
    const open = { key: 'review prompt', at: 1_000 }

    expect(continues(open, 'review prompt', 1_000 + PAUSE_MS - 1)).toBe(true)
    expect(continues(open, 'review prompt', 1_000 + PAUSE_MS)).toBe(false)
    expect(continues(open, 'review title', 1_001)).toBe(false)
    expect(continues(undefined, 'review prompt', 1_001)).toBe(false)
    const typed = capture(capture(begin(empty), titled(empty, 'R'), false), titled(empty, 'Re'), true)
    expect(undone(typed)?.workflow).toBe(empty)
  })

  it('forget what could be redone once something else is edited', () => {
    const back = undone(capture(begin(empty), titled(empty, 'A'), false)) ?? begin(empty)

    expect(redone(capture(back, titled(empty, 'B'), false))).toBeUndefined()
  })

  it('are bounded by what steps hold, not by how many there are', () => {
    let history = begin(large)
    for (let count = 0; count < 1_000; count += 1)
      history = capture(history, typedInto(history.workflow, count, 'y'), false)
    const weight = history.past.reduce((sum, step) => sum + step.weight, 0)

    expect(history.past).toHaveLength(1_000)
    expect(weight).toBeLessThan(20_000_000)
    const kept = bounded(history.past, weight / 2)
    expect(kept.length).toBeGreaterThan(400)
    expect(kept.at(-1)).toBe(history.past.at(-1))
    expect(bounded(history.past, 1)).toEqual([history.past.at(-1)])
  })

  it('of a thousand nodes say which one they changed', () => {
    const before = capture(begin(large), typedInto(large, 500, 'y'), false)
    const after = undone(before)
    const shown = shownChange(before.workflow, after?.workflow ?? empty, new Set())

    expect(shown).toEqual({ nodeId: 'n500', select: true })
  })
})

describe('steps on disk', () => {
  it('are the same steps when they are read', () => {
    fc.assert(
      fc.property(fc.array(forks, { minLength: 1, maxLength: 4 }), fc.nat(4), (all, undos) => {
        let history = begin(all[0]?.base ?? empty)
        for (const { mine } of all) history = capture(history, mine, false)
        for (let count = 0; count < undos; count += 1) history = undone(history) ?? history
        const read = readHistory(historyText(history), history.workflow)
        // JSON has no -0.
        const workflowsOf = (steps: History['past']) => JSON.parse(JSON.stringify(steps.map((step) => step.workflow)))
        expect(workflowsOf(read.past)).toEqual(workflowsOf(history.past))
        expect(workflowsOf(read.future)).toEqual(workflowsOf(history.future))
      }),
    )
  })

  it('are as small as the edits, and share what they do not change', () => {
    let history = begin(large)
    for (let count = 0; count < 50; count += 1)
      history = capture(history, typedInto(history.workflow, count, 'y'), false)
    const text = historyText(history)
    const read = readHistory(text, history.workflow)

    expect(text.length).toBeLessThan(50 * 400)
    expect(read.past[0]?.workflow.nodes[999]).toBe(history.workflow.nodes[999])
  })

  it('that are damaged are no steps', () => {
    expect(readHistory('{"past":[{"type":"items","items":[]}],"future":[]}', empty)).toEqual({ past: [], future: [] })
    expect(readHistory('nonsense', empty)).toEqual({ past: [], future: [] })
  })
})

describe('what an undo shows', () => {
  const graph: Workflow = {
    ...empty,
    nodes: [
      { id: 'a', kind: 'prompt', config: { prompt: 'A' } },
      { id: 'b', kind: 'prompt', config: { prompt: 'B' } },
    ],
    layout: { a: [0, 0], b: [200, 0] },
  }
  const changed: Workflow = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, config: { prompt: 'C' } })) }

  it('is a node that is selected already, where it is one of those', () => {
    expect(shownChange(graph, changed, new Set(['b']))).toEqual({ nodeId: 'b', select: false })
    expect(shownChange(graph, changed, new Set())).toEqual({ nodeId: 'a', select: true })
  })

  it('is a node that came back or moved, without selecting it; and nothing where nothing is there', () => {
    const { nodes, ...rest } = graph
    const without: Workflow = { ...rest, nodes: nodes.slice(1) }

    expect(shownChange(without, graph, new Set())).toEqual({ nodeId: 'a', select: false })
    expect(shownChange(without, changed, new Set())).toEqual({ nodeId: 'a', select: false })
    expect(shownChange(graph, { ...graph, layout: { a: [0, 0], b: [0, 90] } }, new Set())).toEqual({
      nodeId: 'b',
      select: false,
    })
    expect(shownChange(graph, without, new Set())).toBeUndefined()
  })
})

describe('two texts line by line', () => {
  it('show what stays, what went and what came', () => {
    expect(diffLines('one\ntwo\nthree', 'one\n2\nthree\nfour').map(({ type, text }) => `${type} ${text}`)).toEqual([
      'same one',
      'removed two',
      'added 2',
      'same three',
      'added four',
    ])
  })

  it('fold what is far from any change', () => {
    const lines = Array.from({ length: 12 }, (_, index) => `line ${index}`)
    const shown = foldedLines(diffLines(lines.join('\n'), lines.with(6, 'new').join('\n')))

    expect(shown.map(({ type, text }) => `${type} ${text}`)).toEqual([
      'folded 4 lines',
      'same line 4',
      'same line 5',
      'removed line 6',
      'added new',
      'same line 7',
      'same line 8',
      'folded 3 lines',
    ])
  })

  it('hold both texts whole', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 8 })
      .map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after)
        const side = (without: string) => lines.flatMap((line) => (line.type === without ? [] : [line.text])).join('\n')
        expect([side('added'), side('removed')]).toEqual([before, after])
      }),
    )
  })
})
