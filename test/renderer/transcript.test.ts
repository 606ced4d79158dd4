import { expect, it } from 'vitest'
import { toldItems } from '#renderer/transcript/told-items.ts'
import { type TranscriptItem, transcriptOf } from '#renderer/transcript/transcript-of.ts'
import type { EventDraft, RunEvent } from '#shared/events/event.ts'

/** A run's events as the log would give them. */
function eventsOf(...drafts: readonly EventDraft[]): RunEvent[] {
  return drafts.map((draft, seq) => {
    const envelope = {
      id: `e${seq}`,
      runId: 'run',
      seq,
      position: seq,
      correlationId: 'c',
      causationId: null,
      hash: '',
    }
    const at = new Date(Date.UTC(2026, 0, 1, 9, 0, seq)).toISOString()
    return { ...envelope, at, ...draft } as RunEvent // type and data come together in the draft
  })
}

const started: EventDraft = {
  type: 'run.started',
  data: { workflow: 'review', version: 'v', args: { base: 'main' }, workspace: '/w', trusted: true, by: 'app' },
}
const of = (nodeId: string) => ({ nodeId, iteration: 0, attempt: 1 })
const begins = (nodeId: string): EventDraft => ({ type: 'node.started', data: { input: {} }, ...of(nodeId) })
const says = (nodeId: string, offset: number, text: string): EventDraft => ({
  type: 'node.streamed',
  data: { channel: 'text', offset, text },
  ...of(nodeId),
})
const leaves = (
  nodeId: string,
  output: Extract<EventDraft, { type: 'node.completed' }>['data']['output'],
): EventDraft => ({
  type: 'node.completed',
  data: { port: 'out', output },
  ...of(nodeId),
})

/** What a reader sees, in a line each. */
function lines(items: readonly TranscriptItem[]): readonly string[] {
  return items.map((item) => {
    if (item.type !== 'node') return item.type
    const { text, shown, question, decided, failure } = item
    const said = text ?? shown?.title ?? question?.title ?? failure?.code ?? ''
    return `${item.nodeId}: ${said}${decided ? ` (${decided.decision})` : ''}`
  })
}

it('tells only of nodes that have something to say', () => {
  const events = eventsOf(
    started,
    begins('diff'),
    leaves('diff', { stdout: '+1', stderr: '', exitCode: 0 }),
    begins('write'),
    says('write', 0, 'Two '),
    says('write', 4, 'findings'),
    leaves('write', { text: 'Two findings.' }),
    begins('table'),
    leaves('table', { title: 'Findings', view: 'table', body: [{ file: 'a.ts' }] }),
    { type: 'run.succeeded', data: { result: null } },
  )
  expect(lines(transcriptOf(events))).toEqual(['command', 'write: Two findings.', 'table: Findings', 'succeeded'])
})

it('says the result of a run at its end, unless a node has said it', () => {
  const quiet = eventsOf(started, { type: 'run.succeeded', data: { result: { found: 2 } } })
  expect(transcriptOf(quiet).at(-1)).toMatchObject({ type: 'succeeded', result: { found: 2 } })

  const spoken = eventsOf(
    started,
    begins('write'),
    says('write', 0, 'Two findings.'),
    leaves('write', { text: 'Two findings.' }),
    {
      type: 'run.succeeded',
      data: { result: 'Two findings.' },
    },
  )
  expect(transcriptOf(spoken).at(-1)).toMatchObject({ type: 'succeeded', result: undefined })

  // Nor what else a node gave that has spoken: of a model call the inspector tells the tokens.
  const answer = { text: 'Two findings.', finishReason: 'stop' }
  const tried = eventsOf(started, begins('write'), says('write', 0, 'Two findings.'), leaves('write', answer), {
    type: 'run.succeeded',
    data: { result: answer },
  })
  expect(transcriptOf(tried).at(-1)).toMatchObject({ type: 'succeeded', result: undefined })
})

it('keeps both versions of a payload that was edited', () => {
  const asked = { approvalId: 'a', purpose: 'approval', title: 'Keep it?', payload: 'Long' } as const
  const events = eventsOf(
    started,
    { type: 'approval.requested', data: asked, ...of('ok') },
    {
      type: 'approval.decided',
      data: { approvalId: 'a', decision: 'approved', value: 'Short', by: 'cli' },
      ...of('ok'),
    },
  )
  expect(transcriptOf(events)[1]).toMatchObject({ decided: { proposed: 'Long', value: 'Short', by: 'cli' } })
})

it('lets a resumed node speak anew, below the stop', () => {
  const events = eventsOf(
    started,
    begins('write'),
    says('write', 0, 'Half a sen'),
    { type: 'run.interrupted', data: { receipt: [] } },
    { type: 'run.resumed', data: { by: 'app' } },
    begins('write'),
    says('write', 0, 'A whole sentence'),
  )
  expect(lines(transcriptOf(events))).toEqual([
    'command',
    'write: Half a sen',
    'interrupted',
    'note',
    'write: A whole sentence',
  ])
})

it('goes on from where it was, and keeps what did not change', () => {
  const all = eventsOf(started, begins('write'), says('write', 0, 'One'), says('write', 3, ' two'))
  const events = all.slice(0, 3)
  const before = transcriptOf(events)
  events.push(...all.slice(3))
  const after = transcriptOf(events)
  expect(lines(after)).toEqual(['command', 'write: One two'])
  expect(after[0]).toBe(before[0])
})

it('tells a screen reader each answer once, when it is whole, and what a person is asked at once', () => {
  const events = eventsOf(
    started,
    begins('write'),
    says('write', 0, 'Two '),
    says('write', 4, 'findings'),
    leaves('write', { text: 'Two findings' }),
    {
      type: 'approval.requested',
      data: { approvalId: 'a', purpose: 'approval', title: 'Keep them?', payload: 'Two findings' },
      ...of('keep'),
    },
    begins('save'),
    { type: 'node.failed', data: { code: 'file.failed', message: 'The disk is full.' }, ...of('save') },
    { type: 'run.failed', data: { code: 'file.failed', message: 'The disk is full.', nodeId: 'save' } },
  )
  const seen = events.map((_event, index) => transcriptOf(events.slice(0, index + 1)))
  // Nor is it written twice, one below the other.
  expect(seen.at(-1)?.at(-1)).toMatchObject({ type: 'failed', isSaid: true })
  const told = seen.map((items, index) => toldItems(seen[index - 1] ?? [], items, (id) => id.toUpperCase()))

  expect(told).toEqual([
    '/review runs.',
    '',
    '',
    '',
    'WRITE: Two findings.',
    'KEEP asks: Keep them?',
    '',
    'SAVE failed: The disk is full.',
    'The run failed.',
  ])
  expect(toldItems(seen[0] ?? [], seen.at(-1) ?? [], (id) => id)).toBe(
    'write: Two findings. keep asks: Keep them? save failed: The disk is full. The run failed.',
  )
})

it('tells a screen reader of a run that is over at once, or asks at once, in one message', () => {
  const events = eventsOf(started, begins('write'), says('write', 0, 'Done'), leaves('write', { text: 'Done' }), {
    type: 'run.succeeded',
    data: { result: 'Done' },
  })
  expect(toldItems([], transcriptOf(events), (id) => id)).toBe('/review ran. write: Done. The run succeeded.')

  const asks: EventDraft = {
    type: 'approval.requested',
    data: { approvalId: 'a', purpose: 'approval', title: 'Keep it?', payload: null },
    ...of('keep'),
  }
  expect(toldItems([], transcriptOf(eventsOf(started, asks)), (id) => id)).toBe('/review runs. keep asks: Keep it?')
})

it('tells a screen reader each question of a node, also the one after the first was answered', () => {
  const events = eventsOf(
    started,
    {
      type: 'approval.requested',
      data: { approvalId: 'a', purpose: 'effect', title: 'Run it?', payload: 'make' },
      ...of('build'),
    },
    {
      type: 'approval.decided',
      data: { approvalId: 'a', decision: 'approved', by: 'you', value: 'make' },
      ...of('build'),
    },
    begins('build'),
    {
      type: 'input.requested',
      data: { inputId: 'b', purpose: 'recovery', title: 'Did it happen?', fields: [] },
      ...of('build'),
    },
  )
  const answered = transcriptOf(events.slice(0, 3))
  expect(toldItems(answered, transcriptOf([...events]), (id) => id)).toBe('build asks: Did it happen?')
})

it('tells a screen reader of a failure that comes so soon after another that only the two are seen', () => {
  const fails = (message: string): EventDraft => ({ type: 'node.failed', data: { code: 'x', message }, ...of('save') })
  const events = eventsOf(
    started,
    begins('save'),
    fails('The disk is full.'),
    begins('save'),
    fails('The disk is gone.'),
  )
  const first = transcriptOf(events.slice(0, 3))
  expect(toldItems(first, transcriptOf([...events]), (id) => id)).toBe('save failed: The disk is gone.')
})

it('does not tell a screen reader what the line above the canvas tells', () => {
  const events = eventsOf(started, { type: 'run.paused', data: { by: 'you', nodeId: 'save' } })
  const paused = transcriptOf(events)
  expect(lines(paused)).toEqual(['command', 'note'])
  expect(toldItems(paused.slice(0, 1), paused, (id) => id)).toBe('')
})

it('says what of a command a run runs, where that is not all of it', () => {
  const told = (more: Partial<Extract<EventDraft, { type: 'run.started' }>['data']>) => {
    const begun = { ...started, data: { ...started.data, ...more } } as EventDraft // the data of that type
    return toldItems([], transcriptOf(eventsOf(begun)), (id) => id.toUpperCase())
  }
  const replay = (range: { readonly from?: string; readonly until?: string }) =>
    told({ test: true, replay: { of: 'r', recorded: 'h', ...range } })

  expect([
    told({}),
    told({ test: true }),
    replay({ from: 'cut', until: 'cut' }),
    replay({ from: 'cut' }),
    replay({ from: 'cut', until: 'save' }),
    replay({ until: 'save' }),
    replay({}),
  ]).toEqual([
    '/review runs.',
    '/review runs, a try of the draft.',
    '/review runs, CUT alone, the rest as recorded.',
    '/review runs, from CUT on, what comes before as recorded.',
    '/review runs, from CUT up to SAVE, what comes before as recorded.',
    '/review runs, once more up to SAVE.',
    '/review runs, once more.',
  ])
})

it('says who asked to stop as one would say it', () => {
  const stops = (by: string, undo: boolean): EventDraft => ({ type: 'run.stopping', data: { by, undo } })
  const items = transcriptOf(eventsOf(started, stops('app', false), stops('cli', true), stops('timer', false)))
  expect(items.flatMap((item) => (item.type === 'note' ? item.text : []))).toEqual([
    'You asked to stop.',
    'The CLI asked to stop and undo.',
    'The timer asked to stop.',
  ])
})
