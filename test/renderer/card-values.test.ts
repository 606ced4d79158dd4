import { describe, expect, it } from 'vitest'
import { answersOf, missingField } from '#renderer/canvas/card/form-values.ts'
import { editedPayload, emptyWords, payloadParts } from '#renderer/canvas/card/payload.ts'
import { coversAnother } from '#renderer/canvas/model/covers.ts'

describe('a payload under the pen', () => {
  it('is untouched until its text differs', () => {
    expect(editedPayload('Draft', undefined)).toEqual({ text: 'Draft', edited: false })
    expect(editedPayload('Draft', 'Draft')).toEqual({ text: 'Draft', edited: false })
    expect(editedPayload('Draft', 'Final')).toEqual({ text: 'Final', edited: true, value: 'Final' })
  })

  it('must stay JSON of the shape that was proposed', () => {
    const payload = { path: 'review.md', text: 'Fine.' }
    expect(editedPayload(payload, '{ "path": "a.md", "text": "" }').value).toEqual({ path: 'a.md', text: '' })
    expect(editedPayload(payload, '{ "path": }').wrong).toBe(
      'This is not JSON at column 11. Expected a value, found }.',
    )
    expect(editedPayload(payload, '{\n  "path": "a.md"').wrong).toBe(
      'This is not JSON at line 2, column 17. Expected } to close an object, found the end of the text.',
    )
    expect(editedPayload(payload, '[]').wrong).toMatch(/object/)
    expect(editedPayload(payload, '{ "path": "a.md" }').wrong).toBe('"text" is missing.')
  })

  it('shows a command whole, each argument as one', () => {
    expect(payloadParts({ command: 'git', args: ['commit', '-m', 'two words'], env: {} })).toEqual([
      { name: 'command', text: 'git', long: false },
      { name: 'args', text: 'commit -m "two words"', long: false },
    ])
  })
})

describe('a payload with nothing in it', () => {
  it('is called what it is, and one that holds anything is not', () => {
    expect([{}, [], ' \n'].map(emptyWords)).toEqual(['An empty object', 'An empty list', 'Blanks only'])
    expect([{ a: null }, [null], 'x', 0, false].map(emptyWords)).toEqual(Array(5).fill(undefined))
  })

  it('shows each of its parts where none of them is used', () => {
    expect(payloadParts({ files: [], note: null, env: {} })?.map(({ name, text }) => `${name} ${text}`)).toEqual([
      'files []',
      'note null',
      'env {}',
    ])
    expect(payloadParts({ files: [], text: ' ' })).toEqual([{ name: 'text', text: ' ', long: false }])
  })
})

describe('the answers of a form', () => {
  const fields = [
    { name: 'version', type: 'string' },
    { name: 'count', type: 'number', default: 2 },
    { name: 'draft', type: 'boolean' },
    { name: 'extra', type: 'json', required: false },
  ] as const

  it('are read by their types, and empty optional ones are left out', () => {
    const { values, wrong } = answersOf(fields, { version: '1.2', count: '7', extra: '' })
    expect([values, wrong]).toEqual([{ version: '1.2', count: 7, draft: false }, undefined])
  })

  it('say what is wrong or missing, by the name of the field', () => {
    expect(answersOf(fields, { count: 'many' }).wrong).toBe('count is not a number.')
    expect(answersOf(fields, { extra: '{' }).wrong).toMatch(/^extra: This is not JSON/)
    expect(missingField(fields, answersOf(fields, {}).values)).toBe('version')
    expect(missingField(fields, answersOf(fields, { version: 'x' }).values)).toBeUndefined()
  })
})

describe('a card that grows', () => {
  const card = { x: 0, y: 0, width: 200, height: 300 }
  it('covers what stands in its way, ports included, and nothing that stands apart', () => {
    expect(coversAnother(card, [{ x: 100, y: 250, width: 100, height: 50 }])).toBe(true)
    expect(coversAnother(card, [{ x: 203, y: 0, width: 100, height: 50 }])).toBe(true)
    expect(
      coversAnother(card, [
        { x: 236, y: 0, width: 100, height: 50 },
        { x: 0, y: 320, width: 200, height: 50 },
      ]),
    ).toBe(false)
  })
})
