import type { Flow } from './flow.ts'
import type { LockQueues } from './locks.ts'
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

/** The step and the moment, of a run and all its child runs. */
export interface Time {
  step: number
  now: number
  /** How many attempts have begun, in all runs. */
  begun: number
  /** Work that was withdrawn and has not ended yet, where it takes its time for that (`Prefer.acknowledgesLate`). */
  readonly acknowledging: Set<Execution>
}

/** The node that has started a child run. */
export interface Caller {
  readonly world: World
  readonly execution: Execution
}

/** The whole state of a run of the reference. */
export interface World {
  /** The run itself has none. */
  readonly caller?: Caller
  readonly time: Time
  readonly step: number
  readonly now: number
  readonly locks: LockQueues
  /** Nothing new starts. */
  paused: boolean
  /** The child runs, in the order of their starts, each with the execution that it was started for. */
  readonly children: { readonly of: Execution; readonly attempt: number; readonly world: World }[]
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
  /** The items that have ended, by their paths, each with its result in its container. */
  readonly items: { readonly path: string; readonly of: Execution; readonly step: number; readonly result: unknown }[]
  /** The step in which an `end`, a failure or an undo closed the run. */
  closedIn?: number
  status: RunStatus
  result?: unknown
  error?: Scope['failure'] & { readonly node?: string }
  readonly compensations: Compensation[]
  /** Completed nodes that are still to be compensated, and what the run becomes after that. */
  toUndo: Execution[]
  undoing?: Execution
  afterwards?: 'failed' | 'interrupted'
  readonly attemptsEnded: Map<string, number>
  /** Timers of executions in the order in which they were set. */
  readonly timers: Execution[]
}

export interface WorldPlace {
  readonly fired: string
  readonly limit: number
  readonly caller?: Caller
}

/** Child runs of one node at one place are told apart in their paths: `call!0.1/a` is in that of the first attempt. */
export const pathOfChild = (execution: Execution): string =>
  `${nameOf(execution)}!${execution.iteration}.${execution.attempts}`

export const openWorld = (flow: Flow, script: Script, { fired, limit, caller }: WorldPlace): World => {
  const loops = loopsOf(flow)
  const time = caller?.world.time ?? { step: 0, now: 0, begun: 0, acknowledging: new Set() }
  return {
    ...(caller === undefined ? {} : { caller }),
    time,
    get step() {
      return time.step
    },
    get now() {
      return time.now
    },
    locks: caller?.world.locks ?? new Map(),
    paused: false,
    children: [],
    flow,
    script,
    loops,
    fired,
    limit,
    root: openScope(flow, loops, caller === undefined ? '' : pathOfChild(caller.execution)),
    started: [],
    ended: [],
    trace: caller?.world.trace ?? [],
    skips: [],
    items: [],
    status: 'running',
    compensations: [],
    toUndo: [],
    attemptsEnded: caller?.world.attemptsEnded ?? new Map(),
    timers: caller?.world.timers ?? [],
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

/** A container around it waits for its lock again, after a stop or a crash. */
const isDormant = ({ container }: Scope): boolean =>
  container !== undefined && (container.doing === 'locking' || isDormant(container.scope))

/** What can go on: after a stop-and-undo the active nodes stay active, but only the compensator runs (rule 10). */
export const awake = (world: World): Execution[] => {
  if (world.status === 'running') return activeOf(world).filter(({ scope }) => !isDormant(scope))
  return world.status === 'compensating' && world.undoing !== undefined ? [world.undoing] : []
}

/** Something in an item has not acknowledged yet that it was withdrawn. */
export const isAcknowledging = ({ time }: World, item: Scope): boolean => {
  const isInside = (scope: Scope): boolean =>
    scope === item || (scope.container !== undefined && isInside(scope.container.scope))
  return [...time.acknowledging].some(({ scope }) => isInside(scope))
}

/** It, or something inside it, has not acknowledged yet that it was withdrawn. */
export const isEndingInside = (world: World, execution: Execution): boolean =>
  world.time.acknowledging.has(execution) ||
  execution.items.some((item) => item !== undefined && isAcknowledging(world, item))

export const nameIn = (scope: Scope, id: string): string => (scope.path === '' ? id : `${scope.path}/${id}`)

export const nameOf = (execution: Execution): string => nameIn(execution.scope, execution.node.id)

/** The child run that an execution waits for. */
export const childOf = (world: World, execution: Execution): World | undefined =>
  world.children.find(({ of, attempt }) => of === execution && attempt === execution.attempts)?.world

/** The child runs of what was withdrawn: how far they came in that step does not matter, and nothing comes after it. */
export const withdrawnRuns = (world: World): World[] =>
  world.children.flatMap(({ of, world: child }) =>
    of.status === 'interrupted' ? [child, ...child.children.flatMap((inner) => [inner.world])] : withdrawnRuns(child),
  )

/** The run, and the child runs that can go on. */
export const awakeWorlds = (world: World): World[] => [
  world,
  ...awake(world).flatMap((execution) => {
    const child = execution.doing === 'calling' ? childOf(world, execution) : undefined
    return child === undefined ? [] : awakeWorlds(child)
  }),
]

/** The run, and the child runs that are awaited, also by what can not go on now. That of an attempt that failed is not. */
export const openWorlds = (world: World): World[] => [
  world,
  ...activeOf(world).flatMap((execution) => {
    const isAwaited = execution.doing === 'calling' || execution.afterLock === 'calling'
    const child = isAwaited ? childOf(world, execution) : undefined
    return child === undefined ? [] : openWorlds(child)
  }),
]

/** A container that starts once a token may run several times at once; its later executions have paths of their own. */
export const pathOf = ({ scope, node, iteration }: Execution, item: number): string => {
  const apart = node.join === 'each' && iteration > 0 ? `@${iteration}` : ''
  return `${nameIn(scope, node.id)}${apart}[${item}]`
}

/** A kind that ends at once knows its item, not the execution of a container or call around it. */
const countedAs = (execution: Execution): string =>
  execution.node.kind === 'branch'
    ? nameOf(execution).replace(/@\d+|!\d+\.\d+/g, (part) => (part.startsWith('!') ? '!' : ''))
    : nameOf(execution)

/** How many attempts of the node have ended at its path: what `outcomeOf` counts by. */
export const endedAttempts = (world: World, execution: Execution): number =>
  world.attemptsEnded.get(countedAs(execution)) ?? 0

/** Counts one more, and tells how many there were before. */
export const endAttempt = (world: World, execution: Execution): number => {
  const before = endedAttempts(world, execution)
  world.attemptsEnded.set(countedAs(execution), before + 1)
  return before
}
