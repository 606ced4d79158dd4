import { defineNodeKind } from './define-node-kind.ts'
import { choice, optional, value, withDefault } from './fields.ts'

/** Ends the run, also where other nodes are still active. */
export const end = defineNodeKind({
  kind: 'end',
  title: 'End',
  summary: 'Ends the run with a result.',
  icon: 'flag',
  group: 'output',
  ports: [],
  shape: 'token',
  width: 36,
  config: {
    result: optional(
      value({ title: 'Result', description: 'What the run gives back.', placeholder: '{{ nodes.review.text }}' }),
    ),
    status: withDefault(
      choice(['succeeded', 'failed'], {
        title: 'Status',
        description: 'How the run ends. “succeeded” where it is not given.',
      }),
      'succeeded',
    ),
  },
  behaviour: { family: 'end', outcome: ({ result, status }) => ({ status, result: result ?? null }) },
  examples: [
    {
      title: 'Ends the run with a result',
      config: { result: '{{ args.topic }}' },
      args: { topic: 'tides' },
      leavesBy: 'succeeded',
      output: 'tides',
    },
    {
      title: 'Ends the run as failed',
      config: { status: 'failed', result: 'The tests do not pass.' },
      leavesBy: 'failed',
    },
  ],
})
