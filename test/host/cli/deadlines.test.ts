import { expect, it } from 'vitest'
import { nodesText, waitsText } from '#main/host/cli/print/run-text.ts'
import type { Terminal } from '#main/host/cli/terminal.ts'
import { foldRun } from '#shared/state/fold-run.ts'
import { told } from '#test/support/told-events.ts'

const HOUR_MS = 3_600_000
const terminal: Terminal = {
  out: () => {},
  err: () => {},
  interactive: false,
  paint: (_colour, word) => word,
  width: 120,
  isScreen: false,
}

/** A run whose nodes began to wait at that time (ms since 1970): one for an hour, one for a date, one for a person, one to be tried again. */
function waitingSince(at: number) {
  const inAnHour = new Date(at + HOUR_MS).toISOString()
  const activated = { type: 'node.activated', data: { loop: { iteration: 0 } } } as const
  const events = told([
    ...['pause', 'date', 'ask', 'push'].map((nodeId) => ({ ...activated, nodeId })),
    { type: 'timer.set', nodeId: 'pause', data: { dueAt: inAnHour } },
    { type: 'timer.set', nodeId: 'date', data: { dueAt: inAnHour, isDate: true } },
    {
      type: 'approval.requested',
      nodeId: 'ask',
      data: { approvalId: 'q', purpose: 'approval', title: 'Go?', payload: null, dueAt: inAnHour },
    },
    { type: 'node.failed', nodeId: 'push', data: { code: 'down', message: 'No answer.', retryAt: inAnHour } },
  ])
  const state = foldRun(
    events.map((event) => ({ ...event, at: new Date(at).toISOString() })),
    'r',
  )
  return { text: nodesText(state, true, terminal) + waitsText([state], terminal), inAnHour }
}

it('says until when a run waits', () => {
  const { text, inAnHour } = waitingSince(Date.now())
  expect(text.match(/(?:until|again).*/g)).toEqual([
    `until ${inAnHour}`,
    `until ${inAnHour}`,
    `again at ${inAnHour}`,
    `until ${inAnHour}`,
  ])
})

it('says how long it waits at most once the clock was set back, and until a date that is meant as one', () => {
  const { text, inAnHour } = waitingSince(Date.now() + 24 * HOUR_MS)
  expect(text.replaceAll(/\s+/g, ' ').match(/(?:for at most|in at most|until) \S+(?: h 0 m)?/g)).toEqual([
    'for at most 1 h 0 m',
    `until ${inAnHour}`,
    'in at most 1 h 0 m',
    'for at most 1 h 0 m',
  ])
})
