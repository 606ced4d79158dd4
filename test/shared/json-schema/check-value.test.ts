import { describe, expect, it } from 'vitest'
import type { Json } from '#shared/json.ts'
import { checkValue, schemaProblem } from '#shared/json-schema/check-value.ts'

const SCHEMA: Json = {
  type: 'object',
  properties: {
    findings: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          file: { type: 'string' },
          line: { type: 'integer', minimum: 1 },
          severity: { enum: ['high', 'low'] },
        },
        required: ['file', 'line'],
        additionalProperties: false,
      },
    },
  },
  required: ['findings'],
}

describe('a value and its JSON Schema', () => {
  it.each<[Json, readonly string[]]>([
    [{ findings: [{ file: 'a', line: 1 }] }, []],
    ['text', ['Expected object, but it is string.']],
    [{}, ['The value does not have required property "findings".']],
    [
      {
        findings: [
          { file: 'a', line: '3', severity: 'worst' },
          { line: 0, at: 1 },
        ],
      },
      [
        'findings[0].line: Expected integer, but it is string.',
        'findings[0].severity: The value does not match any of ["high","low"].',
        'findings[1]: The value does not have required property "file".',
        'findings[1].line: 0 is less than 1.',
        'findings[1].at: This field is not allowed here.',
      ],
    ],
  ])('%j', (value, errors) => {
    expect(checkValue(SCHEMA, value)).toEqual(errors)
  })

  it('names what is wrong with the schema itself', () => {
    expect([schemaProblem(SCHEMA), schemaProblem({ type: 'text' })]).toEqual([
      null,
      '"text" is no type of JSON Schema: use array, boolean, integer, null, number, object, string',
    ])
  })
})
