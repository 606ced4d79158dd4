import type { Execution, Status } from './state.ts'
import { type Compensation, nameOf, type World } from './world.ts'

/** One execution, as two interpretations of a workflow can be compared by. */
export interface Executed {
  readonly node: string
  readonly path: string
  readonly startedIn: number
  readonly endedIn?: number
  readonly attempts: number
  readonly loop: Execution['loop']
  readonly status: Status
  readonly port?: string
  readonly output?: unknown
  readonly failure?: string
}

/** What a run has come to: everything that a comparison looks at. */
export interface Outcomes {
  readonly status: World['status'] | 'paused'
  readonly result?: unknown
  readonly error?: { readonly code: string; readonly node?: string }
  /** In the order of the starts. */
  readonly executions: readonly Executed[]
  readonly items: World['items']
  readonly skips: World['skips']
  /** The nodes to compensate, in the order in which they completed: `path/node`. */
  readonly compensable: readonly string[]
  readonly compensations: readonly Compensation[]
  /** The step in which it was closed by an `end`, a failure or an undo. */
  readonly closedIn?: number
}

const shown = (execution: Execution): Executed => ({
  node: execution.node.id,
  path: execution.scope.path,
  startedIn: execution.startedIn,
  ...(execution.endedIn === undefined ? {} : { endedIn: execution.endedIn }),
  attempts: execution.attempts + (execution.makesAgain === true ? 1 : 0),
  loop: execution.loop,
  status: execution.status,
  ...(execution.port === undefined ? {} : { port: execution.port }),
  ...(execution.output === undefined ? {} : { output: execution.output }),
  ...(execution.failure === undefined ? {} : { failure: execution.failure.code }),
})

export const outcomesOf = (world: World): Outcomes => ({
  status: world.paused && world.status === 'running' ? 'paused' : world.status,
  ...(world.closedIn === undefined ? {} : { closedIn: world.closedIn }),
  ...(world.result === undefined ? {} : { result: world.result }),
  ...(world.error === undefined
    ? {}
    : { error: { code: world.error.code, ...(world.error.node === undefined ? {} : { node: world.error.node }) } }),
  executions: world.started.map(shown),
  items: world.items,
  skips: world.skips,
  compensable: world.ended
    .filter(({ node, status }) => status === 'completed' && node.compensate !== undefined)
    .map(nameOf),
  compensations: world.compensations,
})

/** A run and all runs that it has started, by the paths of what is in them. */
export const outcomesOfAll = (world: World): Map<string, Outcomes> =>
  new Map([[world.root.path, outcomesOf(world)], ...world.children.flatMap((child) => [...outcomesOfAll(child.world)])])
