import { beforeEach, expect, it } from 'vitest'
import { atRest, isInMotion, onRest, tellMoves } from '#renderer/state/motion.ts'

beforeEach(() => {
  tellMoves('view', false)
  tellMoves('hand', false)
})

it('is in motion while the hand drags something and the view follows it, until both have come to rest', () => {
  const heard: string[] = []
  onRest(() => heard.push('rest'))
  tellMoves('hand', true)
  tellMoves('view', true)
  tellMoves('view', false)
  expect([isInMotion(), heard]).toEqual([true, []])
  tellMoves('hand', false)
  expect([isInMotion(), heard]).toEqual([false, ['rest']])
})

it('tells of a rest once, however often it is told that nothing moves', () => {
  let rests = 0
  onRest(() => {
    rests += 1
  })
  tellMoves('hand', true)
  tellMoves('hand', true)
  tellMoves('hand', false)
  tellMoves('hand', false)
  tellMoves('view', false)
  expect(rests).toBe(1)
})

it('does at once what can wait where nothing moves, and else once it rests, except what was taken back', () => {
  const done: string[] = []
  atRest(() => done.push('at once'))
  tellMoves('hand', true)
  atRest(() => done.push('later'))
  atRest(() => done.push('never'))()
  expect(done).toEqual(['at once'])
  tellMoves('hand', false)
  tellMoves('hand', true)
  tellMoves('hand', false)
  expect(done).toEqual(['at once', 'later'])
})
