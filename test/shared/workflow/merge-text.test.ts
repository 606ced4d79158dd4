import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeTexts } from '#shared/workflow/merge-text.ts'

const text = (...lines: readonly string[]): string => lines.join('\n')
const OLD = text('one', 'two', 'three', 'four', 'five')

describe('two versions of a text', () => {
  it('are one where each changed, added or removed other lines', () => {
    expect(mergeTexts(OLD, text('1', 'two', 'three', 'four', 'five'), text('one', 'two', 'three', 'five'))).toBe(
      text('1', 'two', 'three', 'five'),
    )
    expect(mergeTexts(OLD, text('zero', OLD), text(OLD, 'six'))).toBe(text('zero', OLD, 'six'))
  })

  it('are one where both changed the same alike', () => {
    const both = text('one', '2', 'three', 'four', 'five')
    expect(mergeTexts(OLD, both, text('one', '2', 'three', 'four', '5'))).toBe(text('one', '2', 'three', 'four', '5'))
    expect(mergeTexts(OLD, both, both)).toBe(both)
  })

  it('are not put together where the lines are the same or stand side by side, or both added at one place', () => {
    const mine = text('one', '2', 'three', 'four', 'five')
    expect(mergeTexts(OLD, mine, text('one', 'II', 'three', 'four', 'five'))).toBeUndefined()
    expect(mergeTexts(OLD, mine, text('one', 'two', '3', 'four', 'five'))).toBeUndefined()
    expect(mergeTexts(OLD, text(OLD, 'six'), text(OLD, 'VI'))).toBeUndefined()
    expect(
      mergeTexts(OLD, text('', 'two', 'three', 'four', 'five'), text('two', 'three', 'four', 'five')),
    ).toBeUndefined()
  })

  it('keep all that each side did, whoever is called mine', () => {
    const word = fc.constantFrom('a', 'b', 'c', '')
    const side = fc.array(fc.tuple(fc.nat(9), fc.array(word, { maxLength: 2 })), { maxLength: 4 })
    const edited = (lines: readonly string[], edits: readonly (readonly [number, readonly string[]])[]) => {
      const put = new Map(edits)
      return lines.flatMap((line, index) => put.get(index) ?? [line]).join('\n')
    }
    const lines = Array.from({ length: 10 }, (_, index) => `line ${index}`)
    const base = lines.join('\n')
    fc.assert(
      fc.property(side, side, (a, b) => {
        const [mine, theirs] = [edited(lines, a), edited(lines, b)]
        const merged = mergeTexts(base, mine, theirs)
        expect(mergeTexts(base, theirs, mine)).toBe(merged)
        expect([mergeTexts(base, mine, base), mergeTexts(base, base, theirs)]).toEqual([mine, theirs])
        const ofB = new Set(b.map(([at]) => at))
        const apart = a.every(([at]) => ![at - 1, at, at + 1].some((near) => ofB.has(near)))
        if (apart) expect(merged).toBe(edited(lines, [...a, ...b]))
      }),
    )
  })
})
