import { describe, expect, it } from 'vitest'
import { countedAround, countManyItems } from '#main/host/cli/print/many-items.ts'
import { progressPrinter } from '#main/host/cli/print/progress.ts'
import { StatusLine } from '#main/host/cli/print/status-line.ts'
import type { Terminal } from '#main/host/cli/terminal.ts'
import type { EventDraft, RunEvent } from '#shared/events/event.ts'
import { applyRunEvent } from '#shared/state/fold-run.ts'
import { newRunState } from '#shared/state/run-state.ts'

interface Given {
  readonly isScreen?: boolean
  readonly approvesAll?: boolean
  /** Seconds from one event to the next. */
  readonly pace?: number
}

function counted({ isScreen = false, approvesAll = false, pace = 0 }: Given = {}) {
  let text = ''
  const screen: Terminal = {
    out(piece) {
      text += piece
    },
    err(piece) {
      text += piece
    },
    interactive: false,
    paint: (_colour, word) => word,
    width: 60,
    isScreen,
  }
  const status = isScreen ? new StatusLine(screen) : undefined
  const terminal = status?.terminal ?? screen
  const printer = countManyItems(progressPrinter(terminal), { terminal, status, approvesAll })
  const state = newRunState('run1')
  let seq = 0
  const run = {
    printer,
    terminal,
    /** As a terminal shows it that writes over its last line. */
    text: () =>
      text
        .split('\n')
        .map((line) => line.split('\r\u001b[K').at(-1))
        .join('\n'),
    raw: () => text,
    event(draft: EventDraft) {
      const at = new Date(Date.UTC(2026, 0, 1) + seq * pace * 1_000).toISOString()
      const envelope = { id: `e${seq}`, runId: 'run1', seq, position: seq, at, correlationId: 'c', causationId: null }
      // The draft and its envelope are one member of the union, which a spread does not say.
      const event = { ...envelope, hash: '', ...draft } as RunEvent
      seq += 1
      applyRunEvent(state, event)
      printer.event(event, state)
      return run
    },
    each(total: number, id = 'all', path?: string) {
      const at = path === undefined ? { nodeId: id } : { nodeId: id, path }
      run.event({ type: 'node.activated', ...at, data: { loop: { iteration: 0 } } })
      run.event({ type: 'node.started', ...at, attempt: 1, data: { input: {} } })
      return run.event({ type: 'items.started', ...at, data: { total } })
    },
    /** One item of `all` whose node `t` ends. */
    item(index: number, failure?: string) {
      const inside = { nodeId: 't', path: `all[${index}]` }
      run.event({ type: 'item.started', nodeId: 'all', data: { index } })
      run.event({ type: 'node.activated', ...inside, data: { loop: { iteration: 0 } } })
      run.event({ type: 'node.started', ...inside, attempt: 1, data: { input: {} } })
      const error = failure === undefined ? undefined : { code: 'wrong', message: failure }
      if (error) run.event({ type: 'node.failed', ...inside, attempt: 1, data: error })
      else run.event({ type: 'node.completed', ...inside, data: { port: 'out', output: index } })
      return run.event({ type: 'item.ended', nodeId: 'all', data: { index, ...(error && { error }) } })
    },
    items(from: number, to: number) {
      for (let index = from; index < to; index += 1) run.item(index)
      return run
    },
    end: () => run.event({ type: 'node.completed', nodeId: 'all', data: { port: 'out', output: [] } }),
  }
  return run
}

describe('a container of many items', () => {
  it('is a line for each tenth where nothing can be written over, and failures in full', () => {
    const run = counted().each(1_000).items(0, 250).item(250, 'No such file').items(251, 1_000).end()
    expect(run.text()).toBe(
      [
        '· all  100 of 1,000 items',
        '· all  200 of 1,000 items',
        '✗ all[250]/t  No such file (wrong)',
        ...[3, 4, 5, 6, 7, 8, 9].map((hundreds) => `· all  ${hundreds}00 of 1,000 items, 1 failed`),
        '✓ all  1,000 items, 1 failed  0 ms',
        '',
      ].join('\n'),
    )
    expect(run.raw()).not.toContain('\u001b')
  })

  it('says how far it is at least twice a minute', () => {
    const run = counted({ pace: 3 }).each(1_000).items(0, 5)
    expect(run.text()).toBe('· all  2 of 1,000 items\n· all  4 of 1,000 items\n')
  })

  it('is one line on a terminal, below all else, and gone at its end', () => {
    const run = counted({ isScreen: true }).each(1_000).items(0, 411).item(411, 'No such file')
    expect(run.text()).toBe('✗ all[411]/t  No such file (wrong)\n◌ all  411 of 1,000 items')
    run.terminal.err('a remark\n')
    expect(run.text()).toBe('✗ all[411]/t  No such file (wrong)\na remark\n◌ all  412 of 1,000 items, 1 failed')
    run.end()
    expect(run.text()).toMatch(/a remark\n✓ all {2}1,000 items, 1 failed {2}0 ms\n$/)
  })

  it('leaves the terminal alone while a question stands there', () => {
    const run = counted({ isScreen: true }).each(1_000).items(0, 5)
    const goOn = run.printer.pause()
    expect(run.text()).toBe('')
    run.items(5, 20)
    expect(run.text()).toBe('')
    goOn()
    expect(run.text()).toBe('◌ all  20 of 1,000 items')
  })

  it('keeps to itself what its nodes say meanwhile, and every further attempt', () => {
    const run = counted().each(1_000)
    run.printer.signal?.({
      runId: 'run1',
      nodeId: 't',
      path: 'all[3]',
      iteration: 0,
      attempt: 1,
      channel: 'text',
      offset: 0,
      text: 'Hm',
    })
    run.event({ type: 'node.activated', nodeId: 't', path: 'all[3]', data: { loop: { iteration: 0 } } })
    run.event({ type: 'node.started', nodeId: 't', path: 'all[3]', attempt: 1, data: { input: {} } })
    run.event({
      type: 'node.failed',
      nodeId: 't',
      path: 'all[3]',
      attempt: 1,
      data: { code: 'busy', message: 'Try later', retryAt: '2026-01-01T00:00:09.000Z' },
    })
    expect(run.text()).toBe('')
  })

  it('tells a remark that all of its items make once', () => {
    const run = counted().each(1_000)
    for (const index of [0, 1, 2])
      run.event({
        type: 'node.noticed',
        nodeId: 't',
        path: `all[${index}]`,
        data: { code: 'demo', message: 'A demo answers' },
      })
    expect(run.text()).toBe('! all[0]/t  A demo answers\n')
  })

  it.each([
    ['tells what it asks', false, '◆ all[0]/t  Run it?\n'],
    ['asks nothing aloud where all is approved', true, ''],
  ])('%s', (_, approvesAll, said) => {
    const run = counted({ approvesAll }).each(1_000)
    run.event({
      type: 'approval.requested',
      nodeId: 't',
      path: 'all[0]',
      data: { approvalId: 'a1', purpose: 'effect', title: 'Run it?', payload: null },
    })
    expect(run.text()).toBe(said)
  })

  it('is told in full where it has few', () => {
    const run = counted().each(2).items(0, 2).end()
    expect(run.text()).toBe('✓ all[0]/t  0 ms\n✓ all[1]/t  0 ms\n✓ all  0 ms\n')
  })
})

it('the outermost container of many items counts for all that is in it', () => {
  const { items } = newRunState('r')
  const totals = { few: 2, 'few[1]/many': 50, 'few[1]/many@2[7]/more': 90 }
  const counts = { iteration: 0, started: 0, ended: 0, failedCount: 0 }
  for (const [key, total] of Object.entries(totals))
    items.set(key, { ...counts, total, active: new Set(), failed: new Map() })
  expect(countedAround('few[1]', items)).toBeUndefined()
  expect(countedAround('few[1]/many@2[7]', items)).toBe('few[1]/many')
  expect(countedAround('few[1]/many@2[7]/more[3]', items)).toBe('few[1]/many')
})
