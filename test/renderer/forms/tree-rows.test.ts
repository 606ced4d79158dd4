import { describe, expect, it } from 'vitest'
import { MOST_CHILDREN, treeRows } from '#renderer/inspector/picker/tree-rows.ts'
import type { Known } from '#renderer/inspector/scope/known.ts'

const root: Known = {
  shape: {
    type: 'object',
    fields: { nodes: { type: 'object', fields: { diff: { type: 'any', note: 'The difference' } } } },
  },
  value: { nodes: { diff: { stdout: 'two\nlines', lines: Array.from({ length: 1_000 }, (_none, at) => ({ at })) } } },
}
const rows = (open: readonly string[], query = '') =>
  treeRows({ root, open: new Set(open), query, whole: () => undefined })

describe('the tree of values', () => {
  it('is open as far as a person opened it', () => {
    expect(rows([]).map(({ key }) => key)).toEqual(['nodes'])
    expect(rows(['nodes', 'nodes.diff']).map(({ key, depth, line }) => [key, depth, line])).toEqual([
      ['nodes', 0, ''],
      ['nodes.diff', 1, 'The difference'],
      ['nodes.diff.stdout', 2, 'two lines'],
      ['nodes.diff.lines', 2, ''],
    ])
  })

  it('tells what no run has given yet as it tells what has a value: what it is beside the name, its type at the end', () => {
    const known: Known = {
      shape: { type: 'object', fields: { ok: { type: 'object', note: 'Keep it?' }, any: { type: 'any' } } },
      value: undefined,
    }
    const list = treeRows({ root: known, open: new Set(), query: '', whole: () => undefined })
    expect(list.map(({ name, line, detail }) => [name, line, detail])).toEqual([
      ['ok', 'Keep it?', 'object'],
      ['any', '', ''],
    ])
  })

  it('shows the beginning of a long list and how many more there are', () => {
    const list = rows(['nodes', 'nodes.diff', 'nodes.diff.lines'])
    expect(list).toHaveLength(4 + MOST_CHILDREN + 1)
    expect(list.at(-1)).toMatchObject({ name: '… 900 more', more: 900 })
  })

  it('finds names however deep they are, by every word of the search', () => {
    expect(rows([], 'diff std').map(({ key }) => key)).toEqual(['nodes.diff.stdout'])
    expect(rows([], 'difference').map(({ key }) => key)).toEqual(['nodes.diff'])
    expect(rows([], 'nowhere')).toEqual([])
  })
})
