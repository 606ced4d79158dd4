/** Where the browser has no database, as here: what is typed lives as long as the window. Its keeping is tested on the built app. */
import { expect, it } from 'vitest'
import { keepUnsent, unsentLoaded, unsentNow } from '#renderer/state/unsent.ts'

it('knows what was typed under each name until it is sent, and nothing of the others', async () => {
  await unsentLoaded
  keepUnsent('line', '/hello wor')
  keepUnsent('answer:w1', { reason: 'too long' })
  expect([unsentNow('line'), unsentNow('answer:w1'), unsentNow('answer:w2')]).toEqual([
    '/hello wor',
    { reason: 'too long' },
    undefined,
  ])
  keepUnsent('line', undefined)
  expect([unsentNow('line'), unsentNow('answer:w1')]).toEqual([undefined, { reason: 'too long' }])
})

it('keeps the newest of what is typed, an empty text too', () => {
  keepUnsent('line', 'a')
  keepUnsent('line', '')
  expect(unsentNow('line')).toBe('')
})
