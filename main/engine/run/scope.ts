/** What an expression of a node sees (DESIGN 3, Expressions). Only what it names is looked up, so the cost is not the graph's. */
import type { LoopScope } from '#shared/events/node-events.ts'
import type { Json } from '#shared/json.ts'
import { executionKey, type RunState } from '#shared/state/run-state.ts'
import type { CompiledNode } from '../compile/compiled-workflow.ts'

export interface ScopeSources {
  readonly state: RunState
  /** Puts large values back in. */
  whole(value: Json): Json
  secret(name: string): string
}

export function scopeOf(
  node: CompiledNode,
  path: string,
  loop: LoopScope,
  sources: ScopeSources,
): Record<string, unknown> {
  const { state, whole } = sources
  return {
    args: whole(state.args),
    nodes: outputsFor(node, path, sources),
    loop: { iteration: loop.iteration, ...(loop.feedback !== undefined && { feedback: whole(loop.feedback) }) },
    run: { id: state.runId, startedAt: state.startedAt, workflow: state.workflow },
    workspace: state.workspace,
  }
}

export function secretsFor(node: CompiledNode, sources: ScopeSources): Record<string, string> {
  return Object.fromEntries([...node.secrets].map((name) => [name, sources.secret(name)]))
}

function outputsFor(node: CompiledNode, path: string, { state, whole }: ScopeSources): Record<string, Json> {
  const outputs: Record<string, Json> = {}
  const take = (id: string, output: Json | undefined) => {
    if (output !== undefined) outputs[id] = whole(output)
  }
  if (node.reads === 'all') for (const other of state.nodes.values()) take(other.nodeId, other.output)
  else for (const id of node.reads) take(id, state.nodes.get(executionKey(path, id))?.output)
  return outputs
}
