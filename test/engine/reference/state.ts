import type { Flow, FlowEdge, FlowNode } from './flow.ts'
import type { Loop } from './loops.ts'

/** What an active execution is about: what has to happen before it goes on. */
export type Doing =
  /** Has not begun, for the run is paused. */
  | 'starting'
  /** Ends at once, in the step in which it started. */
  | 'instant'
  /** Waits for its lock (rule 3). */
  | 'locking'
  /** Waits for a place among the running work (rule 3), where it needs one. */
  | 'ready'
  | 'working'
  /** A person is asked: by an approval, or before an effect. */
  | 'asking'
  /** A person is asked whether an effect happened (rule 9). */
  | 'recovering'
  /** Waits for an event. */
  | 'waiting'
  /** Waits for nothing but its time. */
  | 'sleeping'
  | 'retrying'
  /** A container whose items run. */
  | 'containing'
  /** A child run is under way. */
  | 'calling'

export type Status = 'active' | 'completed' | 'failed' | 'interrupted'

export interface Failure {
  readonly code: string
  readonly message: string
}

export interface Execution {
  readonly node: FlowNode
  readonly scope: Scope
  /** Counts the executions of a node at a path, from 0. */
  readonly iteration: number
  /** What `loop.*` was when it started. */
  readonly loop: { readonly iteration: number; readonly feedback?: unknown }
  /** The steps of the run in which it started and ended: what a move and all that follows from it at once is one step. */
  readonly startedIn: number
  endedIn?: number
  /** The completed node that this execution takes back. */
  readonly undoes?: Execution
  status: Status
  doing: Doing
  /** It had begun before its lock was taken from it by a stop or a crash: what it does once it has that again. */
  afterLock?: Doing
  /** Of a container or call: its time is over, and what is inside has not ended yet. */
  isOutOfTime?: true
  /** The step since which it has waited for a place, or for the run to go on. */
  readyIn?: number
  attempts: number
  /** The attempt that its process did not live to end is to be made again, and counts already. */
  makesAgain?: boolean
  /** Its latest attempt began as the how-manieth of all. */
  begunAs?: number
  /** When its timer fires. */
  due?: number
  port?: string
  output?: unknown
  failure?: Failure
  /** The items of a container, in item order; one that has not begun is undefined. */
  items: (Scope | undefined)[]
  results: unknown[]
  /** `nodes.*` as it was when this completed. */
  seen?: Record<string, unknown>
}

/** One node in the current pass. It has one execution in it at most, unless its join is `each` (rule 1). */
export interface Pass {
  executions: Execution[]
  skipped: boolean
  /** How many tokens of each edge have started an execution; only an `each` join can take several. */
  taken: Map<FlowEdge, number>
}

/** A loop in the current pass of the loops around it. */
export interface Turns {
  iteration: number
  feedback?: unknown
  /** How many tokens each of its edges has let through. */
  through: Map<FlowEdge, number>
}

/** The run itself, or an item of a container: where nodes and loops have a state of their own. */
export interface Scope {
  readonly flow: Flow
  readonly path: string
  readonly container?: Execution
  readonly nodes: readonly FlowNode[]
  readonly loops: readonly Loop[]
  readonly passes: Map<string, Pass>
  readonly turns: Map<Loop, Turns>
  /** Latest output of each node, also of an earlier pass. */
  readonly outputs: Map<string, unknown>
  /** The output of the child that completed last: what the item results in. */
  last: unknown
  over: boolean
  /** Why the item failed, until its container has heard of it. `final`: the same once more would not help (rule 7). */
  failure?: Failure & { readonly final: boolean }
}

export const freshPass = (): Pass => ({ executions: [], skipped: false, taken: new Map() })

export const freshTurns = (): Turns => ({ iteration: 0, through: new Map() })

/** `before`: the outputs of an earlier item at the same path (reading R22). */
export const openScope = (
  flow: Flow,
  loops: readonly Loop[],
  path: string,
  container?: Execution,
  before: ReadonlyMap<string, unknown> = new Map(),
): Scope => {
  const nodes = flow.nodes.filter((node) => node.parent === container?.node.id)
  const inside = loops.filter((loop) => nodes.some((node) => node.id === loop.target))
  return {
    flow,
    path,
    ...(container === undefined ? {} : { container }),
    nodes,
    loops: inside,
    passes: new Map(nodes.map((node) => [node.id, freshPass()])),
    turns: new Map(inside.map((loop) => [loop, freshTurns()])),
    outputs: new Map(before),
    last: null,
    over: false,
  }
}

export const passOf = (scope: Scope, id: string): Pass => {
  const pass = scope.passes.get(id)
  if (pass === undefined) throw new Error(`"${id}" is not in the scope "${scope.path}".`)
  return pass
}

export const turnsOf = (scope: Scope, loop: Loop): Turns => {
  const turns = scope.turns.get(loop)
  if (turns === undefined) throw new Error(`The loop to "${loop.target}" is not in the scope "${scope.path}".`)
  return turns
}

/** What is in a scope now, the items of its containers not included. */
export const executionsIn = (scope: Scope): Execution[] => [...scope.passes.values()].flatMap((pass) => pass.executions)

export const activeIn = (scope: Scope): Execution[] =>
  executionsIn(scope).filter((execution) => execution.status === 'active')

/** `nodes.*` for who looks from a scope: its own nodes and those around it (rule 5). */
export const visibleFrom = (scope: Scope): Record<string, unknown> => ({
  ...(scope.container === undefined ? {} : visibleFrom(scope.container.scope)),
  ...Object.fromEntries(scope.outputs),
})
