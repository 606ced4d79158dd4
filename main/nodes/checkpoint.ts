import { defineNodeKind } from './define-node-kind.ts'
import { choice, optional, text, withDefault } from './fields.ts'

/** A place where a run can be held without losing anything. */
export const checkpoint = defineNodeKind({
  kind: 'checkpoint',
  title: 'Checkpoint',
  summary: 'Holds the run here: when somebody asked it to, or always.',
  icon: 'circle-pause',
  group: 'person',
  ports: ['out', 'interrupted'],
  overlay: 'form',
  face: {
    fields: [
      {
        field: 'when',
        otherwise: 'requested',
        words: { requested: 'Holds when asked to.', always: 'Always holds.' },
      },
      'message',
    ],
    style: 'text',
  },
  output: { message: 'string' },
  config: {
    when: withDefault(
      choice(['requested', 'always'], {
        title: 'Holds',
        description: '“requested”: only when a person asked the run to hold at the next checkpoint.',
      }),
      'requested',
    ),
    message: optional(text({ title: 'Message', description: 'Shown while it holds.' }, 'prompt')),
  },
  behaviour: {
    family: 'form',
    request: ({ when, message }, isHeld) =>
      when === 'requested' && !isHeld
        ? null
        : {
            purpose: 'checkpoint',
            title: 'The run holds here',
            ...(message !== undefined && { message }),
            fields: [
              {
                name: 'choice',
                title: 'How to go on',
                type: 'enum',
                required: true,
                options: ['continue', 'interrupt'],
                optionTitles: ['Continue', 'Interrupt'],
              },
              { name: 'message', title: 'What you want to say', type: 'text', required: false },
            ],
          },
    validate: ({ choice: chosen, message }) => {
      if (chosen !== 'continue' && chosen !== 'interrupt') return 'Choose how to go on: continue or interrupt.'
      return message === undefined || message === null || typeof message === 'string'
        ? null
        : 'The message must be text.'
    },
    leave: ({ choice: chosen, message }) => ({
      port: chosen === 'interrupt' ? 'interrupted' : 'out',
      output: { message: typeof message === 'string' ? message : '' },
    }),
    expired: () => ({ port: 'out', output: { message: '' } }),
  },
  examples: [
    { title: 'Goes on where nobody asked it to hold', config: {}, leavesBy: 'out', output: { message: '' } },
    {
      title: 'What the person said is the output',
      config: { when: 'always' },
      answer: { choice: 'interrupt', message: 'Shorter, please' },
      leavesBy: 'interrupted',
      output: { message: 'Shorter, please' },
    },
  ],
})
