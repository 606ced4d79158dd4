import { describe, expect, it } from 'vitest'
import { describeNodeState } from '#renderer/glyphs/describe-node-state.ts'
import { clockWords, durationWords, elapsedWords, spanWords } from '#renderer/glyphs/time.ts'
import { columnsOf } from '#renderer/parts/record-table.tsx'
import { withTitle } from '#renderer/parts/with-title.ts'
import { reachedName } from '#renderer/state/reached-name.ts'
import { KeyedList } from '#shared/state/keyed-list.ts'
import type { NodeState, Wait } from '#shared/state/run-state.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1, 9, 0, seconds)).toISOString()
const now = Date.parse(at(60))
const node = (fields: Partial<NodeState> & Pick<NodeState, 'status'>): NodeState => ({
  nodeId: 'ok',
  path: '',
  iteration: 0,
  attempt: 1,
  loop: { iteration: 0 },
  streams: {},
  notices: [],
  processes: {},
  ...fields,
})
const running = { status: 'running', waits: new KeyedList<Wait>(), endedAt: undefined } as const

describe('words for time', () => {
  it('are exact when something is over, and steady while it goes on', () => {
    expect([durationWords(12), durationWords(300), durationWords(18_240), durationWords(72_000)]).toEqual([
      '12 ms',
      '0.3 s',
      '18.2 s',
      '1:12',
    ])
    expect([elapsedWords(1_240), elapsedWords(23_900), elapsedWords(72_000)]).toEqual(['1.2 s', '23 s', '1:12'])
  })

  it('name two units at most', () => {
    expect([spanWords(4_000), spanWords(240_000), spanWords(7_080_000), spanWords(2 * 86_400_000)]).toEqual([
      '4 s',
      '4 m',
      '1 h 58 m',
      '2 d',
    ])
    expect(clockWords(3 * 3_600_000)).toBe('3 h')
  })
})

describe('words for a node', () => {
  it('count down to the next attempt and say why the last one failed', () => {
    const error = { code: 'model.rate-limited', message: 'The server asked to wait.' }
    const state = describeNodeState(node({ status: 'retrying', retryAt: at(64), error }), running, now)
    expect(state).toMatchObject({
      glyph: 'retrying',
      meta: 'in 4 s',
      reason: 'The server asked to wait. (model.rate-limited)',
    })
  })

  it('say how long a person has left', () => {
    const wait: Wait = {
      type: 'approval',
      id: 'a',
      nodeId: 'ok',
      path: '',
      iteration: 0,
      askedBy: 'r.1',
      since: at(0),
      dueAt: at(60 + 7_080),
      request: { approvalId: 'a', purpose: 'approval', title: 'Keep it?', payload: null },
    }
    const waits = new KeyedList<Wait>()
    waits.set('a', wait)
    const run = { ...running, waits }
    expect(describeNodeState(node({ status: 'awaiting', waitId: 'a' }), run, now)).toMatchObject({
      glyph: 'needs-approval',
      word: 'Needs approval',
      meta: '1 h 58 m left',
    })
  })

  it('tell what was taken over from what ran: how long it took would be told of nothing', () => {
    const ran = node({ status: 'completed', startedAt: at(0), endedAt: at(2) })
    expect([ran, { ...ran, recorded: true }].map((each) => describeNodeState(each, running, now))).toMatchObject([
      { word: 'Done', meta: '2.0 s' },
      { word: 'Reused', meta: 'reused' },
    ])
  })

  it('call a node of a stopped run interrupted, whatever it was doing', () => {
    const stopped = { ...running, status: 'interrupted', endedAt: at(8) } as const
    expect(describeNodeState(node({ status: 'streaming', startedAt: at(0) }), stopped, now)).toMatchObject({
      glyph: 'interrupted',
      meta: '8.0 s',
      ticking: false,
    })
  })
})

it('puts what names a row first and the longest text last, since the log sorts the keys', () => {
  const rows = [{ file: 'a.ts', finding: 'A slow first attempt can refund twice.', line: 88, severity: 'high' }]
  expect(columnsOf(rows).map((column) => column.name)).toEqual(['file', 'line', 'severity', 'finding'])
})

it('what the rows of models say comes before what all have in common, and what none has is no column', () => {
  const usage = { inputTokens: 17 }
  const said = (text: string) => ({ demo: true, finishReason: 'stop', json: null, text, toolCalls: [], usage })
  const rows = [said('A first answer.'), said('Another one, which is a little longer.')]
  expect(columnsOf(rows).map((column) => column.name)).toEqual(['text', 'demo', 'finishReason', 'usage'])
})

it('tells a node that a file calls “nothing” from there being none', () => {
  expect(withTitle('deploy', 'nothing')).toBe('\u2068nothing\u2069 (deploy)')
  expect(withTitle('deploy')).toBe('deploy')
})

it('calls what a stop reached by the title of its node, with one mark between them', () => {
  const workflow: Workflow = {
    format: 'slashflow/1',
    name: 'review',
    nodes: [
      { id: 'ok', kind: 'approval', title: 'Keep it?' },
      { id: 'save', kind: 'file', title: 'Save' },
      { id: 'draft', kind: 'prompt', title: 'Draft' },
    ],
    edges: [],
  }
  const named = (nodeId: string, what: string) => reachedName({ workflow }, { what, how: 'kept', ms: 0, nodeId })
  expect([
    named('ok', 'approval “Keep this review?”'),
    named('save', 'approval “Write review.md?”'),
    named('draft', 'model stream of draft'),
  ]).toEqual(['Keep it? (approval “Keep this review?”)', 'Save: approval “Write review.md?”', 'model stream of Draft'])
})
