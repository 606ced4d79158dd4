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
        { title: 'At once', description: 'How many items run at a time. As many as the run may do at once (8), else.' },
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
    { title: 'Nothing to do gives an empty list', config: { items: '{{ [] }}' }, leavesBy: 'out', output: [] },
    {
      title: 'An item without children has no result',
      config: { items: [1, 2] },
      leavesBy: 'out',
      output: [null, null],
    },
  ],
})
