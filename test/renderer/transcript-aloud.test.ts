/** What a screen reader is told of a run. */
import { expect, it } from 'vitest'
import { toldItems } from '#renderer/transcript/told-items.ts'
import { transcriptOf } from '#renderer/transcript/transcript-of.ts'
import type { EventDraft } from '#shared/events/event.ts'
import { begins, eventsOf, leaves, lines, of, says, started } from './support/told-events.ts'

it('tells a screen reader each answer once, when it is whole, and what a person is asked at once', () => {
  const events = eventsOf(
    started,
    begins('write'),
    says('write', 0, 'Two '),
    says('write', 4, 'findings'),
    leaves('write', { text: 'Two findings' }),
    {
      type: 'approval.requested',
      data: { approvalId: 'a', purpose: 'approval', title: 'Keep them?', payload: 'Two findings' },
      ...of('keep'),
    },
    begins('save'),
    { type: 'node.failed', data: { code: 'file.failed', message: 'The disk is full.' }, ...of('save') },
    { type: 'run.failed', data: { code: 'file.failed', message: 'The disk is full.', nodeId: 'save' } },
  )
  const seen = events.map((_event, index) => transcriptOf(events.slice(0, index + 1)))
  // Nor is it written twice, one below the other.
  expect(seen.at(-1)?.at(-1)).toMatchObject({ type: 'failed', isSaid: true })
  const told = seen.map((items, index) => toldItems(seen[index - 1] ?? [], items, (id) => id.toUpperCase()))

  expect(told).toEqual([
    '/review runs.',
    '',
    '',
    '',
    'WRITE: Two findings.',
    'KEEP asks: Keep them?',
    '',
    'SAVE failed: The disk is full.',
    'The run failed.',
  ])
  expect(toldItems(seen[0] ?? [], seen.at(-1) ?? [], (id) => id)).toBe(
    'write: Two findings. keep asks: Keep them? save failed: The disk is full. The run failed.',
  )
})

it('tells a screen reader of a run that is over at once, or asks at once, in one message', () => {
  const events = eventsOf(started, begins('write'), says('write', 0, 'Done'), leaves('write', { text: 'Done' }), {
    type: 'run.succeeded',
    data: { result: 'Done' },
  })
  expect(toldItems([], transcriptOf(events), (id) => id)).toBe('/review ran. write: Done. The run succeeded.')

  const asks: EventDraft = {
    type: 'approval.requested',
    data: { approvalId: 'a', purpose: 'approval', title: 'Keep it?', payload: null },
    ...of('keep'),
  }
  expect(toldItems([], transcriptOf(eventsOf(started, asks)), (id) => id)).toBe('/review runs. keep asks: Keep it?')
})

it('tells a screen reader each question of a node, also the one after the first was answered', () => {
  const events = eventsOf(
    started,
    {
      type: 'approval.requested',
      data: { approvalId: 'a', purpose: 'effect', title: 'Run it?', payload: 'make' },
      ...of('build'),
    },
    {
      type: 'approval.decided',
      data: { approvalId: 'a', decision: 'approved', by: 'you', value: 'make' },
      ...of('build'),
    },
    begins('build'),
    {
      type: 'input.requested',
      data: { inputId: 'b', purpose: 'recovery', title: 'Did it happen?', fields: [] },
      ...of('build'),
    },
  )
  const answered = transcriptOf(events.slice(0, 3))
  expect(toldItems(answered, transcriptOf([...events]), (id) => id)).toBe('build asks: Did it happen?')
})

it('tells a screen reader of a failure that comes so soon after another that only the two are seen', () => {
  const fails = (message: string): EventDraft => ({ type: 'node.failed', data: { code: 'x', message }, ...of('save') })
  const events = eventsOf(
    started,
    begins('save'),
    fails('The disk is full.'),
    begins('save'),
    fails('The disk is gone.'),
  )
  const first = transcriptOf(events.slice(0, 3))
  expect(toldItems(first, transcriptOf([...events]), (id) => id)).toBe('save failed: The disk is gone.')
})

it('does not tell a screen reader what the line above the canvas tells', () => {
  const events = eventsOf(started, { type: 'run.paused', data: { by: 'you', nodeId: 'save' } })
  const paused = transcriptOf(events)
  expect(lines(paused)).toEqual(['command', 'note'])
  expect(toldItems(paused.slice(0, 1), paused, (id) => id)).toBe('')
})
