/** A command that greets, by an object of which the next node may read. */
export const GREET = JSON.stringify({
  format: 'slashflow/1',
  name: 'greet',
  parameters: [{ name: 'who', type: 'string' }],
  nodes: [
    { id: 'start', kind: 'start' },
    {
      id: 'made',
      kind: 'transform',
      title: 'Made',
      config: { value: '{{ { "greeting": "Hello " & args.who, "letters": [1, 2] } }}' },
    },
    { id: 'said', kind: 'transform', title: 'Said', config: { value: 'Nothing yet' } },
    { id: 'done', kind: 'end', title: 'Done', config: { result: '{{ nodes.said }}' } },
  ],
  edges: [
    { from: 'start', to: 'made' },
    { from: 'made', to: 'said' },
    { from: 'said', to: 'done' },
  ],
})
