import { defineNodeKind } from './define-node-kind.ts'
import { text } from './fields.ts'

/** Begins a run when an event is published on the bus. */
export const onEvent = defineNodeKind({
  kind: 'on_event',
  title: 'On event',
  summary: 'Begins at each event of this name; its output is the event’s data.',
  icon: 'radio',
  group: 'entry',
  entry: true,
  ports: ['out'],
  shape: 'card',
  face: { fields: ['event'], style: 'code' },
  width: 144,
  initialConfig: { event: 'deploy.done' },
  config: {
    event: text({
      title: 'Event',
      description: 'Its name, as an Emit node publishes it. Only a trusted command is started by events.',
      placeholder: 'deploy.done',
    }),
  },
  behaviour: {
    family: 'instant',
    leave: (_input, { payload }) => ({ port: 'out', output: payload ?? null }),
  },
  examples: [{ title: 'Gives what was delivered', config: { event: 'deploy.done' }, leavesBy: 'out', output: null }],
})
