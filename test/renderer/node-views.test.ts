import { describe, expect, it } from 'vitest'
import { edgeLook } from '#renderer/canvas/model/edge-look.ts'
import { configFace, outputSummary } from '#renderer/canvas/model/face.ts'
import { lineCount } from '#renderer/canvas/model/measure-text.ts'
import { nodeBox } from '#renderer/canvas/model/node-box.ts'
import { type ViewsInput, viewDeriver } from '#renderer/canvas/model/node-views.ts'
import type { RunEvent } from '#shared/events/event.ts'
import { applyRunEvent, foldRun } from '#shared/state/fold-run.ts'
import { catalogOf, type KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

const base = {
  summary: '',
  icon: 'box',
  entry: false,
  runs: true,
  effect: 'never',
  overlay: 'none',
  shape: 'card',
  width: 176,
  output: {},
  initialConfig: {},
  configSchema: {},
} as const
const kinds: readonly KindDescriptor[] = [
  { ...base, kind: 'begin', title: 'Begin', group: 'entry', ports: ['out'], entry: true, shape: 'token' },
  {
    ...base,
    kind: 'write',
    title: 'Write',
    group: 'model',
    ports: ['out', 'error'],
    face: { fields: ['prompt'], style: 'text' },
  },
  {
    ...base,
    kind: 'ask',
    title: 'Ask',
    group: 'person',
    ports: ['yes', 'no', 'error'],
    overlay: 'approval',
    face: { fields: ['title'], style: 'text' },
  },
]
const catalog = catalogOf(kinds)

const workflow: Workflow = {
  format: 'slashflow/1',
  name: 'draft',
  nodes: [
    { id: 'start', kind: 'begin' },
    { id: 'draft', kind: 'write', config: { prompt: 'Write about {{ args.topic }}.' } },
    { id: 'ok', kind: 'ask', config: { title: 'Good?' } },
    { id: 'both', kind: 'write' },
  ],
  edges: [
    { from: 'start', to: 'draft' },
    { from: 'draft', to: 'ok' },
    { from: 'ok.no', to: 'draft', loop: { max: 3 } },
    { from: 'ok.yes', to: 'both' },
    { from: 'start', to: 'both' },
  ],
}

type Told = Pick<RunEvent, 'type' | 'data'> & { readonly nodeId?: string; readonly iteration?: number }

/** A second passes from event to event. */
const stateAfter = (...told: readonly Told[]) => ({ state: foldRun(eventsOf(told), 'r') })

function eventsOf(told: readonly Told[]): RunEvent[] {
  return told.map(
    (event, seq) =>
      ({
        id: `e${seq}`,
        runId: 'r',
        seq,
        position: seq,
        at: new Date(1_700_000_000_000 + seq * 1_000).toISOString(),
        correlationId: 'r',
        causationId: null,
        hash: '',
        ...event,
      }) as RunEvent,
  ) // the pieces above are what the fold reads
}

const started: Told = {
  type: 'run.started',
  data: { workflow: 'draft', version: 'v', args: {}, workspace: '', trusted: true, by: 'cli' },
}
const activated = (nodeId: string, iteration = 0): Told => ({
  type: 'node.activated',
  nodeId,
  iteration,
  data: { loop: { iteration } },
})
const running = (nodeId: string, iteration = 0): Told => ({
  type: 'node.started',
  nodeId,
  iteration,
  data: { input: {} },
})
const left = (nodeId: string, port: string, iteration = 0): Told => ({
  type: 'node.completed',
  nodeId,
  iteration,
  data: { port, output: {} },
})

const inputOf = (run: ViewsInput['run']): ViewsInput => ({
  workflow,
  catalog,
  run,
  cardHeights: new Map(),
  live: new Set(),
  fonts: 0,
  picked: new Map(),
  breakpoints: new Set(),
})

describe('views of nodes', () => {
  it('show an event that was folded while the screen was drawn for another reason', () => {
    const all = eventsOf([started, activated('start'), running('start'), left('start', 'out')])
    const events = all.slice(0, 3)
    const run = { state: foldRun(events, 'r'), events }
    const derive = viewDeriver()
    const input = inputOf(run)
    expect(derive(input).byId.get('start')?.glyph).toBe('running')
    for (const event of all.slice(3)) {
      applyRunEvent(run.state, event)
      events.push(event)
    }
    derive(input)
    expect(derive({ ...input, run: { ...run } }).byId.get('start')?.glyph).toBe('done')
  })

  it('stay the same objects while nothing of them changed', () => {
    const derive = viewDeriver()
    const first = derive(inputOf(stateAfter(started, activated('start'), left('start', 'out'), activated('draft'))))
    const second = derive(
      inputOf(stateAfter(started, activated('start'), left('start', 'out'), activated('draft'), running('draft'))),
    )
    expect(second.byId.get('start')).toBe(first.byId.get('start'))
    expect(second.byId.get('ok')).toBe(first.byId.get('ok'))
    expect(second.byId.get('draft')?.glyph).toBe('running')
    expect(
      derive(
        inputOf(stateAfter(started, activated('start'), left('start', 'out'), activated('draft'), running('draft'))),
      ).byId,
    ).toBe(second.byId)
  })

  it('tell how many edges of a join have delivered', () => {
    const views = viewDeriver()(inputOf(stateAfter(started, activated('start'), left('start', 'out'))))
    expect([views.byId.get('both')?.glyph, views.byId.get('both')?.note]).toEqual(['waiting', '1 of 2'])
    expect(views.byId.get('draft')?.glyph).toBe('idle')
  })

  it('forget what an earlier pass of a loop left', () => {
    const views = viewDeriver()(
      inputOf(
        stateAfter(
          started,
          activated('draft'),
          left('draft', 'out'),
          activated('ok'),
          left('ok', 'no'),
          activated('draft', 1),
          running('draft', 1),
        ),
      ),
    )
    expect(views.byId.get('draft')?.glyph).toBe('running')
    expect(views.byId.get('ok')?.glyph).toBe('idle')
    expect(views.states.has('ok')).toBe(false)
  })

  it('show a running node as streaming from its first text on, ahead of the log', () => {
    const run = stateAfter(started, activated('draft'), running('draft'))
    expect(viewDeriver()({ ...inputOf(run), live: new Set(['draft/0/1']) }).byId.get('draft')?.glyph).toBe('streaming')
  })

  it('show what a stopped run was doing as interrupted', () => {
    const views = viewDeriver()(
      inputOf(
        stateAfter(started, activated('draft'), running('draft'), { type: 'run.interrupted', data: { receipt: [] } }),
      ),
    )
    expect(views.byId.get('draft')?.glyph).toBe('interrupted')
  })
})

describe('how an edge looks', () => {
  const done = { status: 'completed', port: 'out' } as const
  it.each([
    ['not reached', undefined, 'out', 'idle', 'idle'],
    ['taken', done, 'out', 'done', 'taken'],
    ['taken, and the other edges are awaited', done, 'out', 'waiting', 'taken'],
    ['active into what works', done, 'out', 'streaming', 'active'],
    ['to a person who is awaited', done, 'out', 'needs-approval', 'you'],
    ['not yet taken up', done, 'out', 'queued', 'idle'],
    ['dead, since it left by another port', done, 'error', 'skipped', 'dead'],
    ['dead behind what was skipped', { status: 'skipped' } as const, 'out', 'skipped', 'dead'],
    ['taken by the way of failure', { status: 'failed' } as const, 'error', 'done', 'taken'],
    ['dead behind a failure', { status: 'failed' } as const, 'out', 'idle', 'dead'],
  ] as const)('%s', (_title, source, port, target, look) => {
    expect(edgeLook(source, port, target, false)).toBe(look)
  })
})

describe('the size of a node', () => {
  const measure = (text: string) => text.length * 6
  const face = {
    text: 'Report bugs that change behaviour, with file and line.',
    style: 'text',
    lines: 2,
    tone: 'plain',
  } as const
  const [begin, write, ask] = kinds
  const facts = { entry: undefined, face, streaming: false, cardHeight: undefined, usedPorts: [] }

  it('is header, two lines and their padding; streaming has room of its own that text does not change', () => {
    const idle = nodeBox({ ...facts, node: { id: 'a', kind: 'write' }, descriptor: write }, measure)
    const live = nodeBox({ ...facts, node: { id: 'a', kind: 'write' }, descriptor: write, streaming: true }, measure)
    expect([idle.width, idle.height, idle.lines]).toEqual([176, 75, 2])
    expect(live.height).toBe(131)
  })

  it('has a row for each way on, and the way of failure below', () => {
    const box = nodeBox({ ...facts, node: { id: 'a', kind: 'ask' }, descriptor: ask }, measure)
    expect(box.rows).toEqual(['yes', 'no'])
    expect(box.ports.map(({ port, edge, y }) => [port, edge, y])).toEqual([
      ['in', 'left', 11],
      ['yes', 'right', 83.5],
      ['no', 'right', 103.5],
      ['error', 'bottom', 117.5],
    ])
  })

  it('is a small square for a token, with no way in where a run begins', () => {
    const box = nodeBox({ ...facts, node: { id: 'a', kind: 'begin' }, descriptor: begin }, measure)
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

describe('what a node says', () => {
  it('joins the fields of its face, lists with blanks', () => {
    const face = { fields: ['command', 'args'], style: 'code' as const }
    expect(configFace({ face }, { command: 'git', args: ['diff', '{{ args.base }}'] }).text).toBe(
      'git diff {{ args.base }}',
    )
  })

  it('sums up what came out', () => {
    expect(outputSummary({ text: '## Title\n\n**One** finding in `a.ts`' })).toBe('One finding in a.ts')
    expect(outputSummary({ text: '{"findings":[{},{}]}', json: { findings: [{}, {}] } })).toBe('2 findings')
    expect(outputSummary([1])).toBe('1 item')
  })
})
