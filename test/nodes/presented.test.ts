import { describe, expect, it } from 'vitest'
import { presented } from '#main/nodes/show/presented.ts'

describe('how a value is shown', () => {
  it.each([
    ['auto', 'Hello', { view: 'markdown', body: 'Hello' }],
    ['auto', undefined, { view: 'markdown', body: '' }],
    ['auto', [{ a: 1 }], { view: 'table', body: [{ a: 1 }] }],
    ['auto', { diff: '+one' }, { view: 'diff', body: '+one' }],
    ['auto', { a: 1 }, { view: 'markdown', body: '```json\n{\n  "a": 1\n}\n```' }],
    ['table', { a: 1 }, { view: 'table', body: [{ a: 1 }] }],
    ['table', undefined, { view: 'table', body: [] }],
    ['table', ['x', { a: 1 }], { view: 'table', body: [{ value: 'x' }, { a: 1 }] }],
    ['diff', '+one', { view: 'diff', body: '+one' }],
  ] as const)('%s of %j', (view, body, expected) => {
    expect(presented(view, body as Parameters<typeof presented>[1])).toEqual(expected) // `as const` made the rows readonly
  })
})
