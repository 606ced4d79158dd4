import { describe, expect, it } from 'vitest'
import { edgeLook } from '#renderer/canvas/model/edge-look.ts'

describe('how an edge looks', () => {
  const done = { status: 'completed', port: 'out' } as const
  it.each([
    ['not reached', undefined, 'out', 'idle', 'idle'],
    ['taken', done, 'out', 'done', 'taken'],
    ['taken, and the other edges are awaited', done, 'out', 'waiting', 'taken'],
    ['active into what works', done, 'out', 'streaming', 'active'],
    ['to a person who is awaited', done, 'out', 'needs-approval', 'you'],
    ['not yet taken up', done, 'out', 'queued', 'idle'],
    ['dead, since it left by another port', done, 'error', 'skipped', 'dead'],
    ['dead behind what was skipped', { status: 'skipped' } as const, 'out', 'skipped', 'dead'],
    ['taken by the way of failure', { status: 'failed' } as const, 'error', 'done', 'taken'],
    ['dead behind a failure', { status: 'failed' } as const, 'out', 'idle', 'dead'],
  ] as const)('%s', (_title, source, port, target, look) => {
    expect(edgeLook(source, port, target, false)).toBe(look)
  })
})
