import { describe, expect, it } from 'vitest'
import { lineCount } from '#renderer/canvas/model/measure-text.ts'
import { nodeBox } from '#renderer/canvas/model/node-box.ts'
import { kindNamed } from '#test/support/canvas-kinds.ts'

describe('the size of a node', () => {
  const measure = (text: string) => text.length * 6
  const face = {
    text: 'Report bugs that change behaviour, with file and line.',
    style: 'text',
    lines: 2,
    tone: 'plain',
  } as const
  const facts = { entry: undefined, face, streaming: false, cardHeight: undefined, usedPorts: [] }

  it('is header, two lines and their padding; streaming has room of its own that text does not change', () => {
    const idle = nodeBox({ ...facts, node: { id: 'a', kind: 'write' }, descriptor: kindNamed('write') }, measure)
    const live = nodeBox(
      { ...facts, node: { id: 'a', kind: 'write' }, descriptor: kindNamed('write'), streaming: true },
      measure,
    )
    expect([idle.width, idle.height, idle.lines]).toEqual([176, 75, 2])
    expect(live.height).toBe(131)
  })

  it('has a row for each way on, and the way of failure below', () => {
    const box = nodeBox({ ...facts, node: { id: 'a', kind: 'ask' }, descriptor: kindNamed('ask') }, measure)
    expect(box.rows).toEqual(['yes', 'no'])
    expect(box.ports.map(({ port, edge, y }) => [port, edge, y])).toEqual([
      ['in', 'left', 11],
      ['yes', 'right', 83.5],
      ['no', 'right', 103.5],
      ['error', 'bottom', 117.5],
    ])
  })

  it('is a small square for a token, with no way in where a run begins', () => {
    const box = nodeBox({ ...facts, node: { id: 'a', kind: 'begin' }, descriptor: kindNamed('begin') }, measure)
    expect([box.shape, box.width, box.height, box.ports.map((port) => port.side)]).toEqual(['token', 36, 36, ['out']])
  })

  it('keeps the ways that edges use of a kind it does not know', () => {
    const box = nodeBox(
      { ...facts, node: { id: 'a', kind: 'vote' }, descriptor: undefined, usedPorts: ['yes'] },
      measure,
    )
    expect([box.shape, box.ports.map((port) => port.port)]).toEqual(['unknown', ['in', 'yes']])
  })

  it('counts lines by words, and breaks words that no line holds', () => {
    expect(lineCount('one two three', 48, 9, measure)).toBe(2)
    expect(lineCount('aaaaaaaaaaaaaaaaaaaa', 60, 9, measure)).toBe(3)
    expect(lineCount('one two three four five six', 48, 2, measure)).toBe(2)
  })
})
