/** Turns blocks into workflow files. */
import type { Json } from '#shared/json.ts'
import type { Edge, Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import type { Block, Plan, Step } from './blocks.ts'
import type { Story } from './crash-engine.ts'

/** Where a block begins, and by which port it is left. */
interface Piece {
  readonly entry: string
  readonly exit: string
}

const LOCK = 'one-at-a-time'
const PLACE = '{{ item }} {{ loop.iteration }}'
const RETRY = { attempts: 3, delay: '5ms', factor: 1 }

export function storyOf(plans: readonly Plan[]): Story {
  const workflows: Record<string, Workflow> = {}
  const roots = plans.map(({ block, fails }, index) => {
    const name = `story-${index}`
    new Drawing(name, workflows).draw(block, fails)
    return name
  })
  return { roots, workflows }
}

class Drawing {
  readonly #name: string
  readonly #workflows: Record<string, Workflow>
  readonly #nodes: WorkflowNode[] = []
  readonly #edges: Edge[] = []

  constructor(name: string, workflows: Record<string, Workflow>) {
    this.#name = name
    this.#workflows = workflows
  }

  draw(block: Block, fails: boolean): void {
    const start = this.#node('start', 'start', {}, undefined)
    const piece = this.#caught(this.#block(block, undefined), undefined)
    this.#edge(start, piece.entry)
    if (fails) this.#edge(piece.exit, this.#node('last_broken', 'mark', { approve: 'never' }, undefined))
    this.#workflows[this.#name] = { format: 'slashflow/1', name: this.#name, nodes: this.#nodes, edges: this.#edges }
  }

  #node(
    id: string,
    kind: string,
    fields: Omit<Partial<WorkflowNode>, 'config'>,
    parent: string | undefined,
    config: Record<string, Json> = {},
  ): string {
    const shown = Object.keys(config).length > 0
    this.#nodes.push({ id, kind, ...(parent !== undefined && { parent }), ...(shown && { config }), ...fields })
    return id
  }

  #edge(from: string, to: string, max?: number): void {
    this.#edges.push({ from, to, ...(max !== undefined && { loop: { max } }) })
  }

  #fresh(word: string): string {
    return `n${this.#nodes.length}_${word}`
  }

  #block(block: Block, parent: string | undefined): Piece {
    switch (block.type) {
      case 'step':
        return this.#step(block.step, block.ms, parent)
      case 'sequence':
        return this.#sequence(block.blocks, parent)
      case 'parallel':
        return this.#parallel(block.blocks, parent)
      case 'loop':
        return this.#loop(block.block, block.passes, parent)
      case 'each':
        return this.#each(block, parent)
      case 'group':
        return this.#group(block, parent)
      case 'child':
        return this.#child(block.block, block.fails, parent)
      case 'signal':
        return this.#signal(block.ms, parent)
    }
  }

  #sequence(blocks: readonly Block[], parent: string | undefined): Piece {
    const pieces = blocks.map((block) => this.#block(block, parent))
    pieces.forEach((piece, index) => {
      const next = pieces[index + 1]
      if (next) this.#edge(piece.exit, next.entry)
    })
    return { entry: pieces[0]?.entry ?? '', exit: pieces.at(-1)?.exit ?? '' }
  }

  #parallel(blocks: readonly Block[], parent: string | undefined): Piece {
    const fork = this.#node(this.#fresh('fork'), 'transform', {}, parent, { value: 'fork' })
    const pieces = blocks.map((block) => this.#block(block, parent))
    const join = this.#node(this.#fresh('join'), 'transform', {}, parent, { value: `joined ${PLACE}` })
    for (const { entry, exit } of pieces) {
      this.#edge(fork, entry)
      this.#edge(exit, join)
    }
    return { entry: fork, exit: join }
  }

  #loop(block: Block, passes: number, parent: string | undefined): Piece {
    const head = this.#node(this.#fresh('head'), 'transform', {}, parent, {
      value: `pass ${PLACE} {{ loop.feedback }}`,
    })
    const body = this.#block(block, parent)
    const cases = [{ port: 'again', when: `{{ loop.iteration < ${passes} }}` }]
    const tail = this.#node(this.#fresh('tail'), 'branch', {}, parent, { cases })
    this.#edge(head, body.entry)
    this.#edge(body.exit, tail)
    this.#edge(`${tail}.again`, head, 3)
    return { entry: head, exit: `${tail}.else` }
  }

  #each({ block, items, concurrency, fails }: Block & { type: 'each' }, parent: string | undefined): Piece {
    const all = this.#node(this.#fresh('all'), 'each', {}, parent, {
      // Named after the item around it, so that no two are the same.
      items: `{{ $map([${Array.from({ length: items }, (_, index) => index).join(', ')}], function($n) { item & "." & $n }) }}`,
      concurrency: fails === 'caught' ? 1 : concurrency,
      onError: fails === 'collect' ? 'collect' : 'stop',
    })
    const inner = this.#caught(this.#block(block, all), all)
    if (fails === 'no') return { entry: all, exit: all }
    const odd = this.#node(this.#fresh('odd'), 'mark', { approve: 'never' }, all, { value: '{{ item }}' })
    this.#edge(inner.exit, odd)
    if (fails === 'collect' || items < 2) return { entry: all, exit: all }
    return { entry: all, exit: `${all}.error` }
  }

  #group({ block, locked, flaky }: Block & { type: 'group' }, parent: string | undefined): Piece {
    const group = this.#node(this.#fresh('group'), 'group', { ...(locked && { lock: LOCK }), retry: RETRY }, parent)
    const inner = this.#caught(this.#block(block, group), group)
    // Its own attempts are used up in vain: the group begins anew, and fails for good.
    if (!flaky) return { entry: group, exit: group }
    this.#edge(inner.exit, this.#node(this.#fresh('broken'), 'mark', { approve: 'never' }, group))
    return { entry: group, exit: `${group}.error` }
  }

  #child(block: Block, fails: boolean, parent: string | undefined): Piece {
    const name = `child-${Object.keys(this.#workflows).length}-${this.#nodes.length}`
    this.#workflows[name] = { format: 'slashflow/1', name, nodes: [], edges: [] }
    new Drawing(name, this.#workflows).draw(block, fails)
    const child = this.#node(this.#fresh('child'), 'workflow', {}, parent, { name, args: {} })
    return { entry: child, exit: fails ? `${child}.error` : child }
  }

  #signal(ms: number, parent: string | undefined): Piece {
    const event = `ev.${this.#nodes.length}.{{ run.id }}.${PLACE}`
    const fork = this.#node(this.#fresh('fork'), 'transform', {}, parent, { value: 'fork' })
    const wait = this.#node(this.#fresh('wait'), 'wait', {}, parent, {
      events: [{ port: 'heard', event }],
      since: 'run',
    })
    const pause = this.#node(this.#fresh('delay'), 'delay', {}, parent, { for: `${ms}ms` })
    const emit = this.#node(this.#fresh('emit'), 'emit', {}, parent, { event, data: 'told' })
    const join = this.#node(this.#fresh('join'), 'transform', {}, parent, { value: 'heard' })
    this.#edge(fork, wait)
    this.#edge(fork, pause)
    this.#edge(pause, emit)
    this.#edge(emit, join)
    this.#edge(`${wait}.heard`, join)
    return { entry: fork, exit: join }
  }

  #step(step: Step, ms: number, parent: string | undefined): Piece {
    const id = this.#fresh(step)
    const value = `${id} ${PLACE}`
    const marks = (fields: Omit<Partial<WorkflowNode>, 'config'>): Piece => {
      const made = this.#node(id, 'mark', { approve: 'never', ...fields }, parent, { value, ms })
      return { entry: made, exit: made }
    }
    switch (step) {
      case 'mark':
        return marks({})
      case 'idempotent':
        return marks({ idempotent: true })
      case 'asked':
        return marks({ approve: 'ask' })
      case 'flaky':
        return marks({ retry: RETRY })
      case 'broken':
        return { entry: marks({}).entry, exit: `${id}.error` }
      case 'locked':
        return marks({ lock: LOCK })
      case 'undone': {
        this.#node(`${id}_undo`, 'mark', { approve: 'never' }, parent, { value: `undo {{ nodes.${id} }}`, ms })
        return marks({ compensate: `${id}_undo` })
      }
      default:
        return this.#quiet(step, id, ms, parent)
    }
  }

  /** Where it ends by failing, something must follow: else it would fail what is around it beside what still runs there. */
  #caught(piece: Piece, parent: string | undefined): Piece {
    return piece.exit.endsWith('.error') ? this.#then(piece, parent) : piece
  }

  /** Followed by a node that gives the same in every run. */
  #then(piece: Piece, parent: string | undefined): Piece {
    const after = this.#node(this.#fresh('after'), 'transform', {}, parent, { value: `after ${piece.entry} ${PLACE}` })
    this.#edge(piece.exit, after)
    return { entry: piece.entry, exit: after }
  }

  #quiet(step: Step, id: string, ms: number, parent: string | undefined): Piece {
    const value = `${id} ${PLACE}`
    const made = (kind: string, config: Record<string, Json>, exit = id): Piece => {
      this.#node(id, kind, kind === 'program' ? { approve: 'never' } : {}, parent, config)
      return { entry: id, exit }
    }
    switch (step) {
      case 'program':
        return made('program', { value, seconds: (ms / 1_000).toFixed(3) })
      case 'add':
        return made('store', { action: 'add', key: `${this.#name} {{ run.id }} {{ index }} ${value}`, value })
      case 'set':
        return this.#then(made('store', { action: 'set', key: `${this.#name} {{ run.id }} ${value}`, value }), parent)
      case 'delay':
        return this.#then(made('delay', { for: `${ms}ms` }), parent)
      case 'approval':
        return made('approval', { title: 'Go on?', payload: value }, `${id}.approved`)
      default:
        return made('transform', { value: `{{ $join([1..50].$string($), ",") & "${id}" }}` })
    }
  }
}
