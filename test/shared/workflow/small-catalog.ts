/** A few kinds as main would describe them, for tests of what needs a catalog. */
import type { CheckOptions } from '#shared/workflow/checks/check-context.ts'
import { catalogOf, type KindDescriptor } from '#shared/workflow/kind-descriptor.ts'

function kind(name: string, fields: Partial<KindDescriptor> = {}): KindDescriptor {
  return {
    kind: name,
    title: name,
    summary: `Does ${name}.`,
    icon: 'box',
    group: 'tool',
    ports: ['out', 'error'],
    entry: false,
    runs: true,
    effect: 'never',
    overlay: 'none',
    shape: 'card',
    width: 176,
    output: {},
    initialConfig: {},
    configSchema: { type: 'object', properties: {} },
    ...fields,
  }
}

export const descriptors: readonly KindDescriptor[] = [
  kind('start', { group: 'entry', ports: ['out'], entry: true }),
  kind('shell', {
    effect: 'always',
    output: { stdout: 'string', stderr: 'string', exitCode: 'number' },
    configSchema: {
      type: 'object',
      properties: { command: { type: 'string' }, data: { $ref: '#/$defs/json' } },
      required: ['command'],
      $defs: { json: { items: { $ref: '#/$defs/json' } } },
    },
  }),
  kind('prompt', { ports: ['out', 'interrupted', 'error'] }),
  kind('transform'),
  kind('file', { effect: 'depends' }),
  kind('branch', { ports: ['else', 'error'], portsFrom: 'cases' }),
  kind('approval', { ports: ['approved', 'rejected', 'timeout', 'error'], overlay: 'approval' }),
  kind('each'),
  kind('end', { ports: [] }),
  kind('note', { ports: [], runs: false }),
]

export const catalog = catalogOf(descriptors)

export const checkOptions: CheckOptions = {
  checkConfig: (name, config) =>
    name === 'shell' && !(config as { command?: unknown }).command
      ? [{ path: 'command', message: 'This field is needed.' }]
      : [],
  secretFields: (name) => new Set(name === 'shell' ? ['env', 'stdin'] : []),
  rawFields: (name) => new Set(name === 'prompt' ? ['schema'] : []),
}
