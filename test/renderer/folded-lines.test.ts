import { expect, it } from 'vitest'
import { foldedLines } from '#renderer/versions/folded-lines.ts'
import type { DiffLine } from '#shared/line-diff.ts'

const same = (text: string): DiffLine => ({ type: 'same', text })
const shown = (far: readonly string[]) =>
  foldedLines([...far.map(same), same('near'), same('nearer'), { type: 'added', text: 'new' }]).map(({ text }) => text)

it('shows one line that is far from every change, and of several how many there are', () => {
  expect(shown(['alone'])).toEqual(['alone', 'near', 'nearer', 'new'])
  expect(shown(['one', 'two'])).toEqual(['2 lines', 'near', 'nearer', 'new'])
})
