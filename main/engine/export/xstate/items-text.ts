/** How the exported module works off the items of a container. */
export const ITEMS_TEXT = `/** The items of a container, some at a time, each a machine of its own. */
function overItems(level) {
  const startNext = assign(({ context, spawn }) => {
    const { next, items, scope, running } = context
    const place = items === null ? {} : { item: items[next], index: next }
    const item = spawn(context.level, { id: 'item ' + next, input: { ...scope, ...place } })
    return { next: next + 1, running: [...running, item] }
  })
  const take = assign(({ context, event }) => {
    const at = Number(event.type.slice(event.type.lastIndexOf(' ') + 1))
    const { status, result, error } = event.output
    const results = [...context.results]
    results[at] = status === 'failed' ? { error: { code: error.code, message: error.message } } : (result ?? null)
    const failure = status === 'failed' && !context.collect ? (context.failure ?? error) : context.failure
    return { results, failure, running: context.running.filter((item) => item.id !== 'item ' + at) }
  })
  const total = ({ items }) => (items === null ? 1 : items.length)
  const logic = createMachine({
    id: 'items',
    context: ({ input }) => ({ ...input, level: level.provide(input.provided), next: 0, running: [], results: [] }),
    initial: 'working',
    states: {
      working: {
        always: [
          { guard: ({ context }) => context.failure !== undefined, target: 'failed' },
          {
            guard: ({ context }) => context.next < total(context) && context.running.length < context.concurrency,
            actions: startNext,
          },
          { guard: ({ context }) => context.next === total(context) && context.running.length === 0, target: 'done' },
        ],
        on: {
          'xstate.done.actor.*': { actions: take },
          '*': {
            actions: enqueueActions(({ enqueue, event, context }) => {
              if (!event.type.startsWith('xstate.')) for (const item of context.running) enqueue.sendTo(item, event)
            }),
          },
        },
      },
      done: { type: 'final' },
      failed: { type: 'final' },
    },
    output: ({ context }) =>
      context.failure ? { failure: context.failure } : { results: context.items === null ? context.results[0] : context.results },
  })
  return Object.assign(logic, { takesEvents: true })
}
`
