import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Migration } from '#shared/workflow/migrations.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'

const file = (fields: object = {}) => ({
  format: 'slashflow/1',
  name: 'x',
  nodes: [{ id: 'start', kind: 'start' }],
  edges: [],
  ...fields,
})
const text = (fields: object = {}) => JSON.stringify(file(fields), null, 2)
const problem = (source: string) => {
  const { workflow, problems } = parseWorkflow(source)
  expect(workflow).toBeUndefined()
  expect(problems).toHaveLength(1)
  return problems[0]
}

describe('the text of a workflow', () => {
  it('is read, unknown fields and a byte order mark included', () => {
    const { workflow, problems } = parseWorkflow(`\uFEFF${text({ future: { a: 1 } })}`)
    expect(problems).toEqual([])
    expect(workflow).toEqual(file({ future: { a: 1 } }))
  })

  it.each([
    ['', 1, 1, 'The file is empty'],
    ['  \n', 2, 1, 'The file is empty'],
    ['{\n  "format": "slashflow/1",\n}', 3, 1, 'No comma may stand before }'],
    ['{"a": [1,]}', 1, 10, 'No comma may stand before ]'],
    ['{\r\n"a" 1}', 2, 5, 'Expected : between a name and its value, found 1'],
    ['{"a": 1 "b": 2}', 1, 9, 'Expected a comma'],
    ['{"a": 1', 1, 8, 'Expected } to close an object, found the end of the file'],
    ['{a: 1}', 1, 2, 'Expected JSON, found a (names and text stand in double quotes)'],
    ['{"a": "one\ntwo"}', 1, 7, 'Expected " to close the text'],
    ['{} {}', 1, 4, 'Expected nothing more here'],
    ['// note\n{}', 1, 1, 'JSON has no comments'],
    ['{"a": "\\q"}', 1, 7, 'After \\ only'],
    ['hello', 1, 1, 'Expected JSON, found hello'],
  ])('that is not JSON says where and what was expected: %j', (source, line, column, message) => {
    expect(problem(source)).toMatchObject({
      code: 'file.not-json',
      severity: 'error',
      line,
      column,
      message: expect.stringContaining(message),
    })
  })

  it('must be an object', () => {
    expect(problem('[1]')).toMatchObject({ code: 'file.not-object', line: 1, column: 1 })
    expect(problem('null')).toMatchObject({ code: 'file.not-object' })
  })

  it('of a newer format asks for an update', () => {
    expect(problem('{\n  "format": "slashflow/7"}')).toMatchObject({
      code: 'format.newer',
      field: 'format',
      line: 2,
      column: 13,
      message:
        'This file was made by a newer Slashflow (format slashflow/7; this one reads slashflow/1). Update Slashflow to open it.',
    })
  })

  it('of no format, or one that no migration knows, is refused', () => {
    expect(problem('{}')).toMatchObject({
      code: 'format.unknown',
      message: expect.stringContaining('does not say its format'),
    })
    expect(problem('{"format": 3}')).toMatchObject({ code: 'format.unknown' })
    expect(problem('{"format": "slashflow/0"}')).toMatchObject({ code: 'format.too-old' })
  })

  it('of an older format is upgraded by the migrations in between', () => {
    const migrations: readonly Migration[] = [
      { to: 0, name: 'never run', up: () => ({}) },
      { to: 1, name: 'steps are nodes', up: ({ steps = [], ...rest }) => ({ ...rest, nodes: steps, edges: [] }) },
    ]
    const old = JSON.stringify({ format: 'slashflow/0', name: 'x', steps: [{ id: 'start', kind: 'start' }] })
    expect(parseWorkflow(old, { migrations })).toEqual({ workflow: file(), problems: [] })
    const broken: readonly Migration[] = [
      {
        to: 1,
        name: 'broken',
        up: () => {
          throw new Error('no steps')
        },
      },
    ]
    expect(parseWorkflow(old, { migrations: broken }).problems).toMatchObject([
      { code: 'format.upgrade-failed', message: expect.stringContaining('no steps') },
    ])
  })

  it('with a key twice is an error that names both places', () => {
    const source =
      '{\n"format": "slashflow/1",\n"name": "x",\n"nodes": [{"id": "a", "kind": "start",\n"kind": "end"}],\n"edges": []}'
    expect(parseWorkflow(source).problems).toEqual([
      {
        severity: 'error',
        code: 'file.duplicate-key',
        message: '"kind" stands twice in nodes[0]: here and in line 4. Keep one of them.',
        field: 'nodes[0].kind',
        nodeId: 'a',
        line: 5,
        column: 1,
      },
    ])
  })

  it('with a key that no object can hold is an error, so that saving never drops it', () => {
    const source = text().replace('"kind": "start"', '"kind": "start", "config": { "__proto__": 1 }')
    expect(parseWorkflow(source).problems).toMatchObject([
      { severity: 'error', code: 'file.reserved-key', nodeId: 'start', field: 'nodes[0].config.__proto__' },
    ])
  })

  it('that does not fit the format says so in sentences, all at once, with node, field and place', () => {
    const source = text({
      name: 'Not A Name',
      parameters: [{ name: 'base', type: 'sting' }],
      nodes: [
        { id: 'diff', kind: 3, timeout: 'soon', join: 'al', retry: { attempts: 0.5 } },
        { kind: 'start', config: [] },
      ],
      edges: [{ from: 'diff' }, { from: 'a', to: 'b', loop: { max: 0 } }],
      layout: { diff: [1] },
    })
    const { workflow, problems } = parseWorkflow(source)
    expect(workflow).toBeUndefined()
    expect(problems.map(({ message, nodeId, edge }) => [message, nodeId ?? edge])).toEqual([
      ['The file: "name" is "Not A Name". A name is lower-case words joined by -, such as pr-review.', undefined],
      [
        'Parameter "base": "type" must be one of string, text, number, boolean, enum, file, directory, json, not "sting". Did you mean "string"?',
        undefined,
      ],
      ['Node "diff": "kind" must be text in double quotes, not 3.', 'diff'],
      ['Node "diff": "join" must be "all", "any", "each" or { "count": 2 }, not "al".', 'diff'],
      ['Node "diff": "retry.attempts" must be a whole number, not 0.5.', 'diff'],
      ['Node "diff": "timeout" is "soon". A duration is a number and a unit: 250ms, 30s, 5m, 2h or 3d.', 'diff'],
      ['Node 2: "id" is missing.', undefined],
      ['Node 2: "config" must be an object, not a list.', undefined],
      ['Edge 1 (diff → ?): "to" is missing.', 0],
      ['Edge 2 (a → b): "loop.max" must be at least 1, not 0.', 1],
      ['The file: "layout.diff" must be [x, y] or { "at": [x, y] }, not [1].', undefined],
    ])
    const lines = source.split('\n')
    for (const { line, column } of problems)
      expect(lines[(line ?? 0) - 1]?.slice((column ?? 0) - 1)).toMatch(/^["\d{[]/)
    expect(problems[5]).toMatchObject({ field: 'timeout' })
  })

  it('gives the place of any value', () => {
    const source = text()
    const place = parseWorkflow(source).locate?.(['nodes', 0, 'kind'])
    expect(source.split('\n')[(place?.line ?? 0) - 1]?.slice((place?.column ?? 0) - 1)).toBe('"start"')
  })

  it('never makes it throw', () => {
    const nested = `{"format":"slashflow/1","name":"x","edges":[],"nodes":[{"id":"a","kind":"b","config":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}]}`
    expect(parseWorkflow(nested).problems).toMatchObject([{ severity: 'error' }])
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => json.slice(1)),
        ),
        (source) => {
          const { workflow, problems } = parseWorkflow(source)
          expect(workflow !== undefined || problems.some(({ severity }) => severity === 'error')).toBe(true)
        },
      ),
    )
  })
})
