/** How tokens move over the edges of a level, as the exported module does it. */
export const TOKENS_TEXT = `const OPEN = 0
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
      loops: level.loops.map(() => ({ iteration: 0, closed: false, dead: [] })),
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
    if (edge.loop !== undefined) this.decideLoop(at, as, feedback)
    else if (!this.holdsBack(at, as, feedback)) {
      if (this.flow.edges[at] === OPEN) this.flow.edges[at] = as
      this.work.push(() => this.join(edge.to))
    }
  }

  holdsBack(at, as, feedback) {
    if (!this.isHeld(at)) return false
    if (this.flow.held[at] !== DELIVERED) this.flow.held[at] = as
    if (feedback !== undefined) this.flow.carried[at] = feedback
    return true
  }

  /** Nothing that lies in a loop can wait for that one to be left. */
  isHeld(at) {
    const { leaves = [], to } = this.level.edges[at]
    const led = this.level.nodes[to]?.loops ?? []
    return leaves.some((loop) => !this.flow.loops[loop].closed && this.leftWith(loop, led).length === 0)
  }

  /** The loops that are left together with this one; none while another pass of one of them may come. */
  leftWith(index, passedOver = []) {
    const group = [index]
    const seen = new Set([index, ...passedOver])
    for (const one of group) {
      const own = this.level.edges.flatMap((edge, at) => (edge.loop === one ? [at] : []))
      if (this.restarting.has(one) || this.flow.loops[one].dead.length < own.length) return []
      for (const other of own.flatMap((at) => this.level.edges[at].leaves ?? [])) {
        if (seen.has(other) || this.flow.loops[other].closed) continue
        seen.add(other)
        group.push(other)
      }
    }
    return group
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
      if (loop.dead.length === all) this.work.push(() => this.close())
    }
  }

  /** The pass that leaves a loop: what it held back is decided now. */
  close() {
    for (const index of this.level.loops.keys())
      for (const left of this.leftWith(index)) this.flow.loops[left].closed = true
    for (const [at, as] of this.flow.held.entries()) {
      if (as === OPEN || this.isHeld(at)) continue
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
    this.reopen(index, body)
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
    // What came from outside is there from the start of the pass, and so is what will not come.
    for (const id of body)
      if (this.into(id).some((at) => !body.includes(this.level.edges[at].from))) this.work.push(() => this.join(id))
  }

  /** A loop that overlaps this one is decided anew by its edges that begin in this body. */
  reopen(index, body) {
    for (const id of body)
      for (const at of this.outOf(id)) {
        const { loop } = this.level.edges[at]
        const other = loop === undefined || loop === index ? undefined : this.flow.loops[loop]
        if (!other?.dead.includes(at)) continue
        Object.assign(other, { closed: false, dead: other.dead.filter((edge) => edge !== at) })
        this.holdAgain(body, loop)
      }
  }

  /** What the overlapping loop has brought into this body waits until that one is left once more. */
  holdAgain(body, overlapping) {
    for (const [at, { from, to, leaves = [] }] of this.level.edges.entries()) {
      if (!leaves.includes(overlapping) || body.includes(from) || !body.includes(to)) continue
      if (this.flow.edges[at] === OPEN) continue
      this.flow.held[at] = this.flow.edges[at]
      this.flow.edges[at] = OPEN
    }
  }

  open(index) {
    Object.assign(this.flow.loops[index], { closed: false, dead: [] })
    this.restarting.delete(index)
  }
}
`
