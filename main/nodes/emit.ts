import { defineNodeKind } from './define-node-kind.ts'
import { text, value, withDefault } from './fields.ts'

/** Publishes an event on the bus, for runs that wait for it and commands that begin with it. */
export const emit = defineNodeKind({
  kind: 'emit',
  title: 'Emit',
  summary: 'Publishes an event: waiting runs and commands hear it.',
  icon: 'radio',
  group: 'flow',
  ports: ['out'],
  face: { fields: ['event'], style: 'code' },
  width: 144,
  initialConfig: { event: 'deploy.done' },
  config: {
    event: text({ title: 'Event', description: 'Its name, such as deploy.done.', placeholder: 'deploy.done' }),
    data: withDefault(
      value({ title: 'Data', description: 'What those who wait get.', placeholder: '{{ nodes.build }}' }),
      null,
    ),
  },
  behaviour: {
    family: 'emit',
    emitted: ({ event, data }) => ({ event, data }),
    leave: () => ({ port: 'out', output: null }),
  },
  examples: [
    { title: 'An event may say nothing but its name', config: { event: 'deploy.done' }, leavesBy: 'out', output: null },
    {
      title: 'Goes on at once, whether anybody waits or not',
      config: { event: 'deploy.done', data: { version: '{{ args.version }}' } },
      args: { version: '1.2.0' },
      leavesBy: 'out',
      output: null,
    },
  ],
})
