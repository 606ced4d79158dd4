/** What a run without `end` comes to (DESIGN 4.11). */
import type { Json } from '#shared/json.ts'
import { executionKey, type RunState } from '#shared/state/run-state.ts'
import type { CompiledWorkflow } from '../compile/compiled-workflow.ts'
import type { Routing } from '../compile/routing.ts'

/** The output of the one completed node that has no live edge after it, or an object by node id where there are several. */
export function resultOf(state: RunState, compiled: CompiledWorkflow, routing: Routing): Json {
  const last = compiled.nodes.flatMap((node) => {
    const outgoing = compiled.table.nodes[node.index]?.outgoing ?? []
    const latest = state.nodes.get(executionKey('', node.id))
    if (latest?.status !== 'completed' || outgoing.some((edge) => routing.delivered(edge))) return []
    return [[node.id, latest.output ?? null] as const]
  })
  const [only] = last
  if (!only) return null
  return last.length === 1 ? only[1] : Object.fromEntries(last)
}
