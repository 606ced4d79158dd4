import type { Flow } from './flow.ts'
import { type Loop, loopsOf } from './loops.ts'
import type { Script } from './script.ts'
import { activeIn, type Execution, openScope, type Scope } from './state.ts'

export interface Compensation {
  readonly node: string
  readonly path: string
  readonly by: string
  /** What `nodes.*` showed to the compensator. */
  readonly sees: Record<string, unknown>
  readonly error?: string
}

export type RunStatus = 'running' | 'compensating' | 'interrupted' | 'succeeded' | 'failed'

/** The whole state of a run of the reference. */
export interface World {
  readonly flow: Flow
  readonly script: Script
  readonly loops: readonly Loop[]
  /** The entry that fired. */
  readonly fired: string
  /** How many pieces of work run at a time (rule 3). */
  readonly limit: number
  readonly root: Scope
  /** Every execution, in the order of their starts, and those that have ended in the order of their ends. */
  readonly started: Execution[]
  readonly ended: Execution[]
  /** What happened, a line each, for who compares two runs by eye. */
  readonly trace: string[]
  /** Every skip, `path/node`, with its step, and whether the pass that it belonged to ended in the same step. */
  readonly skips: { readonly name: string; readonly step: number; undone: boolean }[]
  step: number
  /** The items that have ended, by their paths, each with its result in its container. */
  readonly items: { readonly path: string; readonly of: Execution; readonly step: number; readonly result: unknown }[]
  /** The step in which an `end`, a failure or an undo closed the run. */
  closedIn?: number
  now: number
  status: RunStatus
  result?: unknown
  error?: { readonly code: string; readonly message: string; readonly node?: string }
  readonly compensations: Compensation[]
  /** Completed nodes that are still to be compensated, and what the run becomes after that. */
  toUndo: Execution[]
  undoing?: Execution
  afterwards?: 'failed' | 'interrupted'
  readonly attemptsEnded: Map<string, number>
  /** Timers of executions in the order in which they were set. */
  readonly timers: Execution[]
}

export const openWorld = (flow: Flow, script: Script, fired: string, limit: number): World => {
  const loops = loopsOf(flow)
  return {
    flow,
    script,
    loops,
    fired,
    limit,
    root: openScope(flow, loops, ''),
    started: [],
    ended: [],
    trace: [],
    skips: [],
    items: [],
    step: 0,
    now: 0,
    status: 'running',
    compensations: [],
    toUndo: [],
    attemptsEnded: new Map(),
    timers: [],
  }
}

/** The scope and those of the items that run in it. */
const scopesUnder = (scope: Scope): Scope[] => [
  scope,
  ...activeIn(scope).flatMap((execution) =>
    execution.items.filter((item): item is Scope => item !== undefined && !item.over).flatMap(scopesUnder),
  ),
]

export const liveScopes = (world: World): Scope[] => (world.root.over ? [] : scopesUnder(world.root))

/** Everything active in the run, in the order of the starts. */
export const activeOf = (world: World): Execution[] =>
  world.started.filter((execution) => execution.status === 'active')

/** What can go on: after a stop-and-undo the active nodes stay active, but only the compensator runs (rule 10). */
export const awake = (world: World): Execution[] => {
  if (world.status === 'running') return activeOf(world)
  return world.status === 'compensating' && world.undoing !== undefined ? [world.undoing] : []
}

export const nameIn = (scope: Scope, id: string): string => (scope.path === '' ? id : `${scope.path}/${id}`)

export const nameOf = (execution: Execution): string => nameIn(execution.scope, execution.node.id)

/** A container that starts once a token may run several times at once; its later executions have paths of their own. */
export const pathOf = ({ scope, node, iteration }: Execution, item: number): string => {
  const apart = node.join === 'each' && iteration > 0 ? `@${iteration}` : ''
  return `${nameIn(scope, node.id)}${apart}[${item}]`
}

/** A kind that ends at once knows its item, not the execution of a container around it. */
const countedAs = (execution: Execution): string =>
  execution.node.kind === 'branch' ? nameOf(execution).replace(/@\d+/g, '') : nameOf(execution)

/** How many attempts of the node have ended at its path: what `outcomeOf` counts by. */
export const endedAttempts = (world: World, execution: Execution): number =>
  world.attemptsEnded.get(countedAs(execution)) ?? 0

/** Counts one more, and tells how many there were before. */
export const endAttempt = (world: World, execution: Execution): number => {
  const before = endedAttempts(world, execution)
  world.attemptsEnded.set(countedAs(execution), before + 1)
  return before
}
