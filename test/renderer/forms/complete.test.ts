import { describe, expect, it } from 'vitest'
import { type CompletionInput, completeExpression } from '#renderer/inspector/scope/complete.ts'
import { jsonataTokens } from '#renderer/inspector/scope/jsonata-tokens.ts'
import type { Known } from '#renderer/inspector/scope/known.ts'
import { referenceText } from '#renderer/inspector/scope/reference-text.ts'

const blob = { $blob: 'a'.repeat(64), bytes: 90_000, preview: '[{"na', of: 'array' }
const scope: Known = {
  shape: {
    type: 'object',
    fields: {
      nodes: {
        type: 'object',
        fields: {
          diff: { type: 'object', note: 'Diff', fields: { stdout: { type: 'string' }, exitCode: { type: 'number' } } },
          large: { type: 'any' },
        },
      },
      args: { type: 'object', fields: { base: { type: 'string', note: 'Branch' } } },
      workspace: { type: 'string' },
    },
  },
  value: {
    nodes: {
      diff: { stdout: 'x'.repeat(6_100), files: [{ name: 'a.ts' }, { name: 'b.ts', 'old name': 'c.ts' }] },
      large: blob,
    },
  },
}
const at = (before: string, more: Partial<CompletionInput> = {}) =>
  completeExpression({ scope, before, explicit: false, ...more })
const labels = (before: string, more: Partial<CompletionInput> = {}) =>
  at(before, more)?.options.map(({ label }) => label)

describe('completion in an expression', () => {
  it('offers the fields of an output as they were in the run, deep into lists', () => {
    expect(labels('nodes.diff.')).toEqual(['stdout', 'exitCode', 'files'])
    expect(labels('nodes.diff.files.')).toEqual(['name', 'old name'])
    expect(labels('nodes.diff.files[0].')).toEqual(['name'])
    expect(labels('$count(nodes.diff.files[1].')).toEqual(['name', 'old name'])
  })

  it('finds a node by its title too', () => {
    expect(at('nodes.')?.options.map(({ label, also }) => [label, also])).toEqual([
      ['diff', 'Diff'],
      ['large', undefined],
    ])
    expect(at('args.')?.options[0]?.also).toBeUndefined()
  })

  it('says what a value is and how large, and where there is none what it would be', () => {
    const options = at('nodes.diff.')?.options ?? []
    expect(options.map(({ letter, detail }) => [letter, detail])).toEqual([
      ['T', 'string, 6.1 kB'],
      ['#', 'number'],
      ['[]', 'array, 2 items'],
    ])
  })

  it('writes a name that is no plain word in backticks', () => {
    expect(at('nodes.diff.files.')?.options.at(-1)?.insert).toBe('`old name`')
    expect(referenceText(['nodes', 'diff', 'files', 1, 'old name'])).toBe('nodes.diff.files[1].`old name`')
  })

  it('looks into a large value once it has been read', () => {
    expect(at('nodes.large.')).toBeUndefined()
    expect(labels('nodes.large.', { whole: () => [{ name: 'a' }] })).toEqual(['name'])
  })

  it('begins with what is nearest, and has the functions with what they take', () => {
    const options = at('')?.options ?? []
    expect(options.slice(0, 3).map(({ label }) => label)).toEqual(['nodes.diff', 'nodes.large', 'args.base'])
    expect(at('$spl')?.options.find(({ label }) => label === '$split')).toMatchObject({
      detail: '(text, separator, limit?) → list',
      insert: '$split()',
      call: true,
    })
  })

  it('is not in the way of text in quotes, nor of a number', () => {
    expect(at('"nodes.')).toBeUndefined()
    expect(at('args.base = ')).toBeUndefined()
    expect(at('args.base = ', { explicit: true })).toBeDefined()
  })
})

describe('the painting of JSONata', () => {
  const kinds = (text: string) => jsonataTokens(text).map(({ kind, from, to }) => [kind, text.slice(from, to)])

  it('tells text, numbers, words and functions apart', () => {
    expect(kinds('$count(nodes.a[n > 1.5 and s = "x"]) /* why */')).toEqual([
      ['function', '$count'],
      ['number', '1.5'],
      ['word', 'and'],
      ['string', '"x"'],
      ['comment', '/* why */'],
    ])
  })

  it('takes a slash behind a value for a division, and else for a pattern', () => {
    expect(kinds('a / b / c')).toEqual([])
    expect(kinds('$match(a, /x+/i)')).toEqual([
      ['function', '$match'],
      ['pattern', '/x+/i'],
    ])
  })

  it('comes to the end of what is not finished', () => {
    expect(kinds('"open')).toEqual([['string', '"open']])
    expect(kinds('`open /* ')).toEqual([])
  })
})
