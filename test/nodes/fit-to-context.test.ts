import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateTokens, fitMessages, promptBudget } from '#main/nodes/prompt/fit-to-context.ts'

const WHY = "they do not fit the model's context of 1,000 tokens"
const lines = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index}`).join('\n')

describe('messages that do not fit a model', () => {
  it('stay as they are where they fit', () => {
    const messages = [{ role: 'user', content: 'Hello' }] as const

    expect(fitMessages(messages, 1_000, WHY)).toEqual({ messages, leftOut: 0, total: 0 })
  })

  it('lose the middle of the largest, at line borders, with a note in its place', () => {
    const diff = lines(2_000)
    const messages = [
      { role: 'system', content: 'Review.' },
      { role: 'user', content: diff },
    ] as const

    const fitted = fitMessages(messages, 1_000, WHY)
    const [system, cut] = fitted.messages
    const parts = /^([\s\S]*)\n\[… (.*) of (.*) characters left out here: (.*) …\]\n([\s\S]*)$/.exec(cut?.content ?? '')

    expect(system).toEqual(messages[0])
    expect(parts?.slice(2, 5)).toEqual([
      fitted.leftOut.toLocaleString('en-US'),
      diff.length.toLocaleString('en-US'),
      WHY,
    ])
    expect(diff.startsWith(`${parts?.[1]}\n`)).toBe(true)
    expect(diff.endsWith(`\n${parts?.[5]}`)).toBe(true)
    expect(estimateTokens(fitted.messages)).toBeLessThanOrEqual(1_000)
  })

  it('are cut inside a line where there is only one', () => {
    const fitted = fitMessages([{ role: 'user', content: 'x'.repeat(20_000_000) }], 1_000, WHY)

    expect(fitted.messages[0]?.content).toMatch(/^x{1000,}\n\[… 19,99\d,\d{3} of 20,000,000 characters left out here/)
  })

  it('fit afterwards, whatever is in them, and hold no broken character', () => {
    // The mark of a broken character is one that a text may hold of itself: here it stands for what cutting broke.
    const text = fc.string({ unit: 'grapheme', maxLength: 4_000 }).map((given) => given.replaceAll('\uFFFD', ''))
    const messages = fc.array(
      text.map((content) => ({ role: 'user' as const, content })),
      { minLength: 1, maxLength: 4 },
    )
    fc.assert(
      fc.property(messages, fc.integer({ min: 500, max: 4_000 }), (given, budget) => {
        const fitted = fitMessages(given, budget, WHY)
        const sound = fitted.messages.every(({ content }) => !content.includes('\uFFFD'))

        expect({ fits: estimateTokens(fitted.messages) <= budget, sound }).toEqual({ fits: true, sound: true })
      }),
    )
  })

  it('leave room for the answer', () => {
    expect([promptBudget(4_096, 0), promptBudget(32_768, 300), promptBudget(200_000, 0)]).toEqual([
      3_072, 24_476, 191_808,
    ])
  })
})
