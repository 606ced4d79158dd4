/** Small commands for tests of the command line. */
import type { Json } from '#shared/json.ts'

type Node = { [field: string]: Json }

function workflow(name: string, nodes: Node[], edges: [string, string][], parameters: Json[] = []): Json {
  return { format: 'slashflow/1', name, parameters, nodes, edges: edges.map(([from, to]) => ({ from, to })) }
}

const start: Node = { id: 'start', kind: 'start' }

export const greet = workflow(
  'greet',
  [
    start,
    { id: 'text', kind: 'transform', config: { value: '{{ args.word & " " & args.name }}' } },
    { id: 'done', kind: 'end', config: { result: '{{ nodes.text }}' } },
  ],
  [
    ['start', 'text'],
    ['text', 'done'],
  ],
  [
    { name: 'name', type: 'string' },
    { name: 'word', type: 'enum', options: ['Hello', 'Bye'], default: 'Hello' },
  ],
)

export const gate = workflow(
  'gate',
  [
    start,
    { id: 'ok', kind: 'approval', config: { title: 'Keep it?', payload: 'the text' } },
    { id: 'kept', kind: 'end', config: { result: '{{ nodes.ok.value }}' } },
    { id: 'refused', kind: 'end', config: { status: 'failed', result: '{{ nodes.ok.feedback }}' } },
  ],
  [
    ['start', 'ok'],
    ['ok.approved', 'kept'],
    ['ok.rejected', 'refused'],
  ],
)

/** An approval behind a chain of so many nodes. */
export function gateBehind(count: number): Json {
  const chain = Array.from({ length: count }, (_, index) => `n${index}`)
  return workflow(
    'gate',
    [
      start,
      ...chain.map((id): Node => ({ id, kind: 'transform', config: { value: 1 } })),
      { id: 'ok', kind: 'approval', config: { title: 'Keep it?' } },
    ],
    ['start', ...chain].map((id, index): [string, string] => [id, chain[index] ?? 'ok']),
  )
}

export const twoGates = workflow(
  'two-gates',
  [
    start,
    { id: 'one', kind: 'approval', config: { title: 'The first?' } },
    { id: 'two', kind: 'approval', config: { title: 'The second?' } },
  ],
  [
    ['start', 'one'],
    ['start', 'two'],
  ],
)

export const question = workflow(
  'question',
  [
    start,
    {
      id: 'form',
      kind: 'ask',
      config: {
        title: 'Which release?',
        fields: [
          { name: 'version', type: 'string' },
          { name: 'count', type: 'number', default: 1 },
        ],
      },
    },
    { id: 'done', kind: 'end', config: { result: '{{ nodes.form }}' } },
  ],
  [
    ['start', 'form'],
    ['form', 'done'],
  ],
)

/** Runs a program: an effect, which asks unless the file is trusted. */
export const program = (command: string, args: string[]): Json =>
  workflow(
    'program',
    [start, { id: 'run', kind: 'shell', config: { command, args }, approve: 'never' }],
    [['start', 'run']],
  )

/** Three steps without effects. */
export const chained = workflow(
  'chained',
  [start, ...['one', 'two', 'three'].map((id) => ({ id, kind: 'transform', config: { value: `{{ '${id}' }}` } }))],
  [
    ['start', 'one'],
    ['one', 'two'],
    ['two', 'three'],
  ],
)

/** Calls a command twice at once. */
export const calling = (name: string): Json =>
  workflow(
    'calls',
    [start, { id: 'left', kind: 'workflow', config: { name } }, { id: 'right', kind: 'workflow', config: { name } }],
    [
      ['start', 'left'],
      ['start', 'right'],
    ],
  )

export const callingOnce = (name: string): Json =>
  workflow('calls', [start, { id: 'call', kind: 'workflow', config: { name } }], [['start', 'call']])

/** `count` items, one node each, whose value is an expression; what fails is collected. */
export function overItems(value: string): Json {
  return workflow(
    'over-items',
    [
      start,
      { id: 'all', kind: 'each', config: { items: '{{ [1..args.count] }}', onError: 'collect' } },
      { id: 'one', kind: 'transform', parent: 'all', config: { value } },
    ],
    [['start', 'all']],
    [{ name: 'count', type: 'number' }],
  )
}

/** Asks for a while. */
export const gateWithin = (timeout: string): Json =>
  workflow(
    'gate-within',
    [
      start,
      { id: 'ok', kind: 'approval', config: { title: 'Keep it?', timeout } },
      { id: 'late', kind: 'end', config: { result: 'nobody came' } },
    ],
    [
      ['start', 'ok'],
      ['ok.timeout', 'late'],
    ],
  )

/** Makes a file, which can be taken back, and waits. */
export const undoable = workflow(
  'undoable',
  [
    start,
    { id: 'made', kind: 'shell', config: { command: 'touch', args: ['made.txt'] }, compensate: 'removed' },
    { id: 'removed', kind: 'shell', config: { command: 'rm', args: ['made.txt'] } },
    { id: 'ok', kind: 'approval', config: { title: 'Keep it?' } },
  ],
  [
    ['start', 'made'],
    ['made', 'ok'],
  ],
)
