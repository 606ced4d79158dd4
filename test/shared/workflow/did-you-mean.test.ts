import { expect, it } from 'vitest'
import { closest } from '#shared/workflow/did-you-mean.ts'

it.each([
  ['dept', 'depth'],
  ['DEPTH', 'depth'],
  ['dpeth', 'depth'],
  ['aproved', 'approved'],
  ['bas', 'base'],
  ['rej', 'rejected'],
  ['whatever', undefined],
  ['', undefined],
  ['zz', undefined],
])('someone who writes %j means %j', (given, meant) => {
  expect(closest(given, ['depth', 'base', 'approved', 'rejected', 'x'])).toBe(meant)
})
