/** Where the browser has no database, as here: what is written lives as long as the window. Its keeping is tested on the built app. */
import { expect, it } from 'vitest'
import { sentenceOf } from '#renderer/parts/problem-words.ts'
import {
  type FieldPlace,
  keepUnreadText,
  moveUnreadTexts,
  renameUnreadTexts,
  unreadProblems,
} from '#renderer/state/unread-texts.ts'
import type { Parameter, Workflow } from '#shared/workflow/workflow.ts'

const workflow: Workflow = {
  format: 'slashflow/1',
  name: 'unread',
  nodes: [
    { id: 'made', kind: 'transform', pinned: { a: 1 }, config: { value: { b: 2 } } },
    { id: 'asked', kind: 'wait', config: { events: [{ port: 'one', data: [1] }] } },
  ],
  edges: [],
}
const at = (documentRef: string, nodeId: string, field: string): FieldPlace => ({ documentRef, nodeId, field })
const told = (ref: string, of: Workflow = workflow) =>
  unreadProblems(ref, of).map(({ nodeId, field, message }) => [nodeId, field, sentenceOf({ message } as never)]) // only that is read

it('JSON that cannot be read is told at its field, also inside of a list, until it can be', () => {
  keepUnreadText(at('one', 'made', 'pinned'), '{ "a": ', { a: 1 })
  keepUnreadText(at('one', 'made', 'retry'), '{', undefined)
  keepUnreadText(at('one', 'asked', 'events[0].data'), '[1,', [1])

  const before = 'What is written is not JSON, so what was there before still counts.'
  expect(told('one')).toEqual([
    ['made', 'pinned', before],
    ['made', 'retry', 'What is written is not JSON, so it does not count yet.'],
    ['asked', 'events[0].data', before],
  ])

  keepUnreadText(at('one', 'made', 'pinned'), undefined, { a: 1 })
  keepUnreadText(at('one', 'made', 'retry'), undefined, undefined)
  keepUnreadText(at('one', 'asked', 'events[0].data'), undefined, [1])
  expect(told('one')).toEqual([])
})

it('waits where another value came into the place of the one it was written over, and where its node is gone', () => {
  keepUnreadText(at('two', 'made', 'value'), '{ "b": ', { b: 2 })
  const [made, asked] = workflow.nodes
  if (!made || !asked) return expect.unreachable('it has two nodes')

  const changed = { ...workflow, nodes: [{ ...made, config: { value: { b: 3 } } }, asked] }
  expect([told('two', changed), told('two', { ...workflow, nodes: [asked] }), told('two').length]).toEqual([[], [], 1])
})

it('follows its node to another id, and its command to another file', () => {
  keepUnreadText(at('three', 'made', 'value'), '{ "b": ', { b: 2 })
  renameUnreadTexts('three', 'made', 'drawn')
  moveUnreadTexts('three', 'four')
  const renamed = {
    ...workflow,
    nodes: workflow.nodes.map((node) => (node.id === 'made' ? { ...node, id: 'drawn' } : node)),
  }

  expect([told('three'), told('four', renamed).map(([nodeId]) => nodeId)]).toEqual([[], ['drawn']])
})

it('a default of the command is told too, at its parameter', () => {
  const who: Parameter = { name: 'who', type: 'json', default: [1] }
  keepUnreadText(at('five', '', 'parameters[0].default'), '[1,', [1])

  expect(unreadProblems('five', { ...workflow, parameters: [who] })).toEqual([
    {
      severity: 'warning',
      code: 'field.unread',
      field: 'parameters[0].default',
      message: 'Of the default, what is written is not JSON, so what was there before still counts.',
    },
  ])
  expect(unreadProblems('five', { ...workflow, parameters: [{ ...who, default: [2] }] })).toEqual([])
})
