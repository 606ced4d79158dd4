import { afterEach, expect, it, vi } from 'vitest'
import { Filling } from '#renderer/canvas/flow/filling.ts'

const frames: (() => void)[] = []
vi.stubGlobal('requestAnimationFrame', (deed: () => void) => frames.push(deed))
const frame = () => {
  for (const deed of frames.splice(0)) deed()
}
afterEach(() => void frames.splice(0))

const ids = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`)

/** What was filled, after each frame. */
function crowd(filling: Filling): () => string {
  const filled: string[] = []
  filling.draws(['old'])
  filling.draws(['old', ...ids(40)])
  for (const id of ids(40)) filling.ask(() => filled.push(id))
  filling.askFirst(() => filled.push('edges'))
  return () => filled.join(' ')
}

it('draws the edges of many nodes that come at once before any of their faces, in a frame of their own', () => {
  const filling = new Filling()
  const filled = crowd(filling)
  frame()
  expect(filled()).toBe('')
  frame()
  expect(filled()).toBe('edges')
  frame()
  expect(filled()).toBe(`edges ${ids(8).join(' ')}`)
})

it('draws them while it is zoomed too, when no face is filled', () => {
  const filling = new Filling()
  const filled = crowd(filling)
  filling.moves('zooming')
  for (let count = 0; count < 4; count += 1) frame()
  expect(filled()).toBe('edges')
  filling.rests()
  frame()
  expect(filled()).toBe(`edges ${ids(8).join(' ')}`)
})

it('forgets what was taken back', () => {
  const filling = new Filling()
  const filled: string[] = []
  filling.askFirst(() => filled.push('edges'))()
  filling.ask(() => filled.push('face'))
  frame()
  expect(filled).toEqual(['face'])
})
