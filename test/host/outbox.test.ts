import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Outbox } from '#main/host/outbox.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function outbox() {
  const sent: string[] = []
  return {
    sent,
    box: new Outbox<string>(
      (told) => sent.push(told.join(' ')),
      (text) => text.length,
    ),
  }
}

it('sends at once what comes after a pause, and together, in order, what follows within a frame', () => {
  const { box, sent } = outbox()
  for (const text of ['one', 'two', 'three']) box.put(text)
  expect(sent).toEqual(['one'])
  vi.advanceTimersByTime(16)
  box.put('four')
  expect(sent).toEqual(['one', 'two three'])
  vi.advanceTimersByTime(100)
  box.put('five')
  expect(sent).toEqual(['one', 'two three', 'four', 'five'])
})

it('lets nothing overtake what waits, and holds no more than a message may weigh', () => {
  const { box, sent } = outbox()
  const large = 'x'.repeat(300_000)
  for (const text of ['one', 'two']) box.put(text)
  box.flush()
  for (const text of ['three', large]) box.put(text)
  expect(sent).toEqual(['one', 'two', `three ${large}`])
})

it('sends nothing once it is closed', () => {
  const { box, sent } = outbox()
  for (const text of ['one', 'two']) box.put(text)
  box.close()
  vi.advanceTimersByTime(100)
  expect(sent).toEqual(['one'])
})
