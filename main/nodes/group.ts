import { defineNodeKind } from './define-node-kind.ts'

/** Runs its children once, as one step: with one retry, one timeout, one lock. */
export const group = defineNodeKind({
  kind: 'group',
  title: 'Group',
  summary: 'Runs its children once; its output is that of the last child that completed.',
  icon: 'square-dashed',
  group: 'flow',
  ports: ['out'],
  shape: 'container',
  width: 240,
  config: {},
  behaviour: {
    family: 'container',
    items: () => null,
    concurrency: () => undefined,
    onError: () => 'stop',
    leave: ([result]) => ({ port: 'out', output: result ?? null }),
  },
  examples: [
    {
      title: 'Its output is that of the last child',
      config: {},
      children: [
        { id: 'one', kind: 'transform', config: { value: 1 } },
        { id: 'two', kind: 'transform', config: { value: '{{ nodes.one + 1 }}' }, after: 'one' },
      ],
      leavesBy: 'out',
      output: 2,
    },
    { title: 'A group without children gives nothing', config: {}, leavesBy: 'out', output: null },
  ],
})
