import type { WorkContext } from '#main/engine/kind.ts'
import { NodeError } from '#main/engine/node-error.ts'
import { defineNodeKind } from './define-node-kind.ts'
import { choice, text, value, withDefault } from './fields.ts'

/** Memory across runs: a value by its key. */
export const store = defineNodeKind({
  kind: 'store',
  title: 'Store',
  summary: 'Remembers a value across runs, or reads it again.',
  icon: 'database',
  group: 'tool',
  ports: ['out', 'exists'],
  face: { fields: [{ field: 'action', otherwise: 'get' }, 'key'], style: 'code' },
  output: { value: 'any', existed: 'boolean' },
  initialConfig: { action: 'get', key: 'last' },
  config: {
    action: withDefault(
      choice(['get', 'set', 'add', 'delete'], {
        title: 'Action',
        description: '“add” keeps the value only where there is none, and leaves by “exists” where there is one.',
      }),
      'get',
    ),
    key: text({ title: 'Key', placeholder: '{{ args.ticket }}' }),
    value: withDefault(
      value({ title: 'Value', description: 'What is kept.', usedWith: { field: 'action', is: ['set', 'add'] } }),
      null,
    ),
    scope: withDefault(
      choice(['workflow', 'workspace'], {
        title: 'Shared by',
        description: '“workflow”: all runs of this command. “workspace”: all commands in this folder.',
      }),
      'workflow',
    ),
  },
  behaviour: {
    family: 'work',
    async perform({ action, key, value: given, scope }, context) {
      const { memory } = context.adapters
      const place = scopeOf(scope, context)
      const by = context.deliveryKey
      switch (action) {
        case 'get': {
          const known = memory.get(place, key)
          return { port: 'out', output: { value: known ?? null, existed: known !== undefined } }
        }
        case 'set':
          return { port: 'out', output: { value: given, existed: memory.set(place, key, given, by) } }
        case 'add': {
          if (memory.add(place, key, given, by) === 'added')
            return { port: 'out', output: { value: given, existed: false } }
          return { port: 'exists', output: { value: memory.get(place, key) ?? null, existed: true } }
        }
        case 'delete': {
          const known = memory.get(place, key)
          return { port: 'out', output: { value: known ?? null, existed: memory.delete(place, key, by) } }
        }
      }
    },
  },
  examples: [
    {
      title: 'Nothing is remembered yet',
      config: { action: 'get', key: 'last' },
      leavesBy: 'out',
      output: { value: null, existed: false },
    },
    {
      title: 'Gives what an earlier run has kept',
      config: { action: 'get', key: 'last' },
      remembered: { last: 'v1.2.0' },
      leavesBy: 'out',
      output: { value: 'v1.2.0', existed: true },
    },
    {
      title: 'Leaves by “exists” where there is one already, and keeps that',
      config: { action: 'add', key: 'ticket', value: 8 },
      remembered: { ticket: 7 },
      leavesBy: 'exists',
      output: { value: 7, existed: true },
    },
    {
      title: 'Adds what is not there yet',
      config: { action: 'add', key: 'ticket', value: '{{ args.n }}' },
      args: { n: 7 },
      leavesBy: 'out',
      output: { value: 7, existed: false },
    },
  ],
})

function scopeOf(scope: 'workflow' | 'workspace', { workflow, workspace }: WorkContext): string {
  if (scope === 'workflow') return `workflow:${workflow}`
  if (workspace !== '') return `workspace:${workspace}`
  throw new NodeError(
    'store.no-workspace',
    'This run has no workspace, so nothing can be shared by it. Choose a folder, or share by “workflow”.',
    {
      retryable: false,
    },
  )
}
