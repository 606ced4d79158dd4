import { type Execution, executionsIn, type Scope, type Status } from './state.ts'
import type { Compensation, World } from './world.ts'

/** One execution, as two interpretations of a workflow can be compared by. */
export interface Executed {
  readonly node: string
  readonly path: string
  readonly attempts: number
  readonly loop: Execution['loop']
  readonly status: Status
  readonly port?: string
  readonly output?: unknown
  readonly failure?: string
}

/** What a run has come to: everything that a comparison looks at. */
export interface Outcomes {
  readonly status: World['status']
  readonly result?: unknown
  readonly error?: { readonly code: string; readonly node?: string }
  /** In the order of the starts. */
  readonly executions: readonly Executed[]
  /** The nodes skipped in their last pass. */
  readonly skipped: readonly string[]
  readonly compensations: readonly Compensation[]
}

const shown = (execution: Execution): Executed => ({
  node: execution.node.id,
  path: execution.scope.path,
  attempts: execution.attempts,
  loop: execution.loop,
  status: execution.status,
  ...(execution.port === undefined ? {} : { port: execution.port }),
  ...(execution.output === undefined ? {} : { output: execution.output }),
  ...(execution.failure === undefined ? {} : { failure: execution.failure.code }),
})

const nameIn = (scope: Scope, id: string): string => `${scope.path === '' ? '' : `${scope.path}/`}${id}`

/** Every scope that the run has had, over or not. */
const allScopes = (scope: Scope): Scope[] => [
  scope,
  ...executionsIn(scope).flatMap(({ items }) =>
    items.filter((item): item is Scope => item !== undefined).flatMap(allScopes),
  ),
]

const skippedIn = (scope: Scope): string[] =>
  [...scope.passes].filter(([, { skipped }]) => skipped).map(([id]) => nameIn(scope, id))

export const outcomesOf = (world: World): Outcomes => ({
  status: world.status,
  ...(world.result === undefined ? {} : { result: world.result }),
  ...(world.error === undefined
    ? {}
    : { error: { code: world.error.code, ...(world.error.node === undefined ? {} : { node: world.error.node }) } }),
  executions: world.started.map(shown),
  skipped: allScopes(world.root).flatMap(skippedIn).sort(),
  compensations: world.compensations,
})
