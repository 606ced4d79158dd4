import { beforeEach, expect, it } from 'vitest'
import { keepLine, typeLine, useCommandLine } from '#renderer/command-bar/command-line.ts'

beforeEach(() => typeLine(''))

const after = (typed: string, ran: string): string => {
  typeLine(typed)
  keepLine(ran)
  return useCommandLine.getState().text
}

it('empties the bar once its line has begun, and keeps what was typed behind it or in its place meanwhile', () => {
  expect([
    after('/hello', '/hello'),
    after(' /hello ', '/hello'),
    after('/hello/changelog', '/hello'),
    after('/hello  and more ', '/hello'),
    after('/chan', '/hello'),
  ]).toEqual(['', '', '/changelog', 'and more ', '/chan'])
  expect(useCommandLine.getState().history.at(-1)).toBe('/hello')
})
