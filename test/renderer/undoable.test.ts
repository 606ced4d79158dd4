import { expect, it } from 'vitest'
import { undoable } from '#renderer/state/undoable.ts'
import type { RunEvent } from '#shared/events/event.ts'
import { type ToldEvent, told } from '#test/support/told-events.ts'

const workflow = {
  nodes: [
    { id: 'book', kind: 'shell', compensate: 'unbook' },
    { id: 'look', kind: 'shell' },
    { id: 'unbook', kind: 'shell' },
  ],
}

const completed = (nodeId: string, iteration: number, path = '', recorded = false): ToldEvent => ({
  type: 'node.completed',
  nodeId,
  iteration,
  ...(path !== '' && { path }),
  data: { port: 'out', output: null, ...(recorded && { recorded }) },
})

const undone = (nodeId: string, iteration: number): ToldEvent => ({
  type: 'node.compensated',
  nodeId,
  iteration,
  data: { by: 'unbook' },
})

const wouldUndo = (events: readonly RunEvent[], of: Parameters<typeof undoable>[1] = workflow) =>
  undoable(events, of).map(({ node, path, iteration }) => [node.id, path, iteration])

it('a run would undo every completion of a node that names what undoes it, latest first', () => {
  const events = told([
    completed('book', 0, '', true),
    completed('book', 1),
    completed('look', 0),
    completed('book', 0, 'all[1]'),
    completed('book', 2),
  ])
  expect(wouldUndo(events)).toEqual([
    ['book', '', 2],
    ['book', 'all[1]', 0],
    ['book', '', 1],
  ])
  expect(wouldUndo(events, { nodes: [] })).toEqual([])
})

it('a run would not undo again what is undone, while its events still come', () => {
  const all = told([completed('book', 0), completed('book', 1), undone('book', 1), undone('book', 0)])
  const events = all.slice(0, 2)
  const seen = [wouldUndo(events)]
  for (const event of all.slice(2)) {
    events.push(event)
    seen.push(wouldUndo(events))
  }
  expect(seen).toEqual([
    [
      ['book', '', 1],
      ['book', '', 0],
    ],
    [['book', '', 0]],
    [],
  ])
})
