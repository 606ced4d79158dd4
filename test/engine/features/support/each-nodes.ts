/** An `each` over a, b and c, and the node inside it. */
export const item = { id: 'one', kind: 'work', parent: 'all', config: { value: '{{ item }}' } }
export const all = (config: Record<string, unknown> = {}, more: object = {}) => ({
  id: 'all',
  kind: 'each',
  config: { items: '{{ ["a", "b", "c"] }}', ...config } as never, // a config as a file has it
  ...more,
})
