import { defineNodeKind } from './define-node-kind.ts'
import { orNull, value } from './fields.ts'

/** Computes a value from what is there. */
export const transform = defineNodeKind({
  kind: 'transform',
  title: 'Transform',
  summary: 'Computes a value with an expression; its output is that value.',
  icon: 'merge',
  group: 'flow',
  ports: ['out'],
  face: { fields: ['value'], style: 'code' },
  initialConfig: { value: '{{ args }}' },
  config: {
    value: orNull(
      value({
        title: 'Value',
        description: 'One {{ expression }} keeps its type. No value becomes null.',
        placeholder: '{{ nodes.list.files[0] }}',
      }),
    ),
  },
  behaviour: { family: 'instant', leave: ({ value }) => ({ port: 'out', output: value }) },
  examples: [
    {
      title: 'One expression keeps its type',
      config: { value: '{{ $sum(args.amounts) }}' },
      args: { amounts: [1, 2, 3] },
      leavesBy: 'out',
      output: 6,
    },
    {
      title: 'An object with expressions in it',
      config: { value: { greeting: 'Hello {{ args.name }}', known: '{{ $exists(args.name) }}' } },
      args: { name: 'Ada' },
      leavesBy: 'out',
      output: { greeting: 'Hello Ada', known: true },
    },
    { title: 'No value becomes null', config: { value: '{{ args.missing }}' }, leavesBy: 'out', output: null },
  ],
})
