/**
 * The end of every exported module: the tokens, and the machine that works off the items of a container. Written as
 * JavaScript, since it is read and run elsewhere; `test/engine/export/xstate-follows-engine.test.ts` holds it against
 * the engine's own routing.
 */
export const RUNTIME_TEXT = `
// ── What is the same in every export ─────────────────────────────────────────────────────────────────────────────────

/** An actor's way to leave by another port than "out": return leaveBy('exists', output). */
export function leaveBy(port, output) {
  return { $port: port, output }
}

/** What an expression of a node sees: {{ args }}, {{ nodes.<id> }}, {{ loop }}, {{ item }}, {{ index }}. */
export function scopeOf(context, node) {
  const { args, item, index, outer, outputs, flow } = context
  const loop = flow.loops[context.level.nodes[node]?.loops?.[0]]
  const seen = loop ? { iteration: loop.iteration, feedback: loop.feedback } : context.loop
  return { args, nodes: { ...outer, ...outputs }, loop: seen, item, index }
}

const OPEN = 0
const DELIVERED = 1
const DEAD = 2

/**
 * Which nodes start, and which can no longer. Every edge is open, delivered or dead; a node starts when its join has its
 * tokens and is skipped when they can no longer come. What leaves a loop waits until the loop is left.
 */
class Tokens {
  constructor(level, flow) {
    this.level = level
    this.flow = structuredClone(flow)
    this.work = []
    this.restarting = new Map()
  }

  static begin(level, entry) {
    const tokens = new Tokens(level, {
      nodes: Object.fromEntries(Object.keys(level.nodes).map((id) => [id, { is: 'waiting', last: 'none', isReset: false }])),
      edges: level.edges.map(() => OPEN),
      held: level.edges.map(() => OPEN),
      passed: level.edges.map(() => 0),
      carried: {},
      loops: level.loops.map(() => ({ iteration: 0, closed: false, dead: [], held: [] })),
    })
    for (const [id, node] of Object.entries(level.nodes)) {
      if (tokens.into(id).length > 0) continue
      if (entry === undefined ? !node.entry : id === entry) tokens.start(id)
      else tokens.skip(id)
    }
    return tokens.settle()
  }

  outOf(id) {
    return this.level.edges.flatMap((edge, at) => (edge.from === id ? [at] : []))
  }

  into(id) {
    return this.level.edges.flatMap((edge, at) => (edge.to === id && edge.loop === undefined ? [at] : []))
  }

  hasPort(id, port) {
    return this.outOf(id).some((at) => this.level.edges[at].port === port)
  }

  /** The loop edge of this port that may carry no further token. */
  exhausted(id, port) {
    const over = this.outOf(id).find(
      (at) => this.level.edges[at].port === port && this.flow.passed[at] >= (this.level.edges[at].max ?? Infinity),
    )
    return over === undefined ? undefined : this.level.edges[over]
  }

  /** A node has ended: by a port, or by none where it was cancelled. */
  ended(id, port, is, feedback) {
    Object.assign(this.flow.nodes[id], { is, last: is, isReset: port === null })
    const edges = this.outOf(id)
    for (const at of edges) if (this.level.edges[at].port === port) this.decide(at, DELIVERED, feedback)
    for (const at of edges) if (this.level.edges[at].port !== port) this.decide(at, DEAD)
    return this.settle()
  }

  settle() {
    for (let next = 0; next < this.work.length; next += 1) this.work[next]()
    this.work = []
    return this.flow
  }

  start(id) {
    this.flow.nodes[id].is = 'ready'
  }

  skip(id) {
    Object.assign(this.flow.nodes[id], { is: 'skipped', last: 'skipped' })
    this.work.push(() => {
      for (const at of this.outOf(id)) this.decide(at, DEAD)
    })
  }

  decide(at, as, feedback) {
    const edge = this.level.edges[at]
    if (this.holdsBack(at, as, feedback)) return
    if (edge.loop !== undefined) this.decideLoop(at, as, feedback)
    else {
      if (this.flow.edges[at] === OPEN) this.flow.edges[at] = as
      this.work.push(() => this.join(edge.to))
    }
  }

  holdsBack(at, as, feedback) {
    const holders = (this.level.edges[at].leaves ?? []).filter((loop) => !this.flow.loops[loop].closed)
    if (holders.length === 0) return false
    if (this.flow.held[at] === OPEN) for (const loop of holders) this.flow.loops[loop].held.push(at)
    if (this.flow.held[at] !== DELIVERED) this.flow.held[at] = as
    if (feedback !== undefined) this.flow.carried[at] = feedback
    return true
  }

  join(id) {
    const { join, loops = [] } = this.level.nodes[id]
    if (this.flow.nodes[id].is !== 'waiting' || loops.some((loop) => this.restarting.has(loop))) return
    const states = this.into(id).map((at) => this.flow.edges[at])
    const open = states.filter((state) => state === OPEN).length
    const delivered = states.filter((state) => state === DELIVERED).length
    const wanted = join === 'any' ? 1 : join.count
    if (join === 'all' ? open === 0 && delivered > 0 : delivered >= wanted) this.start(id)
    else if (join === 'all' ? open === 0 : delivered + open < wanted) this.skip(id)
  }

  decideLoop(at, as, feedback) {
    const { loop: index } = this.level.edges[at]
    const loop = this.flow.loops[index]
    if (this.restarting.has(index)) return
    if (as === DELIVERED) {
      this.flow.passed[at] += 1
      for (const inner of this.level.loops[index].inner) this.open(inner)
      this.restarting.set(index, feedback)
      this.work.push(() => this.restart(index))
    } else {
      if (!loop.dead.includes(at)) loop.dead.push(at)
      const all = this.level.edges.filter((edge) => edge.loop === index).length
      if (loop.dead.length === all) this.work.push(() => this.close(index))
    }
  }

  /** The pass that leaves the loop: what it held back is decided now. */
  close(index) {
    if (this.restarting.has(index)) return
    const loop = this.flow.loops[index]
    const held = loop.held
    Object.assign(loop, { closed: true, held: [] })
    for (const at of held) {
      const as = this.flow.held[at]
      if (as === OPEN || this.level.edges[at].leaves.some((other) => !this.flow.loops[other].closed)) continue
      this.flow.held[at] = OPEN
      this.decide(at, as, this.flow.carried[at])
    }
  }

  restart(index) {
    if (!this.restarting.has(index)) return
    const { target, body, inner } = this.level.loops[index]
    const loop = this.flow.loops[index]
    loop.iteration += 1
    loop.feedback = this.restarting.get(index)
    for (const other of inner) {
      this.open(other)
      Object.assign(this.flow.loops[other], { iteration: 0, feedback: undefined })
      for (const [at, edge] of this.level.edges.entries()) if (edge.loop === other) this.flow.passed[at] = 0
    }
    this.open(index)
    for (const id of body) {
      const node = this.flow.nodes[id]
      if (node.is === 'active') node.last = 'interrupted'
      Object.assign(node, { is: 'waiting', isReset: true })
      for (const at of this.outOf(id)) {
        this.flow.edges[at] = OPEN
        this.flow.held[at] = OPEN
        delete this.flow.carried[at]
      }
    }
    this.start(target)
  }

  open(index) {
    Object.assign(this.flow.loops[index], { closed: false, dead: [], held: [] })
    this.restarting.delete(index)
  }
}

/** The context of a level: the workflow itself, or one item of a container. */
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
  const live = (at) => flow.edges[at] === DELIVERED || flow.passed[at] > 0
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

/** Milliseconds until the next attempt; "jitter" halves them at most. */
function backoff(attempt, { delay, factor, max, jitter }) {
  const whole = Math.min(delay * factor ** (attempt - 1), max)
  return Math.round(jitter ? whole * (0.5 + Math.random() / 2) : whole)
}

function toProvide(kind) {
  return fromPromise(async ({ input }) => {
    throw Object.assign(
      new Error('Node ' + input.node + ' needs the actor "' + kind + '": machine.provide({ actors: { ' + kind + ': … } })'),
      { code: 'actor.missing', retryable: false },
    )
  })
}

function toDecide(name, when) {
  return () => {
    throw new Error('Provide the guard "' + name + '", which says whether ' + when + ' holds.')
  }
}

/** The items of a container, some at a time, each a machine of its own. */
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
