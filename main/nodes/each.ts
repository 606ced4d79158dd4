import { z } from 'zod'
import { defineNodeKind } from './define-node-kind.ts'
import { choice, number, optional, valueList, withDefault } from './fields.ts'

/** Runs its children once per item, some items at a time. */
export const each = defineNodeKind({
  kind: 'each',
  title: 'Each',
  summary: 'Runs its children once per item; its output is their results, in item order.',
  icon: 'repeat',
  group: 'flow',
  ports: ['out'],
  shape: 'container',
  face: { fields: [{ field: 'items', between: ', ' }], style: 'code' },
  width: 240,
  initialConfig: { items: '{{ [1, 2, 3] }}' },
  config: {
    items: valueList({
      title: 'Items',
      description: 'Children see the item as {{ item }} and its place, from 0, as {{ index }}.',
      placeholder: '{{ nodes.list.files }}',
    }),
    concurrency: optional(
      number(
        {
          title: 'At once',
          description: 'How many items run at a time. As many as the run may do at once (a setting; 8), else.',
        },
        z.number().int().min(1).max(1_000),
      ),
    ),
    onError: withDefault(
      choice(['stop', 'collect'], {
        title: 'When an item fails',
        description:
          '“stop” withdraws the other items and fails the node. “collect” puts { error } in the item’s place and goes on.',
      }),
      'stop',
    ),
  },
  behaviour: {
    family: 'container',
    items: ({ items }) => items,
    concurrency: ({ concurrency }) => concurrency,
    onError: ({ onError }) => onError,
    leave: (results) => ({ port: 'out', output: [...results] }),
  },
  examples: [
    {
      title: 'Its output is the results of the items, in their order',
      config: { items: '{{ args.names }}', concurrency: 2 },
      args: { names: ['Ada', 'Grace'] },
      children: [
        { id: 'length', kind: 'transform', config: { value: '{{ $length(item) }}' } },
        {
          id: 'line',
          kind: 'transform',
          config: { value: '{{ index + 1 }}. {{ item }} ({{ nodes.length }})' },
          after: 'length',
        },
      ],
      leavesBy: 'out',
      output: ['1. Ada (3)', '2. Grace (5)'],
    },
    {
      title: 'With “collect” an item that fails keeps its place',
      config: { items: ['[1]', 'no JSON', '[2]'], onError: 'collect' },
      children: [{ id: 'sum', kind: 'transform', config: { value: '{{ $sum($eval(item)) }}' } }],
      leavesBy: 'out',
      output: [1, { error: { code: 'expression.failed' } }, 2],
    },
    {
      title: 'With “stop” it fails the node',
      config: { items: ['no JSON', '[2]'] },
      children: [{ id: 'sum', kind: 'transform', config: { value: '{{ $sum($eval(item)) }}' } }],
      leavesBy: 'error',
      errorCode: 'expression.failed',
    },
    {
      title: 'An “end” inside ends its item, with the result',
      config: { items: [1, 20] },
      children: [
        { id: 'size', kind: 'branch', config: { cases: [{ port: 'small', when: '{{ item < 10 }}' }] } },
        { id: 'skip', kind: 'end', config: { result: 'too small' }, after: 'size.small' },
        { id: 'take', kind: 'transform', config: { value: '{{ item }}' }, after: 'size.else' },
      ],
      leavesBy: 'out',
      output: ['too small', 20],
    },
    { title: 'Nothing to do gives an empty list', config: { items: '{{ [] }}' }, leavesBy: 'out', output: [] },
    {
      title: 'An item without children has no result',
      config: { items: [1, 2] },
      leavesBy: 'out',
      output: [null, null],
    },
  ],
})
