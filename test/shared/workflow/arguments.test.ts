import { describe, expect, it } from 'vitest'
import type { Json } from '#shared/json.ts'
import { resolveArguments } from '#shared/workflow/arguments.ts'
import { parseSlashLine } from '#shared/workflow/slash-command.ts'
import type { Parameter } from '#shared/workflow/workflow.ts'

const parameters: readonly Parameter[] = [
  { name: 'base', type: 'string', default: 'main' },
  { name: 'depth', type: 'enum', options: ['quick', 'deep'], default: 'quick' },
  { name: 'topic', type: 'text', description: 'What to write about.' },
  { name: 'count', type: 'number', required: false },
  { name: 'loud', type: 'boolean', required: false },
  { name: 'data', type: 'json', required: false },
  { name: 'path', type: 'file', required: false },
]

const line = (text: string, of: readonly Parameter[] = parameters) => {
  const parsed = parseSlashLine(text, of)
  if (!parsed) throw new Error(`No command: ${text}`)
  return resolveArguments(of, parsed)
}
const problems = (resolved: ReturnType<typeof line>) =>
  resolved.problems.map(({ code, field, message }) => [code, field, message])

describe('the arguments of a command', () => {
  it('are read by their types, with defaults', () => {
    expect(line('/x count=3 --loud data={"a":[1]} path=a.txt the tides')).toEqual({
      args: { base: 'main', depth: 'quick', topic: 'the tides', count: 3, loud: true, data: { a: [1] }, path: 'a.txt' },
      problems: [],
    })
  })

  it('may come as a record, whose values are JSON or text', () => {
    const given: Record<string, Json> = {
      topic: 'tides',
      count: '3',
      loud: 'no',
      data: 'bare',
      depth: 'DEEP',
      path: null,
    }
    expect(resolveArguments(parameters, given)).toEqual({
      args: { base: 'main', depth: 'deep', topic: 'tides', count: 3, loud: false, data: 'bare' },
      problems: [],
    })
    expect(resolveArguments(parameters, { topic: 7, count: 3.5, data: [1] }).args).toMatchObject({
      topic: '7',
      count: 3.5,
      data: [1],
    })
  })

  it('give free text to the first text without a value, the needed ones first', () => {
    expect(line('/x hello there').args).toMatchObject({ base: 'main', topic: 'hello there' })
    expect(line('/x topic=tides develop').args).toMatchObject({ base: 'develop', topic: 'tides' })
  })

  it('are all told what is wrong with them at once', () => {
    expect(problems(line('/x base=a BASE=b dept=deep count=many loud=maybe data={bad'))).toEqual([
      ['argument.twice', 'base', '"base" is given twice. Give it once.'],
      [
        'argument.unknown',
        'dept',
        'There is no argument "dept". Did you mean "depth"? For plain text, write it in quotes.',
      ],
      ['argument.missing', 'topic', '"topic" is missing (What to write about). Give it as topic=…: text.'],
      ['argument.invalid', 'count', '"count" must be a number, not "many".'],
      ['argument.invalid', 'loud', '"loud" must be true or false, not "maybe".'],
      ['argument.invalid', 'data', '"data" must be JSON, not "{bad".'],
    ])
  })

  it('offer the option that was meant', () => {
    expect(problems(line('/x t depth=quik'))).toEqual([
      ['argument.invalid', 'depth', '"depth" must be one of quick, deep, not "quik". Did you mean "quick"?'],
    ])
  })

  it('say so when nothing takes the text', () => {
    expect(problems(line('/x hello', [{ name: 'count', type: 'number', required: false }]))).toEqual([
      ['argument.unexpected-text', undefined, 'Nothing takes the text "hello". Name the argument it is for: count=….'],
    ])
    expect(problems(line('/x hello', []))).toEqual([
      ['argument.unexpected-text', undefined, 'Nothing takes the text "hello". This command takes no arguments.'],
    ])
  })

  it('that are needed and empty are missing; empty ones with a default take it, text excepted', () => {
    expect(problems(line('/x topic=""'))).toMatchObject([['argument.missing', 'topic', expect.anything()]])
    expect(line('/x topic=t base="" depth="" count=""').args).toEqual({ base: '', depth: 'quick', topic: 't' })
  })

  it('say when an option has no value', () => {
    expect(problems(line('/x t --count'))).toEqual([
      ['argument.invalid', 'count', '"count" must be a number, but no value follows it.'],
    ])
  })

  it('refuse numbers that are none', () => {
    for (const text of ['Infinity', '0x10', '1e999', '', 'NaN', '1,5'])
      expect(line(`/x t count="${text}"`).args.count, text).toBeUndefined()
    expect(line('/x t count=-1.5e3').args.count).toBe(-1500)
  })

  it('may be called like the parts of a line', () => {
    const odd: readonly Parameter[] = [
      { name: 'free', type: 'string' },
      { name: 'given', type: 'json' },
    ]
    expect(resolveArguments(odd, { free: 'a', given: [1] })).toEqual({ args: { free: 'a', given: [1] }, problems: [] })
  })
})
