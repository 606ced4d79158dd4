import { describe, expect, it } from 'vitest'
import { checkAnswers, takeAnswers } from '#main/nodes/ask/answers.ts'
import type { FormField } from '#shared/events/form-field.ts'

const FIELDS: readonly FormField[] = [
  { name: 'version', title: 'Version', type: 'string' },
  { name: 'channel', type: 'enum', options: ['beta', 'stable'], default: 'stable' },
  { name: 'count', type: 'number', required: false },
]

describe('answers to a form', () => {
  it.each([
    [{ version: '1' }, null],
    [{}, '“Version” must be filled in.'],
    [{ version: '' }, '“Version” must be filled in.'],
    [{ version: 1 }, '“Version” must be text.'],
    [{ version: '1', channel: 'nightly' }, '“channel” must be one of beta, stable.'],
    [{ version: '1', count: '3' }, '“count” must be a number.'],
    [{ version: '1', other: 1 }, 'There is no field “other” in this form: it has version, channel, count.'],
  ])('%j', (values, wrong) => {
    expect(checkAnswers(FIELDS, values)).toBe(wrong)
  })

  it('get the defaults of what was left empty', () => {
    expect(takeAnswers(FIELDS, { version: '1', channel: '' })).toEqual({ version: '1', channel: 'stable' })
  })

  it('are for fields of any name, also one that every object has', () => {
    const fields: readonly FormField[] = [
      { name: 'constructor', type: 'string', required: false },
      { name: '__proto__', type: 'json' },
    ]
    const given = JSON.parse('{ "__proto__": { "admin": true } }')
    expect(checkAnswers(fields, given)).toBeNull()
    expect(JSON.stringify(takeAnswers(fields, given))).toBe('{"__proto__":{"admin":true}}')
  })
})
