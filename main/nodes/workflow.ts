import { defineNodeKind } from './define-node-kind.ts'
import { boolean, commandArguments, text, withDefault } from './fields.ts'

/** Runs another command as a child run. */
export const workflow = defineNodeKind({
  kind: 'workflow',
  title: 'Command',
  summary: 'Runs another command; its output is that run’s result.',
  icon: 'workflow',
  group: 'flow',
  ports: ['out'],
  face: {
    fields: [
      { field: 'name', before: '/' },
      { field: 'args', pairs: true },
    ],
    style: 'code',
  },
  initialConfig: { name: 'hello' },
  config: {
    name: text(
      { title: 'Command', description: 'Its name, with or without the slash.', placeholder: 'pr-review' },
      'command',
    ),
    args: withDefault(
      commandArguments({ title: 'Arguments', description: 'By parameter. What is left out takes its default.' }),
      {},
    ),
    wait: withDefault(
      boolean({
        title: 'Wait for its end',
        description: 'Off: goes on as soon as it has started; the output is { runId }.',
      }),
      true,
    ),
  },
  behaviour: {
    family: 'child',
    request: ({ name, args, wait }) => ({ name: name.replace(/^\//, ''), args, wait }),
    leave: (result) => ({ port: 'out', output: result }),
    started: (runId) => ({ port: 'out', output: { runId } }),
  },
  examples: [
    {
      title: 'Its output is the result of the other run',
      config: { name: 'greeting', args: { name: '{{ args.who }}' } },
      args: { who: 'Ada' },
      commands: { greeting: 'Hello {{ args.name }}' },
      leavesBy: 'out',
      output: 'Hello Ada',
    },
    {
      title: 'Without waiting it goes on with the id of the run',
      config: { name: 'greeting', wait: false },
      commands: { greeting: 'Hello' },
      leavesBy: 'out',
    },
    {
      title: 'A command that is not there',
      config: { name: 'nowhere' },
      leavesBy: 'error',
      errorCode: 'workflow.unknown',
    },
  ],
})
