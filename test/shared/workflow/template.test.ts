import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExpressionError } from '#shared/workflow/expression-error.ts'
import { hasExpressions, parseTemplate } from '#shared/workflow/template.ts'

const parts = (text: string) =>
  parseTemplate(text).parts.map((part) => (typeof part === 'string' ? part : { source: part.source }))

const failure = (text: string): ExpressionError => {
  try {
    parseTemplate(text)
  } catch (error) {
    if (error instanceof ExpressionError) return error
  }
  throw new Error(`No ExpressionError for ${text}`)
}

describe('a template', () => {
  it('is text and expressions in turn', () => {
    expect(parts('a {{ x }} b {{y}}')).toEqual(['a ', { source: ' x ' }, ' b ', { source: 'y' }])
    expect(parts('')).toEqual([])
    expect(parts('no braces } }} here')).toEqual(['no braces } }} here'])
  })

  it('ends an expression at the first }} that leaves a valid one', () => {
    expect(parts('{{ {"a": {"b": 1}} }}')).toEqual([{ source: ' {"a": {"b": 1}} ' }])
    expect(parts('{{ {"a": {"b": 1}}}}')).toEqual([{ source: ' {"a": {"b": 1}}' }])
    expect(parts('{{ "}}" }}!')).toEqual([{ source: ' "}}" ' }, '!'])
    expect(parts('{{ a }} }}')).toEqual([{ source: ' a ' }, ' }}'])
  })

  it('takes \\{{ as two braces', () => {
    expect(parts('\\{{ x }}')).toEqual(['{{ x }}'])
    expect(parts('a \\{{{{ x }}')).toEqual(['a {{', { source: ' x ' }])
    expect(parts('{{ x }}\\{{')).toEqual([{ source: ' x ' }, '{{'])
  })

  it('has a sole expression only where nothing stands beside it', () => {
    expect(parseTemplate('{{ x }}').sole?.source).toBe(' x ')
    expect(parseTemplate('{{ x }}\n').sole).toBeUndefined()
    expect(parseTemplate('{{ x }}{{ y }}').sole).toBeUndefined()
    expect(parseTemplate('text').sole).toBeUndefined()
  })

  it('says where it is broken, counted in the whole text', () => {
    expect(failure('Hello {{ a b }}')).toMatchObject({ position: 11, message: 'Did not expect "b" here' })
    expect(failure('Hello {{ name')).toMatchObject({
      position: 6,
      message: expect.stringContaining('has no }} behind it'),
    })
    expect(failure('{{ }} and {{ x }}')).toMatchObject({ message: expect.stringContaining('ends too early') })
  })

  it('gives up on a broken expression in front of thousands of braces without trying them all', () => {
    expect(() => parseTemplate(`{{ a b ${'}} '.repeat(50_000)}`)).toThrow(ExpressionError)
  })

  it('gives any text back that is escaped', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{', '}', '{{', '}}', 'a', ' ', '"')), (pieces) => {
        const text = pieces.join('')
        // Escaped from the left, two braces at a time, as they are read.
        const escaped = text.replace(/\{\{/g, '\\{{')
        expect(parts(escaped).join('')).toBe(text)
        expect(hasExpressions(escaped)).toBe(false)
      }),
    )
  })

  it('is told apart from plain text', () => {
    expect(['{{ x }}', 'a {{', '\\{{ x }}', 'plain', '}}'].map(hasExpressions)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
