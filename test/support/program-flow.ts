/** The file of /program, whose one node `work` runs a script of sh. `more`: further fields of that node. */
export const programFlow = (script: string, more: object = {}): string =>
  JSON.stringify({
    format: 'slashflow/1',
    name: 'program',
    nodes: [
      { id: 'start', kind: 'start' },
      { id: 'work', kind: 'shell', config: { command: 'sh', args: ['-c', script] }, ...more },
    ],
    edges: [{ from: 'start', to: 'work' }],
  })
