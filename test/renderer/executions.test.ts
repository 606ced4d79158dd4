import { describe, expect, it } from 'vitest'
import { executionAt, executionsOf, type KnownExecutions } from '#renderer/inspector/run/executions.ts'
import type { RunEvent } from '#shared/events/event.ts'
import type { NodeState } from '#shared/state/run-state.ts'
import { type ToldEvent, told } from '#test/support/told-events.ts'

const of = (iteration: number, path = '') => ({ nodeId: 'draft', iteration, ...(path !== '' && { path }) })
const runs = (iteration: number, said: string, path = ''): readonly ToldEvent[] => [
  { type: 'node.activated', data: {} as RunEvent['data'], ...of(iteration, path) },
  { type: 'node.started', data: { input: { prompt: `ask ${said}` } }, ...of(iteration, path) },
  { type: 'node.streamed', data: { channel: 'text', offset: 0, text: said }, ...of(iteration, path) },
  { type: 'node.completed', data: { port: 'out', output: { text: said } }, ...of(iteration, path) },
]

const said = (events: readonly RunEvent[], path = '', known?: KnownExecutions) =>
  executionsOf(events, 'draft', path, known).map(({ node: { iteration, status, input, output, streams } }) => ({
    iteration,
    status,
    input,
    output,
    text: streams.text,
  }))

const FIRST = { iteration: 0, status: 'completed', input: { prompt: 'ask a' }, output: { text: 'a' }, text: 'a' }

describe('a node that ran several times', () => {
  it('is shown as it was each time: what it was given, said and gave', () => {
    const events = told([...runs(0, 'a'), ...runs(1, 'b').slice(0, 3)])

    expect(said(events)).toEqual([
      FIRST,
      { iteration: 1, status: 'streaming', input: { prompt: 'ask b' }, output: undefined, text: 'b' },
    ])
  })

  it('is told of at one time alone, as it was then', () => {
    const events = told([...runs(0, 'a'), ...runs(1, 'b').slice(0, 3)])

    expect(executionAt(events, 'draft', '', 0)).toEqual(executionsOf(events, 'draft', '')[0]?.node)
    expect(executionAt(events, 'draft', '', 7)).toBeUndefined()
  })

  it('is told as undone, or not undone, each time for itself, also of an earlier time and after it was looked at', () => {
    const known: KnownExecutions = new Map()
    const ran = [...runs(0, 'a'), ...runs(1, 'b')]
    executionsOf(told(ran), 'draft', '', known)
    const undone: readonly ToldEvent[] = [
      { type: 'node.compensated', data: { by: 'unbook' }, ...of(1) },
      { type: 'node.compensated', data: { by: 'unbook', error: { code: 'late', message: 'Too late' } }, ...of(0) },
    ]
    const events = told([...ran, ...undone])
    const undoing = (node: NodeState | undefined) => [node?.compensatedBy, node?.compensationError?.code]

    expect(executionsOf(events, 'draft', '', known).map(({ node }) => undoing(node))).toEqual([
      ['unbook', 'late'],
      ['unbook', undefined],
    ])
    expect(undoing(executionAt(events, 'draft', '', 0))).toEqual(['unbook', 'late'])
  })

  it('offers nothing to choose where it ran once, in the item that is looked at', () => {
    const events = told([...runs(0, 'a', 'all[0]'), ...runs(0, 'b', 'all[1]'), ...runs(1, 'c', 'all[1]')])

    expect(said(events, 'all[0]')).toEqual([])
    expect(said(events, 'all[1]').map(({ text }) => text)).toEqual(['b', 'c'])
  })

  it('keeps what is over, and goes on with what is not', () => {
    const known: KnownExecutions = new Map()
    const begun = told([...runs(0, 'a'), ...runs(1, 'b').slice(0, 3)])
    const [before] = executionsOf(begun, 'draft', '', known)
    const all = executionsOf(told([...runs(0, 'a'), ...runs(1, 'b')]), 'draft', '', known)

    expect(all[0]).toBe(before)
    expect(all[1]?.node.output).toEqual({ text: 'b' })
  })
})
