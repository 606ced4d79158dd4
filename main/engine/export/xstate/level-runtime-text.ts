/** What the machine of a level remembers and does, as the exported module does it. */
export const LEVEL_RUNTIME_TEXT = `/** The context of a level: the workflow itself, or one item of a container. */
function levelContext(level, input) {
  const { args = {}, item, index, outer = {}, loop = { iteration: 0 }, payload } = input
  const entry = level.entry === undefined ? undefined : (input.entry ?? level.entry)
  const flow = Tokens.begin(level, entry)
  return { level, args, payload, item, index, outer, loop, flow, outputs: {}, attempts: {}, undo: [], last: null }
}

function ended(context, node, port, output) {
  if (context.flow.nodes[node].is !== 'active') return {}
  const tokens = new Tokens(context.level, context.flow)
  const edge = tokens.exhausted(node, port)
  if (edge) {
    const message = node + ' would go back to ' + edge.to + " once more, but the loop's limit is " + edge.max + '.'
    const { flow, ...rest } = failed(context, node, { code: 'loop.exhausted', message, retryable: false })
    flow.nodes[node].isReset = true
    return { ...rest, flow }
  }
  const feedback = output?.feedback ?? output
  const outputs = { ...context.outputs, [node]: output }
  const { compensate } = context.level.nodes[node]
  const undo = compensate ? [...context.undo, { by: compensate, node, scope: scopeOf({ ...context, outputs }, node) }] : context.undo
  return { outputs, undo, last: output, flow: tokens.ended(node, port, 'done', feedback) }
}

/** Leaves by "error" where that leads somewhere; else the level has failed. */
function failed(context, node, error) {
  if (context.flow.nodes[node].is !== 'active') return {}
  const { code = 'node.failed', message = String(error), retryable } = error ?? {}
  const output = { error: { code, message } }
  const outputs = { ...context.outputs, [node]: output }
  const tokens = new Tokens(context.level, context.flow)
  if (tokens.hasPort(node, 'error') && !tokens.exhausted(node, 'error'))
    return { outputs, flow: tokens.ended(node, 'error', 'failed', output) }
  tokens.flow.nodes[node] = { is: 'failed', last: 'failed', isReset: false }
  return { outputs, flow: tokens.flow, outcome: context.outcome ?? { status: 'failed', error: { code, message, node, retryable } } }
}

/** Without an "end": the output of the one node that is done and leads nowhere, or an object of them. */
function resultOf({ level, flow, outputs }) {
  const live = (at) => flow.edges[at] === DELIVERED
  const last = Object.keys(level.nodes).filter(
    (id) => flow.nodes[id].last === 'done' && !level.edges.some((edge, at) => edge.from === id && live(at)),
  )
  if (last.length < 2) return last.length === 0 ? null : outputs[last[0]]
  return Object.fromEntries(last.map((id) => [id, outputs[id]]))
}

function outputOf({ context }) {
  const result = () => (context.level.entry === undefined ? context.last : resultOf(context))
  return context.outcome ?? context.ending ?? { status: 'succeeded', result: result() }
}

/** An actor's error, or what an item failed with. */
function errorOf(event) {
  return event.error ?? event.output?.failure
}

/** What an actor or a person gave, and by which port where it says so. */
function leavingOf({ output = null }) {
  return output !== null && typeof output === 'object' && '$port' in output
    ? { port: output.$port, output: output.output }
    : { output }
}

function itemScope(context, node) {
  const { args, nodes, loop, item, index } = scopeOf(context, node)
  return { args, outer: nodes, loop, item, index }
}

function change(how) {
  return assign(({ context, event }, params) => how(context, params, event))
}

function levelActions() {
  return {
    enter: change(({ flow, attempts }, { node }) => ({
      attempts: { ...attempts, [node]: 1 },
      flow: { ...flow, nodes: { ...flow.nodes, [node]: { is: 'active', last: 'active', isReset: false } } },
    })),
    settle: change(({ flow }, { node }) => ({
      flow: { ...flow, nodes: { ...flow.nodes, [node]: { ...flow.nodes[node], isReset: false } } },
    })),
    /** By the port that the actor chose, else by the one named here. */
    leave: change((context, { node, port, output }, event) => {
      const left = output === undefined ? leavingOf(event) : { output }
      return ended(context, node, left.port ?? port, left.output)
    }),
    begin: change((context, { node }) => ended(context, node, 'out', context.payload ?? context.args)),
    decide: change((context, { node, port }, event) =>
      ended(context, node, port, { decision: port, feedback: '', value: null, by: '', ...event.output }),
    ),
    fire: change((context, { node }) => ended(context, node, 'out', { firedAt: new Date().toISOString() })),
    /** The first end wins, once all that ends in the same step has. */
    conclude: change((context, { node, status }, event) => {
      const result = leavingOf(event).output
      const message = typeof result === 'string' && result !== '' ? result : node + ' ended the run as failed.'
      const error = { code: 'run.ended-failed', message, node, byEnd: true }
      const ending = status === 'failed' ? { status, error } : { status, result }
      return { ...ended(context, node, 'out', result), ending: context.ending ?? ending }
    }),
    fail: change((context, { node, code, message }, event) =>
      failed(context, node, code ? { code, message, retryable: false } : errorOf(event)),
    ),
    enterUndoing: change(({ attempts }, { node }) => ({ attempts: { ...attempts, [node]: 1 } })),
    tryAgain: change(({ attempts }, { node }) => ({ attempts: { ...attempts, [node]: attempts[node] + 1 } })),
    cancel: change((context, { node, nodes }) => {
      const cancelled = nodes.filter((id) => ['ready', 'active'].includes(context.flow.nodes[id]?.is))
      const left = ended(context, node, 'out', { cancelled })
      let { flow = context.flow } = left
      for (const id of cancelled) flow = new Tokens(context.level, flow).ended(id, null, 'interrupted')
      return { ...left, flow }
    }),
    listItems: change(({ items }, { node }, event) => ({ items: { ...items, [node]: event.output } })),
    leaveItems: change((context, { node }, event) => ended(context, node, 'out', event.output.results)),
    undone: change(({ undo }) => ({ undo: undo.slice(0, -1) })),
    /** What a person or the world says may be meant for a node inside. */
    passOn: enqueueActions(({ enqueue, event, self }) => {
      if (event.type.startsWith('xstate.')) return
      for (const child of Object.values(self.getSnapshot().children)) if (child?.logic?.takesEvents) enqueue.sendTo(child, event)
    }),
  }
}

function levelGuards() {
  return {
    isReady: ({ context }, { node }) => context.flow.nodes[node].is === 'ready' && context.outcome === undefined,
    is: ({ context }, { node, what }) => context.flow.nodes[node].is === what,
    isReset: ({ context }, { node }) => context.flow.nodes[node].isReset,
    mayRetry: ({ context, event }, { node, attempts }) =>
      errorOf(event)?.retryable !== false && context.attempts[node] < attempts,
    /** An event with an index is for that item alone. */
    isMeant: ({ context, event }) => event.index === undefined || event.index === context.index,
    itemsAreDone: ({ event }) => event.output.failure === undefined,
    hasFailed: ({ context }) =>
      context.outcome !== undefined || (context.ending?.status === 'failed' && isStepOver(context)),
    mustUndo: ({ context: { undo, outcome } }) => outcome !== undefined && undo.length > 0,
    undoesNext: ({ context }, { by }) => context.undo.at(-1)?.by === by,
    isOver: ({ context }) =>
      context.ending === undefined ? !isAnyActive(context, () => true) : isStepOver(context),
  }
}

/** Nothing that ends at once is still to end. */
function isStepOver(context) {
  return !isAnyActive(context, ({ instant }) => instant)
}

function isAnyActive({ flow, level }, counts) {
  return Object.entries(flow.nodes).some(([id, { is }]) => (is === 'ready' || is === 'active') && counts(level.nodes[id]))
}
`
