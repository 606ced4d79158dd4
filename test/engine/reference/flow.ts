/**
 * A workflow as the reference reads it: only what section 4 speaks of, and a notation of one edge a line, in which
 * hand-written cases are told and counterexamples printed.
 *
 *   start -> a                 the default port, `out`
 *   ok.rejected -> a loop 2    an edge that goes back, at most twice
 *   a: work, retry 2, in all   a node with its kind and what it may have
 *   other| start -> b          an edge or node of another command, which a `call` runs
 */

export type NodeKind =
  | 'start'
  | 'work'
  | 'effect'
  | 'approval'
  | 'set'
  | 'branch'
  | 'delay'
  | 'wait'
  | 'each'
  | 'group'
  | 'call'
  | 'cancel'
  | 'end'

export type Join = 'all' | 'any' | 'each' | { readonly count: number }

export interface FlowNode {
  readonly id: string
  readonly kind: NodeKind
  readonly join: Join
  readonly parent?: string
  readonly disabled?: boolean
  /** Attempts in all, the first included; without it one (three for a compensator). */
  readonly attempts?: number
  readonly compensate?: string
  readonly idempotent?: boolean
  /** An effect asks a person unless it says that it never does. */
  readonly asks?: boolean
  /** How many items an `each` has, how many of them at a time, and what a failed one does. */
  readonly items?: number
  readonly concurrency?: number
  readonly collect?: boolean
  /** The command that a `call` runs. */
  readonly calls?: string
  /** Nodes that share one never run at once. */
  readonly lock?: string
  /** Milliseconds that an attempt may take. */
  readonly timeout?: number
  /** Milliseconds of a `delay`, or until an `approval` or `wait` leaves by `timeout`. */
  readonly time?: number
  /** Whom a `cancel` withdraws. */
  readonly targets?: readonly string[]
  /** An `end` that ends the run as failed. */
  readonly fails?: boolean
}

export interface FlowEdge {
  readonly from: string
  readonly port: string
  readonly to: string
  /** Present on an edge that goes back: how many tokens it lets through. */
  readonly max?: number
}

export interface Flow {
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
  /** Other commands, by the names that a `call` has for them. */
  readonly commands?: Readonly<Record<string, Flow>>
}

const isLoop = (edge: FlowEdge): boolean => edge.max !== undefined

/** Kinds that end in the very step in which they start; everything else is ended by a move. */
export const INSTANT: readonly NodeKind[] = ['start', 'set', 'branch', 'cancel', 'end']

export const nodeOf = (flow: Flow, id: string): FlowNode => {
  const node = flow.nodes.find((candidate) => candidate.id === id)
  if (node === undefined) throw new Error(`The flow has no node "${id}".`)
  return node
}

/** The edges that a join counts: all that are not loop edges (rule 1). */
export const incomingOf = (flow: Flow, id: string): FlowEdge[] =>
  flow.edges.filter((edge) => edge.to === id && !isLoop(edge))

export const loopEdgesOf = (flow: Flow): FlowEdge[] => flow.edges.filter(isLoop)

export const isCompensator = (flow: Flow, id: string): boolean => flow.nodes.some((node) => node.compensate === id)

const WORDS: Record<string, (value: string) => Partial<FlowNode>> = {
  in: (parent) => ({ parent }),
  any: () => ({ join: 'any' }),
  all: () => ({ join: 'all' }),
  joinEach: () => ({ join: 'each' }),
  count: (count) => ({ join: { count: Number(count) } }),
  retry: (attempts) => ({ attempts: Number(attempts) }),
  undo: (compensate) => ({ compensate }),
  items: (items) => ({ items: Number(items) }),
  concurrency: (concurrency) => ({ concurrency: Number(concurrency) }),
  collect: () => ({ collect: true }),
  calls: (calls) => ({ calls }),
  lock: (lock) => ({ lock }),
  timeout: (timeout) => ({ timeout: Number(timeout) }),
  time: (time) => ({ time: Number(time) }),
  targets: (targets) => ({ targets: targets.split('+') }),
  disabled: () => ({ disabled: true }),
  idempotent: () => ({ idempotent: true }),
  asks: () => ({ asks: true }),
  fails: () => ({ fails: true }),
}

const readNode = (line: string): FlowNode => {
  const [id = '', rest = ''] = line.split(':')
  const [kind = '', ...words] = rest.split(',').map((word) => word.trim())
  const fields = words.map((word) => {
    const [name = '', value = ''] = word.split(' ')
    const field = WORDS[name]
    if (field === undefined) throw new Error(`A node knows no "${name}": ${line}`)
    return field(value)
  })
  return Object.assign({ id, kind: kind as NodeKind, join: 'all' }, ...fields)
}

const readEdge = (line: string): FlowEdge => {
  const [from = '', to = ''] = line.split(' -> ')
  const [id = '', port = 'out'] = from.split('.')
  const [target = '', max] = to.split(' loop ')
  return { from: id, port, to: target, ...(max === undefined ? {} : { max: Number(max) }) }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Reads the notation. A node that no line describes is a `work`, `start` a start, `end` and `done` an end. */
export const readFlow = (text: string): Flow => {
  const lines = linesOf(text)
  const names = [...new Set(lines.flatMap((line) => (line.includes('|') ? [line.split('|')[0] ?? ''] : [])))]
  const linesIn = (name: string): string[] =>
    lines.filter((line) => line.startsWith(`${name}|`)).map((line) => line.slice(name.length + 1).trim())
  const own = readOne(lines.filter((line) => !line.includes('|')))
  if (names.length === 0) return own
  return { ...own, commands: Object.fromEntries(names.map((name) => [name, readOne(linesIn(name))])) }
}

const readOne = (lines: readonly string[]): Flow => {
  const edges = lines.filter((line) => line.includes(' -> ')).map(readEdge)
  const told = lines.filter((line) => !line.includes(' -> ')).map(readNode)
  const named = [...new Set(edges.flatMap((edge) => [edge.from, edge.to]))]
  const kinds: Record<string, NodeKind> = { start: 'start', end: 'end', done: 'end' }
  const untold = named
    .filter((id) => !told.some((node) => node.id === id))
    .map((id): FlowNode => ({ id, kind: kinds[id] ?? 'work', join: 'all' }))
  return { nodes: [...untold, ...told], edges }
}

const printNode = (node: FlowNode): string => {
  const join =
    typeof node.join === 'string' ? (node.join === 'each' ? 'joinEach' : node.join) : `count ${node.join.count}`
  const words = [
    node.kind,
    ...(join === 'all' ? [] : [join]),
    ...(node.parent === undefined ? [] : [`in ${node.parent}`]),
    ...(node.attempts === undefined ? [] : [`retry ${node.attempts}`]),
    ...(node.compensate === undefined ? [] : [`undo ${node.compensate}`]),
    ...(node.items === undefined ? [] : [`items ${node.items}`]),
    ...(node.concurrency === undefined ? [] : [`concurrency ${node.concurrency}`]),
    ...(node.calls === undefined ? [] : [`calls ${node.calls}`]),
    ...(node.lock === undefined ? [] : [`lock ${node.lock}`]),
    ...(node.timeout === undefined ? [] : [`timeout ${node.timeout}`]),
    ...(node.time === undefined ? [] : [`time ${node.time}`]),
    ...(node.targets === undefined ? [] : [`targets ${node.targets.join('+')}`]),
    ...(['collect', 'disabled', 'idempotent', 'asks', 'fails'] as const).filter((word) => node[word] === true),
  ]
  return `${node.id}: ${words.join(', ')}`
}

/** The notation again: what is printed can be read by `readFlow`, so a counterexample can become a test. */
export const printFlow = (flow: Flow): string =>
  [
    ...flow.nodes.map(printNode),
    ...flow.edges.map(
      ({ from, port, to, max }) =>
        `${from}${port === 'out' ? '' : `.${port}`} -> ${to}${max === undefined ? '' : ` loop ${max}`}`,
    ),
    ...Object.entries(flow.commands ?? {}).flatMap(([name, command]) =>
      linesOf(printFlow(command)).map((line) => `${name}| ${line}`),
    ),
  ].join('\n')
