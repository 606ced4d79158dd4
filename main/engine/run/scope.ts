/** What an expression of a node sees (DESIGN 3, Expressions). Only what it names is looked up, so the cost is not the graph's. */
import type { Json } from '#shared/json.ts'
import type { RunState } from '#shared/state/run-state.ts'
import type { CompiledNode } from '../compile/compiled-workflow.ts'
import type { Execution } from './execution.ts'
import type { LevelRun } from './level-run.ts'

/** What a compensator sees: outputs as they were when the node that it undoes completed. */
export interface Snapshot {
  readonly outputs: Readonly<Record<string, Json>>
}

export interface ScopeSources {
  readonly state: RunState
  /** Puts large values back in. */
  whole(value: Json): Json
  secret(name: string): string
  snapshotFor(execution: Execution): Snapshot | undefined
}

export function scopeOf(execution: Execution, sources: ScopeSources): Record<string, unknown> {
  const { node, level, loop } = execution
  const { state } = sources
  const scope: Record<string, unknown> = {}
  const sees = node.reads.names
  if (sees.args) scope.args = sources.whole(state.args)
  if (sees.nodes) scope.nodes = outputsFor(node, level, sources, sources.snapshotFor(execution))
  if (sees.loop)
    scope.loop = {
      iteration: loop.iteration,
      ...(loop.feedback !== undefined && { feedback: sources.whole(loop.feedback) }),
    }
  if (sees.run) scope.run = { id: state.runId, startedAt: state.startedAt, workflow: state.workflow }
  if (sees.workspace) scope.workspace = state.workspace
  if (level.scope && sees.item) scope.item = level.scope.item
  if (level.scope && sees.index) scope.index = level.scope.index
  return scope
}

export function secretsFor(node: CompiledNode, sources: ScopeSources): Record<string, string> {
  return Object.fromEntries([...node.reads.secrets].map((name) => [name, sources.secret(name)]))
}

/** Outputs that the node's config reads, as seen from its level: its own item's, and those of the levels around it. */
export function outputsFor(
  node: Pick<CompiledNode, 'reads'>,
  level: LevelRun,
  sources: Pick<ScopeSources, 'state' | 'whole'>,
  snapshot?: Snapshot,
): Record<string, Json> {
  if (snapshot) return snapshot.outputs
  const outputs: Record<string, Json> = {}
  const { nodes } = node.reads
  const ids = nodes === 'all' ? [...visibleFrom(level)] : nodes
  for (let at = 0; at < ids.length; at += 1) {
    const id = ids[at] as string // within its length
    const output = outputSeen(id, level, sources.state)
    if (output !== undefined) outputs[id] = sources.whole(output)
  }
  return outputs
}

/** One of them. */
export function outputFor(execution: Execution, sources: ScopeSources, id: string): Json | undefined {
  const snapshot = sources.snapshotFor(execution)
  if (snapshot) return Object.hasOwn(snapshot.outputs, id) ? snapshot.outputs[id] : undefined
  const output = outputSeen(id, execution.level, sources.state)
  return output === undefined ? undefined : sources.whole(output)
}

function outputSeen(id: string, level: LevelRun, state: RunState): Json | undefined {
  for (let at: LevelRun | undefined = level; at; at = at.parent) {
    const known = at.outputOf(state, id)
    if (known) return known.output
  }
  return undefined
}

function* visibleFrom(level: LevelRun): Generator<string> {
  for (let at: LevelRun | undefined = level; at; at = at.parent) for (const { id } of at.level.nodes) yield id
}
