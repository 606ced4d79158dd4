import { defineNodeKind } from './define-node-kind.ts'
import { nodeList } from './fields.ts'

/** Withdraws nodes that are active. */
export const cancel = defineNodeKind({
  kind: 'cancel',
  title: 'Cancel',
  summary: 'Withdraws active nodes: they end, and nothing follows from them.',
  icon: 'ban',
  group: 'flow',
  ports: ['out'],
  face: { fields: [{ field: 'nodes', between: ', ' }], style: 'code' },
  width: 144,
  output: { cancelled: 'list of ids' },
  initialConfig: { nodes: [] },
  config: {
    nodes: nodeList({
      title: 'Nodes',
      description: 'Nodes beside this one, or around it. Those that are not active are passed over.',
      placeholder: 'search',
    }),
  },
  behaviour: {
    family: 'cancel',
    nodes: ({ nodes }) => nodes,
    leave: (cancelled) => ({ port: 'out', output: { cancelled: [...cancelled] } }),
  },
  examples: [
    {
      title: 'Withdraws what is active',
      config: { nodes: ['search'] },
      beside: [{ id: 'search', kind: 'delay', config: { for: '2h' } }],
      leavesBy: 'out',
      output: { cancelled: ['search'] },
    },
    {
      title: 'What is not active is passed over',
      config: { nodes: ['search'] },
      leavesBy: 'out',
      output: { cancelled: [] },
    },
  ],
})
