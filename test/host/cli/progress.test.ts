import { describe, expect, it } from 'vitest'
import { eventPrinter } from '#main/host/cli/print/events.ts'
import { progressPrinter } from '#main/host/cli/print/progress.ts'
import { table } from '#main/host/cli/print/table.ts'
import type { Terminal } from '#main/host/cli/terminal.ts'
import type { EventDraft, RunEvent } from '#shared/events/event.ts'
import { applyRunEvent } from '#shared/state/fold-run.ts'
import { newRunState } from '#shared/state/run-state.ts'

const STARTED: EventDraft = {
  type: 'run.started',
  data: { workflow: 'hello', version: 'v', args: { name: 'Ada' }, workspace: '', trusted: true, by: 'cli' },
}

function printed(json = false) {
  let text = ''
  const terminal: Terminal = {
    out(piece) {
      text += piece
    },
    err: () => {},
    interactive: false,
    paint: (_colour, word) => word,
    width: 60,
    isScreen: false,
  }
  const printer = json ? eventPrinter(terminal) : progressPrinter(terminal)
  const state = newRunState('run1')
  let seq = 0
  return {
    printer,
    text: () => text,
    event(draft: EventDraft) {
      const at = new Date(Date.UTC(2026, 0, 1, 0, 0, seq)).toISOString()
      // The draft and its envelope are one member of the union, which a spread does not say.
      const event = {
        id: `e${seq}`,
        runId: 'run1',
        seq,
        position: seq,
        at,
        correlationId: 'c',
        causationId: null,
        hash: '',
        ...draft,
      } as RunEvent
      seq += 1
      applyRunEvent(state, event)
      printer.event(event, state)
      return this
    },
    say(nodeId: string, text: string, offset: number, channel = 'text') {
      printer.signal?.({ runId: 'run1', nodeId, iteration: 0, attempt: 1, channel, offset, text })
      return this
    },
  }
}

const activated = (nodeId: string): EventDraft => ({ type: 'node.activated', nodeId, data: { loop: { iteration: 0 } } })
const started = (nodeId: string): EventDraft => ({ type: 'node.started', nodeId, attempt: 1, data: { input: {} } })
const completed = (nodeId: string, output: EventDraft extends never ? never : string | object = 'x'): EventDraft =>
  ({ type: 'node.completed', nodeId, data: { port: 'out', output } }) as EventDraft // outputs of the tests are JSON

describe('a run on a terminal', () => {
  it('keeps a remark until the text that it would cut in two has ended', () => {
    const remark: EventDraft = {
      type: 'node.noticed',
      nodeId: 'a',
      iteration: 0,
      data: { code: 'x', message: 'By the way.' },
    }
    const run = printed().event(STARTED).event(activated('a')).event(started('a')).say('a', 'One ', 0).event(remark)

    expect(run.say('a', 'sentence.', 4).event(completed('a')).text()).toContain('One sentence.\n! a  By the way.\n')
  })

  it('streams one node, and gives the other its turn', () => {
    const run = printed()
      .event(STARTED)
      .event(activated('a'))
      .event(started('a'))
      .event(activated('b'))
      .event(started('b'))
    run.say('a', 'First ', 0).say('b', 'Second', 0).say('a', 'First ', 0).say('a', 'answer', 6)
    run
      .event(completed('a'))
      .event(completed('b'))
      .event({ type: 'run.succeeded', data: { result: null } })
    expect(run.text()).toBe(
      [
        '/ hello name=Ada  run run1',
        '▸ a',
        'First answer',
        '✓ a  3.0 s',
        '▸ b',
        'Second',
        '✓ b  2.0 s',
        '✓ done 7.0 s',
        '',
      ].join('\n'),
    )
  })

  it('says what failed and when it is tried again', () => {
    const run = printed().event(STARTED).event(activated('ask')).event(started('ask'))
    run.event({
      type: 'node.failed',
      nodeId: 'ask',
      data: { code: 'model.rate-limited', message: 'Too many requests.', retryAt: '2026-01-01T00:00:07.000Z' },
    })
    run.event({
      type: 'run.failed',
      data: { code: 'model.unauthorized', message: 'The key was refused.', nodeId: 'ask' },
    })
    expect(run.text().split('\n').slice(1)).toEqual([
      '↻ ask  Too many requests. (model.rate-limited)  again in 4.0 s',
      '✗ failed at ask: The key was refused. (model.unauthorized)',
      '',
    ])
  })

  it('names the item that a node stands in, and the ways out of a pause', () => {
    const run = printed().event(STARTED)
    run.event({ type: 'node.failed', nodeId: 'one', path: 'all[2]', data: { code: 'x.y', message: 'No.' } })
    run.event({ type: 'run.paused', data: { by: 'test', nodeId: 'two' } })
    expect(run.text().split('\n').slice(1)).toEqual([
      '✗ all[2]/one  No. (x.y)',
      '‖ paused before two  slashflow step run1, or slashflow resume run1',
      '',
    ])
  })

  it('lets no text of a model steer the terminal', () => {
    const run = printed()
      .event(STARTED)
      .event(activated('a'))
      .event(started('a'))
      .say('a', 'ok\u001b[2J\u001b]0;title\u0007\r\ndone\u009b', 0)
      .event(completed('a'))
    expect(run.text()).toContain('▸ a\nok[2J]0;title\ndone\n')
  })

  it('prints nothing into an open question', () => {
    const run = printed().event(STARTED)
    const before = run.text()
    const goOn = run.printer.pause()
    run.event(activated('a')).event(started('a')).say('a', 'Hello', 0)
    expect(run.text()).toBe(before)
    goOn()
    expect(run.text()).toBe(`${before}▸ a\nHello`)
  })

  it('shows a table of what a node shows, once', () => {
    const shown = {
      action: '',
      title: 'Findings',
      view: 'table',
      body: [{ file: 'a.ts', line: 3, finding: 'Never closed' }],
    }
    const run = printed()
      .event(STARTED)
      .event(activated('show'))
      .event(completed('show', shown))
      .event({ type: 'run.succeeded', data: { result: shown } })
    expect(run.text().match(/Findings/g)).toHaveLength(1)
    expect(run.text()).toContain('file  line  finding\na.ts  3     Never closed\n')
  })

  it('names what a stop reached', () => {
    const run = printed()
      .event(STARTED)
      .event({ type: 'run.stopping', data: { by: 'cli', undo: false } })
    run.event({
      type: 'run.interrupted',
      data: { receipt: [{ what: 'model stream', how: 'aborted', ms: 12, nodeId: 'review' }] },
    })
    expect(run.text()).toContain('■ stopping\n■ stopped 2.0 s\n  review: model stream  aborted  12 ms\n')
  })
})

describe('the event log on standard output', () => {
  it('is one envelope a line and nothing else', () => {
    const lines = printed(true).event(STARTED).event(activated('a')).say('a', 'unheard', 0).text().split('\n')
    expect(lines.slice(0, -1).map((line) => JSON.parse(line).type)).toEqual(['run.started', 'node.activated'])
    expect(lines.at(-1)).toBe('')
  })
})

describe('a table', () => {
  const terminal: Terminal = {
    out: () => {},
    err: () => {},
    interactive: false,
    paint: (_colour, word) => word,
    width: 30,
    isScreen: false,
  }

  it('wraps what does not fit and cuts nothing', () => {
    const text = table(['file', 'finding'], [['a.ts', 'The socket is never closed on failure']], terminal)
    expect(text).toBe('file  finding\na.ts  The socket is never\n      closed on failure\n')
  })

  it('keeps an id in one piece, so that it can be copied', () => {
    const id = 'letter-1m8bg4bkj'
    const text = table(['letter', 'cause'], [[id, 'nothing came of it at all']], terminal)
    expect(text).toBe(`letter            cause\n${id}  nothing came\n                  of it at all\n`)
  })
})
