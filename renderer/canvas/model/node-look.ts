/** Which state of a node counts now, and what a person reads of it. */
import { executionKey, type NodeState, type RunState } from '#shared/state/run-state.ts'
import type { GlyphState } from '../../glyphs/state-glyph.tsx'

/** Work in progress: the edge that leads there moves. */
export const ACTS: ReadonlySet<GlyphState> = new Set(['running', 'streaming', 'retrying'])

export const NEEDS_PERSON: ReadonlySet<GlyphState> = new Set(['needs-approval', 'needs-answer'])

/** The state of a node in the pass that runs now: what an earlier pass of a loop left is no state of this one. */
export function currentState(node: NodeState | undefined, restartedAt: string | undefined): NodeState | undefined {
  if (!node || restartedAt === undefined) return node
  const since = node.activatedAt ?? node.endedAt ?? ''
  return since < restartedAt ? undefined : node
}

/** When the newest of some loop targets began its pass; undefined where none went round yet. */
export function restartOf(
  state: Pick<RunState, 'nodes'>,
  targets: readonly string[] | undefined,
  path = '',
): string | undefined {
  let latest: string | undefined
  for (const target of targets ?? []) {
    const node = state.nodes.get(executionKey(path, target))
    if (!node?.activatedAt || node.loop.iteration === 0) continue
    if (latest === undefined || node.activatedAt > latest) latest = node.activatedAt
  }
  return latest
}
