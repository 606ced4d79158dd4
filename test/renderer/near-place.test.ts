/** Where a node stands that a person wanted somewhere, among those that stand there already. */
import { expect, it } from 'vitest'
import type { At } from '#renderer/canvas/edit/places.ts'
import { nearPlace } from '#renderer/canvas/layout/place-missing.ts'
import type { NodeBox } from '#renderer/canvas/model/node-box.ts'

const boxOf = (width: number, height: number): NodeBox => ({
  shape: 'card',
  width,
  height,
  lines: 2,
  rows: [],
  ports: [],
})

const boxes = new Map([
  ['all', boxOf(740, 440)],
  ['read', boxOf(176, 64)],
])
const fresh = { width: 176, height: 72 }
const near = (x: number, y: number, ...standing: [string, At][]) => nearPlace([x, y], fresh, new Map(standing), boxes)

it('is the wanted one where that is free', () => {
  expect(near(104, 104, ['all', [0, 300]])).toEqual([104, 104])
})

it('is above what it would lie on where it is far nearer, by the distance of a row', () => {
  const [x, y] = near(104, 264, ['all', [0, 300]])
  expect([x, 300 - (y + fresh.height) >= 24, y > 184]).toEqual([104, true, true])
})

it('is below where that is about as near', () => {
  expect(near(104, 112, ['read', [104, 104]])[1]).toBeGreaterThanOrEqual(104 + 64)
})

it('is below where all above it is taken', () => {
  const standing: [string, At][] = [['all', [0, 300]]]
  const around = new Map(boxes)
  for (let row = 1; row <= 40; row += 1) {
    standing.push([`read${row}`, [104, 296 - 90 * row]])
    around.set(`read${row}`, boxOf(176, 64))
  }
  expect(nearPlace([104, 264], fresh, new Map(standing), around)[1]).toBeGreaterThanOrEqual(740)
})
