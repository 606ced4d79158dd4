import fc from 'fast-check'
import jsonata from 'jsonata'
import { expect, it } from 'vitest'
import { referencesOfPaths, referencesOfTree } from '#shared/workflow/expression-references.ts'
import type { ExpressionNode } from '#shared/workflow/expression-tree.ts'
import { joinedReads } from '#shared/workflow/joined-reads.ts'

const OPERANDS = [
  'nodes.a.text',
  'nodes',
  'args',
  'args.x1',
  'loop.in',
  'function',
  '_b',
  '0',
  '12.50',
  '007',
  '1.',
  '1e9',
  '"a + b"',
  "'}'",
  '"\\""',
  'true',
  'null',
  'trueish',
  'android',
  'nodes. a',
  '$x',
  '5x',
  '-1',
  '(a)',
  '',
]
const OPERATORS = [
  '+',
  '-',
  '&',
  '=',
  '!=',
  '<=',
  '>',
  'and',
  'or',
  'in',
  '!',
  '==',
  '/',
  '*',
  '%',
  '.',
  '?',
  '~>',
  ' ',
]
const BLANKS = ['', ' ', '\n', '\t ']

const source = fc
  .array(
    fc.tuple(
      fc.constantFrom(...OPERANDS),
      fc.constantFrom(...BLANKS),
      fc.constantFrom(...OPERATORS),
      fc.constantFrom(...BLANKS),
    ),
    { maxLength: 4 },
  )
  .chain((parts) => fc.constantFrom(...OPERANDS).map((last) => [...parts.flat(), last].join('')))

it('accepts nothing that JSONata refuses, and reads what JSONata reads', () => {
  let accepted = 0
  fc.assert(
    fc.property(source, (text) => {
      const reads = joinedReads(text)
      if (!reads) return
      accepted += 1
      expect(referencesOfPaths(reads)).toEqual(referencesOfTree(jsonata(text).ast() as ExpressionNode))
    }),
    { numRuns: 20_000 },
  )
  expect(accepted).toBeGreaterThan(500)
})

it('tells what most expressions of more than names read', () => {
  const texts = [
    'nodes.list.count + 1',
    ' args.depth = "deep" and nodes.ok.value ',
    "'#' & nodes.a.id & args.b",
    'nodes.a[0] + 1',
    '1 + 2',
  ]
  expect(texts.map((text) => joinedReads(text)?.map((path) => path.join('.')))).toEqual([
    ['nodes.list.count'],
    ['args.depth', 'nodes.ok.value'],
    ['nodes.a.id', 'args.b'],
    undefined,
    [],
  ])
})
