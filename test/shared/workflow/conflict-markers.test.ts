import { describe, expect, it } from 'vitest'
import { markedConflict } from '#shared/workflow/conflict-markers.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'

const text = (...lines: readonly string[]): string => lines.join('\n')

describe('a conflict that git left in a file', () => {
  it('is two texts, each with what both have, and the names that git gave them', () => {
    const file = text(
      '{',
      '<<<<<<< HEAD',
      '1',
      '=======',
      '2',
      '>>>>>>> other',
      ',',
      '<<<<<<< HEAD',
      '=======',
      '3',
      '>>>>>>> other',
      '}',
    )

    expect(markedConflict(file)).toEqual({
      line: 2,
      ours: { label: 'HEAD', text: text('{', '1', ',', '}') },
      theirs: { label: 'other', text: text('{', '2', ',', '3', '}') },
      base: undefined,
    })
  })

  it('has what both come from where git wrote it down, also with the line ends of Windows', () => {
    const file = text(
      'a',
      '<<<<<<< 4f2c1d0 (Shorter words)',
      'b',
      '||||||| 9d0',
      'c',
      '=======',
      'd',
      '>>>>>>> main',
      'e',
    )

    expect(markedConflict(file)).toMatchObject({ base: text('a', 'c', 'e'), ours: { label: '4f2c1d0' } })
    expect(markedConflict(file.replaceAll('\n', '\r\n'))).toMatchObject({
      theirs: { label: 'main', text: 'a\r\nd\r\ne' },
    })
  })

  it('is none where a mark is missing, or stands in a text', () => {
    expect(markedConflict(text('<<<<<<< HEAD', '1', '>>>>>>> other'))).toBeUndefined()
    expect(markedConflict(text('<<<<<<< HEAD', '1', '=======', '2'))).toBeUndefined()
    expect(markedConflict(text('=======', '{}'))).toBeUndefined()
    expect(markedConflict('{ "title": "<<<<<<< HEAD" }')).toBeUndefined()
  })

  it('is told as one, with its line and the way out', () => {
    const { problems } = parseWorkflow(text('{', '<<<<<<< HEAD', '=======', '>>>>>>> other', '}'))

    expect(problems).toEqual([
      expect.objectContaining({ code: 'file.conflict', line: 2, message: expect.stringContaining('HEAD and other') }),
    ])
  })
})
