import { defineNodeKind } from './define-node-kind.ts'

/** Where a run begins when its slash command is typed. */
export const start = defineNodeKind({
  kind: 'start',
  title: 'Start',
  summary: 'Begins when the slash command is typed. Its output is the arguments.',
  icon: 'slash',
  group: 'entry',
  ports: ['out'],
  entry: true,
  shape: 'token',
  width: 36,
  config: {},
  behaviour: { family: 'instant', leave: (_input, { args }) => ({ port: 'out', output: { ...args } }) },
  examples: [
    {
      title: 'Its output is the arguments',
      config: {},
      args: { base: 'main' },
      leavesBy: 'out',
      output: { base: 'main' },
    },
  ],
})
