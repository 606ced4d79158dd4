import { describe, expect, it } from 'vitest'
import { type GivenAnswers, responseByOptions } from '#main/host/cli/person/by-options.ts'
import type { FormField } from '#shared/events/form-field.ts'
import type { Wait } from '#shared/state/run-state.ts'

const at = { id: 'w1', nodeId: 'ok', path: '', iteration: 0, askedBy: 'r.1', since: '2026-01-01T00:00:00.000Z' }
const approval: Wait = {
  ...at,
  type: 'approval',
  request: { approvalId: 'w1', purpose: 'effect', title: 'Write?', payload: 'text' },
}

const question = (purpose: 'ask' | 'show' | 'recovery', fields: FormField[] = []): Wait => ({
  ...at,
  type: 'input',
  request: { inputId: 'w1', purpose, title: 'Which?', fields },
})

const given = (fields: Partial<GivenAnswers> = {}): GivenAnswers => ({
  approve: 'ask',
  answers: new Map(),
  recovery: undefined,
  ...fields,
})

describe('answers given with the command', () => {
  it('approve only where all was said', () => {
    expect(responseByOptions(approval, given({ approve: 'all' }))).toEqual({ type: 'approval', decision: 'approved' })
    expect(responseByOptions(approval, given({ approve: 'none' }))).toBeUndefined()
    expect(responseByOptions(approval, given())).toBeUndefined()
  })

  it('fill a form, each as the type of its field', () => {
    const fields: FormField[] = [
      { name: 'count', type: 'number' },
      { name: 'draft', type: 'boolean' },
      { name: 'data', type: 'json' },
      { name: 'note', type: 'text', required: false },
      { name: 'tone', type: 'enum', options: ['dry', 'warm'], default: 'dry' },
    ]
    const answers = new Map([
      ['count', '3'],
      ['draft', 'yes'],
      ['data', '{"a":1}'],
    ])
    expect(responseByOptions(question('ask', fields), given({ answers }))).toEqual({
      type: 'input',
      values: { count: 3, draft: true, data: { a: 1 } },
    })
  })

  it('leave a form open that they do not fill, and one they say nothing about', () => {
    const fields: FormField[] = [
      { name: 'a', type: 'string' },
      { name: 'b', type: 'string' },
    ]
    expect(
      responseByOptions(question('ask', fields), given({ approve: 'all', answers: new Map([['a', '1']]) })),
    ).toBeUndefined()
    expect(
      responseByOptions(question('ask', [{ name: 'a', type: 'string', default: 'x' }]), given({ approve: 'all' })),
    ).toBeUndefined()
  })

  it('are refused in words where they are of another type', () => {
    const typed = (type: FormField['type'], value: string) => () =>
      responseByOptions(
        question('ask', [{ name: 'it', type, ...(type === 'enum' && { options: ['a', 'b'] }) }]),
        given({ answers: new Map([['it', value]]) }),
      )
    expect(typed('number', 'many')).toThrow('it must be a number, not "many"')
    expect(typed('boolean', 'maybe')).toThrow('it must be yes or no, not "maybe"')
    expect(typed('enum', 'c')).toThrow('it must be one of a, b, not "c"')
    expect(typed('json', '{')).toThrow(/^it must be JSON: /)
  })

  it('settle what may have happened', () => {
    expect(responseByOptions(question('recovery'), given({ approve: 'all' }))).toBeUndefined()
    expect(responseByOptions(question('recovery'), given({ recovery: 'run-again' }))).toEqual({
      type: 'input',
      values: { choice: 'run-again' },
    })
    expect(
      responseByOptions(question('recovery'), given({ recovery: 'done', answers: new Map([['output', '{"a":1}']]) })),
    ).toEqual({
      type: 'input',
      values: { choice: 'done', output: { a: 1 } },
    })
  })
})
