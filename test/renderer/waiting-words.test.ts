import { describe, expect, it } from 'vitest'
import { describeNodeState } from '#renderer/glyphs/describe-node-state.ts'
import { againWords, leftWords, waitingSentence } from '#renderer/glyphs/waiting-words.ts'
import { foldRun } from '#shared/state/fold-run.ts'
import { told } from '#test/support/told-events.ts'

describe('what a node waits for', () => {
  it('is a sentence that names it, and who holds it', () => {
    expect(waitingSentence({ type: 'event', what: 'deploy.done' })).toBe('Waits for deploy.done.')
    expect(waitingSentence({ type: 'event', what: 'deploy.done, deploy.failed' })).toBe(
      'Waits for deploy.done or deploy.failed.',
    )
    expect(waitingSentence({ type: 'lock', what: 'db', holder: '/migrate' })).toBe(
      'Waits for lock db, held by /migrate.',
    )
    const titleOf = (id: string) => (id === 'lock_a' ? 'Migrate' : id)
    expect(waitingSentence({ type: 'lock', what: 'db', holder: 'node lock_a', holderNode: 'lock_a' }, titleOf)).toBe(
      'Waits for lock db, held by Migrate.',
    )
    expect(waitingSentence({ type: 'lock', what: 'db', holder: '/deploy, node lock_a' }, titleOf)).toBe(
      'Waits for lock db, held by /deploy, node lock_a.',
    )
    expect(waitingSentence({ type: 'child', what: 'migrate' })).toBe('Waits for /migrate.')
    expect(waitingSentence({ type: 'timer', what: '' })).toBe('Waits for a time.')
  })

  it('says until when, with the day where that is not today', () => {
    const today = new Date()
    today.setHours(23, 59, 0, 0)
    expect(waitingSentence({ type: 'timer', what: '', until: today.toISOString() })).toBe('Waits until 23:59.')
    const later = waitingSentence({ type: 'event', what: 'go', until: '2031-03-04T10:00:00.000Z' })
    expect(later).toMatch(/^Waits for go, until Tue,? 4 Mar, \d\d:\d\d\.$/)
  })

  it('says how long that is', () => {
    const until = '2026-01-01T12:00:00.000Z'
    const now = Date.parse('2026-01-01T10:02:00.000Z')
    expect(leftWords({ until }, now)).toBe('1 h 58 m left')
    expect(leftWords({ until }, Date.parse(until))).toBe('time is up')
    expect(leftWords({}, now)).toBe('')
  })

  it('counts as the engine does once the clock was set back: from now, and to no time of day', () => {
    const setAt = new Date(Date.now() + 86_400_000).toISOString()
    const until = new Date(Date.parse(setAt) + 7_200_000).toISOString()
    expect(leftWords({ until, setAt }, Date.now())).toBe('2 h left at most')
    expect(waitingSentence({ type: 'timer', what: '', until, setAt })).toBe('Waits for a time.')
    expect(againWords({ retryAt: until, failedAt: setAt }, Date.now())).toBe('in 2 h at most')
    expect(waitingSentence({ type: 'timer', what: '', until })).toMatch(/^Waits until /)
  })
})

describe('a node that was undone', () => {
  it('says so, whatever it had done', () => {
    const state = foldRun(
      told([
        { type: 'node.activated', nodeId: 'push', data: { loop: { iteration: 0 } } },
        { type: 'node.completed', nodeId: 'push', data: { port: 'out', output: {} } },
      ]),
      'r',
    )
    const node = state.nodes.get('push')
    const undone = node && { ...node, compensatedBy: 'revert' }
    expect(describeNodeState(undone, state)).toMatchObject({ glyph: 'compensated', word: 'Undone', meta: 'undone' })
    expect(describeNodeState(node, state).glyph).toBe('done')
  })
})
