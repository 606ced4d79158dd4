import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatSlashLine, parseSlashLine, type SlashLine } from '#shared/workflow/slash-command.ts'
import type { Parameter } from '#shared/workflow/workflow.ts'

const parameters: readonly Parameter[] = [
  { name: 'base', type: 'string' },
  { name: 'depth', type: 'enum', options: ['quick', 'deep'] },
  { name: 'maxCount', type: 'number' },
  { name: 'dryRun', type: 'boolean' },
  { name: 'topic', type: 'text' },
]

const parse = (line: string, known: readonly Parameter[] | undefined = parameters): SlashLine => {
  const parsed = parseSlashLine(line, known)
  if (!parsed) throw new Error(`No command: ${line}`)
  return parsed
}
const read = (line: string, known?: readonly Parameter[]) => {
  const { name, given, free } = parse(line, known)
  return { name, given: given.map(({ key, value }) => [key, value]), free }
}

describe('a slash line', () => {
  it('is a name, arguments in every spelling, and free text', () => {
    expect(read('/pr-review base=main --depth quick --max-count=3 --dry-run Topic: tides "and moons" please')).toEqual({
      name: 'pr-review',
      given: [
        ['base', 'main'],
        ['depth', 'quick'],
        ['maxCount', '3'],
        ['dryRun', true],
        ['topic', 'tides'],
      ],
      free: '"and moons" please',
    })
  })

  it('has values in quotes, single, double or by backslash', () => {
    expect(read(`/x base="a b" topic='it''s' --depth "deep"`).given).toEqual([
      ['base', 'a b'],
      ['topic', "it''s"],
      ['depth', 'deep'],
    ])
    expect(read(String.raw`/x base=a\ b topic="say \"hi\"\n" --depth 'it\'s'`).given).toEqual([
      ['base', 'a b'],
      ['topic', 'say "hi"\n'],
      ['depth', "it's"],
    ])
    expect(read(String.raw`/x base=C:\temp\new`).given).toEqual([['base', String.raw`C:\temp\new`]])
  })

  it('takes an apostrophe, a quote that never closes, and an address as text', () => {
    expect(read(`/x don't stop "here`).free).toBe(`don't stop "here`)
    expect(read('/x see https://example.com/?q=1 now')).toMatchObject({
      given: [],
      free: 'see https://example.com/?q=1 now',
    })
    expect(read('/x note: this')).toMatchObject({ given: [], free: 'note: this' })
    expect(read('/x topic://tides')).toMatchObject({ given: [], free: 'topic://tides' })
  })

  it('keeps free text as written, and takes the quotes off where it is all one', () => {
    expect(read('/x  write   a  "short" poem ').free).toBe('write   a  "short" poem')
    expect(read('/x "base=main is text"')).toMatchObject({ given: [], free: 'base=main is text' })
    expect(read('/x one base=main two').free).toBe('one two')
    expect(read('/x base=main -- --depth quick topic: x')).toMatchObject({
      given: [['base', 'main']],
      free: '--depth quick topic: x',
    })
  })

  it('has flags, taken back by --no-', () => {
    expect(read('/x --no-dry-run').given).toEqual([['dryRun', false]])
    expect(read('/x --dry-run now')).toMatchObject({ given: [['dryRun', true]], free: 'now' })
    expect(read('/x --dry-run false').given).toEqual([['dryRun', 'false']])
    expect(read('/x --depth --dry-run').given).toEqual([
      ['depth', true],
      ['dryRun', true],
    ])
    expect(read('/x --max-count -5').given).toEqual([['maxCount', '-5']])
  })

  it('matches names without regard to case, - and _', () => {
    expect(read('/x MAX_COUNT=3 BASE=b').given).toEqual([
      ['maxCount', '3'],
      ['base', 'b'],
    ])
  })

  it('keeps unknown names, for someone else to refuse', () => {
    expect(read('/x bsae=main --dpeth quick').given).toEqual([
      ['bsae', 'main'],
      ['dpeth', 'quick'],
    ])
  })

  it('can be read without knowing the parameters', () => {
    const { name, given, free } = parseSlashLine('/x a=b --c d --no-e f: g') ?? {}
    expect([name, given?.map(({ key, value }) => [key, value]), free]).toEqual([
      'x',
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', false],
      ],
      'f: g',
    ])
  })

  it('knows where everything stands', () => {
    const line = '  /x base="a b" --depth quick'
    const { nameStart, nameEnd, given } = parse(line)
    expect(line.slice(nameStart, nameEnd)).toBe('/x')
    expect(
      given.map(({ start, end, valueStart, valueEnd }) => [line.slice(start, end), line.slice(valueStart, valueEnd)]),
    ).toEqual([
      ['base="a b"', '"a b"'],
      ['--depth quick', 'quick'],
    ])
  })

  it('is no command without a slash in front', () => {
    expect([parseSlashLine('hello /x'), parseSlashLine(''), parseSlashLine('/')?.name]).toEqual([
      undefined,
      undefined,
      '',
    ])
  })

  it('reads back whatever it wrote', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', "'", '\\', ' ', '=', '-', ':', 'a', '\n', '\u2028') }),
    )
    fc.assert(
      fc.property(fc.record({ base: text, topic: text }), (args) => {
        expect(read(formatSlashLine('x', args))).toEqual({
          name: 'x',
          given: [
            ['base', args.base],
            ['topic', args.topic],
          ],
          free: '',
        })
      }),
      { numRuns: 1_000 },
    )
  })

  it('never fails, and its places lie in the line in order', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'base', '=', '--', ':', ' ', '"', "'", '\\', 'no-', 'dryRun') }),
        (rest) => {
          const line = `/x ${rest}`
          let last = 2
          for (const { start, end, valueStart, valueEnd } of parse(line).given) {
            expect(start).toBeGreaterThanOrEqual(last)
            expect(end).toBeGreaterThan(start)
            expect(end).toBeLessThanOrEqual(line.length)
            expect(valueStart).toBeGreaterThanOrEqual(start)
            expect(valueEnd).toBe(end)
            last = end
          }
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
