/** A node that runs the command `inner`; `config` and `more` are the node's own. */
export const call = (config: object = {}, more: object = {}) => ({
  id: 'call',
  kind: 'workflow',
  config: { name: 'inner', ...config } as never, // a config as a file has it
  ...more,
})
