import { expect, it } from 'vitest'
import { toldItems } from '#renderer/transcript/told-items.ts'
import { transcriptOf } from '#renderer/transcript/transcript-of.ts'
import type { EventDraft } from '#shared/events/event.ts'
import type { Json } from '#shared/json.ts'
import { begins, eventsOf, leaves, lines, of, says, started } from './support/told-events.ts'

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

it('does not say a result again whose parts the items of a container have said', () => {
  const said = (index: number, text: string) => {
    const at = { ...of('say'), path: `all[${index}]` }
    return [begins('say'), says('say', 0, text), leaves('say', { text })].map((event) => ({ ...event, ...at }))
  }
  const ended = (result: Json) =>
    transcriptOf(
      eventsOf(started, ...said(0, 'One'), ...said(1, 'Two'), { type: 'run.succeeded', data: { result } }),
    ).at(-1)
  expect(ended([{ text: 'One' }, { text: 'Two' }])).toMatchObject({ type: 'succeeded', result: undefined })
  expect(ended(['One', 'Three'])).toMatchObject({ type: 'succeeded', result: ['One', 'Three'] })
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

it('says which files a node wrote, whatever else it has to say', () => {
  const wrote = (path: string, appended?: true): EventDraft => ({
    type: 'file.written',
    data: { path, bytes: 1_234, ...(appended && { appended }) },
    ...of('keep'),
  })
  const events = eventsOf(
    started,
    begins('keep'),
    wrote('out/review.md'),
    wrote('log.txt', true),
    leaves('keep', { path: 'out/review.md', bytes: 1_234 }),
  )
  const items = transcriptOf(events)
  expect(items[1]).toMatchObject({ nodeId: 'keep', written: [{ path: 'out/review.md' }, { path: 'log.txt' }] })
  expect(toldItems([], items, () => 'Keep it')).toBe(
    '/review runs. Keep it: Wrote out/review.md. Keep it: Added to log.txt.',
  )
})
